import type { Mark } from '../../lib/reading/timeline'

/** A stretch of the text that is read, in UTF-16 units, and when it begins to sound. */
export type Spoken = {
  /** In ms of the audio. */
  timeMs: number
  start: number
  /** Exclusive. */
  end: number
}

/** What can be stepped by. */
export type SpokenUnit = 'word' | 'sentence'

/** Words and sentences by their time and by their place in the text, growing as marks arrive. */
export type TimelineIndex = {
  /** @param marks In order of time, and none before those that were added already. */
  add(marks: readonly Mark[]): void
  /** The last word that began by then; undefined before the first. */
  wordAt(timeMs: number): Spoken | undefined
  /** The last sentence that began by then; undefined before the first. */
  sentenceAt(timeMs: number): Spoken | undefined
  /**
   * The word in which that offset lies, or the next one; of sentences where
   * no words are known.
   *
   * @returns Undefined past the last that is known.
   */
  at(offset: number): Spoken | undefined
  /**
   * So many units on from the one that sounds at that time, 0 being its
   * beginning; the first or the last where there are not so many. Sentences
   * stand in for words where none are known.
   */
  step(unit: SpokenUnit, timeMs: number, by: number): Spoken | undefined
  /** The offset up to which times are known. */
  readonly known: number
}

export function createTimelineIndex(): TimelineIndex {
  const words: Spoken[] = []
  const sentences: Spoken[] = []
  const all = (unit: SpokenUnit) => (unit === 'word' && words.length > 0 ? words : sentences)

  return {
    add(marks) {
      for (const { type, time, start, end } of marks) {
        if (start === undefined || end === undefined) continue
        if (type === 'word') words.push({ timeMs: time, start, end })
        else if (type === 'sentence') sentences.push({ timeMs: time, start, end })
      }
    },
    wordAt: timeMs => words[lastAtMost(words, 'timeMs', timeMs)],
    sentenceAt: timeMs => sentences[lastAtMost(sentences, 'timeMs', timeMs)],
    at(offset) {
      const units = all('word')
      const index = lastAtMost(units, 'start', offset)
      const here = units[index]
      return here && offset < here.end ? here : units[index + 1]
    },
    step(unit, timeMs, by) {
      const units = all(unit)
      const index = lastAtMost(units, 'timeMs', timeMs) + by
      return units[Math.max(0, Math.min(units.length - 1, index))]
    },
    get known() {
      return all('word').at(-1)?.end ?? 0
    },
  }
}

/** Index of the last whose value is at most that, or −1: both grow from one to the next. */
function lastAtMost(units: readonly Spoken[], key: 'timeMs' | 'start', value: number): number {
  let low = 0
  let high = units.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const unit = units[middle]
    if (unit && unit[key] <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
