import { heightOf, isSay, NOTE_NAMES, type Song } from '../../lib/score/song'

/** A spoken line, where it begins. */
type Line = { beat: number; track: number; words: string }

/** All that is drawn of a song, in columns: notes by their beginning. */
export type RollNotes = {
  count: number
  /** In beats from the beginning of the song. */
  starts: Float64Array
  ends: Float64Array
  /** Of each note and all before it, the latest end. */
  reach: Float64Array
  /** MIDI keys. */
  keys: Uint8Array
  /** Indexes of the song's tracks. */
  tracks: Uint8Array
  lines: readonly Line[]
  /** The MIDI keys between which all notes lie, both included. */
  lowest: number
  highest: number
}

/** Keys that are shown where there are fewer, or none: two octaves around the middle C. */
const LEAST_KEYS = 24
const MIDDLE_C = 60

export function rollNotesOf(song: Song): RollNotes {
  const found: { start: number; end: number; key: number; track: number }[] = []
  const lines: Line[] = []
  for (const [track, { Bars }] of song.Tracks.entries()) {
    for (const [bar, { SoundEvents }] of Bars.entries()) {
      for (const event of SoundEvents) {
        const start = bar * song.BeatsPerBar + event.Beat
        if (isSay(event)) lines.push({ beat: start, track, words: wordsOf(event.Say) })
        else found.push({ start, end: start + event.Duration, key: heightOf(event.Note), track })
      }
    }
  }
  found.sort((a, b) => a.start - b.start)
  let reached = 0
  return {
    count: found.length,
    starts: Float64Array.from(found, note => note.start),
    ends: Float64Array.from(found, note => note.end),
    reach: Float64Array.from(found, note => {
      reached = Math.max(reached, note.end)
      return reached
    }),
    keys: Uint8Array.from(found, note => note.key),
    tracks: Uint8Array.from(found, note => note.track),
    lines: lines.sort((a, b) => a.beat - b.beat),
    ...keysOf(found),
  }
}

/** The notes that lie between two beats: a range of indexes, among which some may have ended before. */
export function notesBetween(
  { starts, reach }: RollNotes,
  from: number,
  to: number,
): { first: number; past: number } {
  return { first: firstAbove(reach, from), past: firstAbove(starts, to) }
}

/** The note that is there, the last drawn of several. */
export function noteAt(notes: RollNotes, beat: number, key: number): number | undefined {
  const { first, past } = notesBetween(notes, beat, beat)
  for (let index = past - 1; index >= first; index--) {
    if (notes.keys[index] === key && (notes.ends[index] ?? 0) >= beat) return index
  }
  return undefined
}

/** A key's name as the song format counts octaves: 60 is C5. */
export function nameOfKey(key: number): string {
  const name = NOTE_NAMES[key % 12] ?? ''
  return `${name.replace('s', '♯')}${Math.floor(key / 12)}`
}

/** Index of the first value of an ascending list that is greater. */
function firstAbove(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}

function keysOf(notes: readonly { key: number }[]): { lowest: number; highest: number } {
  let [lowest, highest] = [127, 0]
  for (const { key } of notes) {
    lowest = Math.min(lowest, key)
    highest = Math.max(highest, key)
  }
  if (lowest > highest) [lowest, highest] = [MIDDLE_C, MIDDLE_C]
  const missing = Math.max(0, LEAST_KEYS - (highest - lowest))
  lowest = Math.max(0, lowest - Math.floor(missing / 2) - 1)
  return { lowest, highest: Math.min(127, Math.max(highest + 1, lowest + LEAST_KEYS)) }
}

/** What is said, without its markup. */
function wordsOf(line: { text: string } | { ssml: string }): string {
  const words = 'text' in line ? line.text : line.ssml.replace(/<[^>]*>/g, ' ')
  return words.replace(/\s+/g, ' ').trim()
}
