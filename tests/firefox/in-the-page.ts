/** Work that runs in the page: each of these uses nothing around it. */

/** A word as it comes to be marked. */
export type MarkedWord = {
  text: string
  /** Its offset in the text that is read. */
  start: number
  /** The audio's clock in the first frame in which it is marked. */
  timeMs: number
}

/** Watches the marked word, from the one that is marked now, until the one at that offset of the text is. */
export function markedUntil(offset: number): Promise<MarkedWord[]> {
  const marked: MarkedWord[] = []
  return new Promise(resolve => {
    const look = () => {
      const [range] = CSS.highlights.get('spoken-word') ?? []
      const block = range?.startContainer.parentElement?.closest<HTMLElement>('[data-start]')
      if (range instanceof Range && block) {
        const before = new Range()
        before.setStart(block, 0)
        before.setEnd(range.startContainer, range.startOffset)
        const start = Number(block.dataset.start) + before.toString().length
        const timeMs = (document.querySelector('audio')?.currentTime ?? 0) * 1000
        if (start !== marked.at(-1)?.start) marked.push({ text: range.toString(), start, timeMs })
      }
      if (marked.at(-1)?.start === offset) resolve(marked)
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** The middle of the first occurrence of a word in the text that is read, in the viewport. */
export function placeOf(word: string): { x: number; y: number } {
  const texts = document.createTreeWalker(
    document.querySelector('[data-start]') ?? document,
    NodeFilter.SHOW_TEXT,
  )
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const start = node.textContent?.indexOf(word) ?? -1
    if (start < 0) continue
    const range = new Range()
    range.setStart(node, start)
    range.setEnd(node, start + word.length)
    const { left, top, width, height } = range.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }
  throw new Error(`The text has no ${word}`)
}

export function audioState(): { src: string; seconds: number; duration: number; isPaused: boolean } {
  const audio = document.querySelector('audio')
  if (!audio) throw new Error('The page has no audio element')
  const { currentSrc, currentTime, duration, paused } = audio
  return { src: currentSrc, seconds: currentTime, duration, isPaused: paused }
}
