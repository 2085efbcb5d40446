import type { Page } from '@playwright/test'
import { createTimelineParser, type Mark } from '../../lib/reading/timeline'

/** A word as the page marked it: where it is in the text, and the clock of the audio when it was seen. */
export type Seen = { start: number; word: string; timeMs: number }

/** The next words that are marked, looked for in every frame. */
export function seeWords(page: Page, count: number): Promise<Seen[]> {
  return page.evaluate(async count => {
    const audio = document.querySelector('audio')
    const seen: Seen[] = []
    let last: number | undefined
    while (audio && seen.length < count && !audio.ended) {
      await new Promise(requestAnimationFrame)
      const [range] = CSS.highlights.get('spoken-word') ?? []
      const block = range?.startContainer.parentElement?.closest<HTMLElement>('[data-start]')
      if (!(range instanceof Range) || !block) continue
      const before = new Range()
      before.setStart(block, 0)
      before.setEnd(range.startContainer, range.startOffset)
      const start = Number(block.dataset.start) + before.toString().length
      if (start === last) continue
      last = start
      seen.push({ start, word: range.toString(), timeMs: audio.currentTime * 1000 })
    }
    return seen
  }, count)
}

/** The words of the reading that the page plays, as the server tells them. */
export async function wordsHeard(page: Page): Promise<Mark[]> {
  const path = await page
    .locator('audio')
    .first()
    .evaluate((audio: HTMLAudioElement) => audio.src)
  const answer = await page.request.get(path.replace(/\.mp3$/, '.ndjson'))
  const parser = createTimelineParser()
  const marks = [...parser.feed(await answer.text()), ...parser.end()]
  return marks.filter(({ type }) => type === 'word')
}

/** So many paragraphs that differ, each of ten words. */
export function paragraphs(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `This is paragraph number ${index + 1} of a long book.`,
  ).join('\n\n')
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
