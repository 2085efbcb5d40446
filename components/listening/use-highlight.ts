import { type RefObject, useEffect } from 'react'
import { createHighlight, createTint } from './mark'
import type { Section } from './sections'
import { mapText } from './text-map'
import type { TimelineFeed } from './timeline-feed'
import type { Spoken } from './timeline-index'

type Options = {
  /** Shows the text. */
  view: RefObject<HTMLElement | null>
  /** What of it is there. */
  sections: readonly Section[]
  /** Plays it, from the offset `base` on. */
  audio: RefObject<HTMLAudioElement | null>
  base: number
  /** The sentence that was gone to, from `base` on: it is marked until its sound is known. */
  awaited: Spoken | undefined
  /** Of what is played: its offsets begin with 0 at `base`. */
  feed: TimelineFeed
  /** Told of each word, or sentence where there are no words, as it begins. Stays the same. */
  onSpoken(range: Range): void
}

/** Events of an element at which its clock starts to run, … */
const RUNNING = ['playing'] as const
/** … stands still, … */
const STANDING = ['pause', 'waiting', 'ended', 'emptied'] as const
/** … or shows another time than it did. */
const MOVED = ['seeking', 'seeked', 'timeupdate'] as const

/**
 * Marks the word and the sentence that are heard, by the audio's own clock: in a
 * frame callback that runs only while it does. React has no part in it.
 */
export function useHighlight({ view, sections, audio, base, awaited, feed, onSpoken }: Options): void {
  // The sections as well: others are another text in the same element.
  useEffect(() => {
    const [container, player] = [view.current, audio.current]
    if (!container || !player) return
    return markSpoken(container, player, base, awaited, feed, onSpoken)
  }, [view, sections, audio, base, awaited, feed, onSpoken])
}

/** @returns Ends it, and takes the marks away. */
function markSpoken(
  container: Element,
  player: HTMLAudioElement,
  base: number,
  awaited: Spoken | undefined,
  feed: TimelineFeed,
  onSpoken: (range: Range) => void,
): () => void {
  const text = mapText(container)
  const place = (range: Range, { start, end }: Spoken) => text.place(range, base + start, base + end)
  const sentence = createHighlight('spoken-sentence', 0) ?? createTint()
  const word = createHighlight('spoken-word', 1)
  let frame = 0

  function draw(): void {
    const timeMs = player.currentTime * 1000
    const spokenWord = feed.index.wordAt(timeMs)
    const sentenceRange = sentence.move(feed.index.sentenceAt(timeMs) ?? awaited, place)
    const wordRange = word?.move(spokenWord, place)
    const range = word && spokenWord ? wordRange : sentenceRange
    if (range) onSpoken(range)
  }

  function run(): void {
    draw()
    frame = requestAnimationFrame(run)
  }
  function start(): void {
    cancelAnimationFrame(frame)
    run()
  }
  function stand(): void {
    cancelAnimationFrame(frame)
    draw()
  }

  const leaving = new AbortController()
  const listen = (names: readonly string[], listener: () => void) => {
    for (const name of names) player.addEventListener(name, listener, { signal: leaving.signal })
  }
  listen(RUNNING, start)
  listen(STANDING, stand)
  listen(MOVED, draw)
  // What becomes known while nothing sounds is shown as well.
  const unsubscribe = feed.subscribe(draw)
  if (player.paused || player.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) draw()
  else start()

  return () => {
    leaving.abort()
    unsubscribe()
    cancelAnimationFrame(frame)
    sentence.remove()
    word?.remove()
  }
}
