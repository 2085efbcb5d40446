import { problem } from '../http/problem'
import { isSay, LIMITS, type Song } from './song'

/** What `LIMITS` bounds, counted in a song; times in seconds. */
type SongSize = Record<keyof typeof UNITS, number>

/** How an error calls what there is too much of. */
const UNITS = {
  tracks: 'tracks',
  bars: 'bars',
  notes: 'notes',
  lines: 'spoken lines',
  seconds: 'seconds',
  voiceSeconds: 'seconds of notes, all durations together,',
  delaySeconds: 'seconds of delay, all tracks together,',
} as const

/**
 * Holds a song to the limits.
 *
 * @throws Problem `song-too-large` (413) with `limit` and `actual`.
 */
export function checkSize(song: Song): void {
  const size = sizeOf(song)
  for (const of of Object.keys(UNITS) as (keyof typeof UNITS)[]) check(of, size[of])
}

/**
 * Holds JSON that may be a song to the limits of what is counted, before any of
 * it is looked at more closely, as that takes its time. What has not the shape
 * of a song is passed over.
 *
 * @throws Problem `song-too-large` (413) with `limit` and `actual`.
 */
export function checkCounts(json: unknown): void {
  const tracks = listIn(json, 'Tracks')
  check('tracks', tracks.length)
  const bars = tracks.map(track => listIn(track, 'Bars'))
  check(
    'bars',
    bars.reduce((count, { length }) => count + length, 0),
  )
  const events = bars.flat().reduce<number>((count, bar) => count + listIn(bar, 'SoundEvents').length, 0)
  if (events > LIMITS.notes + LIMITS.lines) check('notes', events)
}

function sizeOf(song: Song): SongSize {
  const size = {
    tracks: song.Tracks.length,
    bars: 0,
    notes: 0,
    lines: 0,
    seconds: 0,
    voiceSeconds: 0,
    delaySeconds: 0,
  }
  const beatSeconds = 60 / song.Tempo
  for (const { Bars, Delay } of song.Tracks) {
    size.bars += Bars.length
    size.delaySeconds += Delay?.Seconds ?? 0
    size.seconds = Math.max(size.seconds, Bars.length * song.BeatsPerBar * beatSeconds)
    for (const [bar, { SoundEvents }] of Bars.entries()) {
      for (const event of SoundEvents) {
        const duration = isSay(event) ? 0 : event.Duration
        const end = (bar * song.BeatsPerBar + event.Beat + duration) * beatSeconds
        size.seconds = Math.max(size.seconds, end)
        size.voiceSeconds += duration * beatSeconds
        size[isSay(event) ? 'lines' : 'notes']++
      }
    }
  }
  return size
}

function check(of: keyof typeof UNITS, actual: number): void {
  const limit = LIMITS[of]
  if (actual > limit) throw problem('song-too-large', { unit: UNITS[of], limit, actual })
}

function listIn(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const list = (value as Readonly<Record<string, unknown>>)[key]
  return Array.isArray(list) ? list : []
}
