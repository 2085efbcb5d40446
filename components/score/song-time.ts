import { isSay, LIMITS, type Song } from '../../lib/score/song'
import { songFrames } from '../../lib/score/timing'

/** A rate to count a song's length in; any would do. */
const RATE_HZ = 44_100

/** How long the song lasts, with its last notes' ringing out; lines that are spoken past its end not counted. */
export function secondsOf(song: Song): number {
  return songFrames(song, RATE_HZ) / RATE_HZ
}

/** How far its bars and notes reach, in beats. */
export function beatsOf(song: Song): number {
  let beats = 0
  for (const { Bars } of song.Tracks) {
    beats = Math.max(beats, Bars.length * song.BeatsPerBar)
    for (const [bar, { SoundEvents }] of Bars.entries()) {
      for (const event of SoundEvents) {
        const end = bar * song.BeatsPerBar + event.Beat + (isSay(event) ? 0 : event.Duration)
        if (end > beats) beats = end
      }
    }
  }
  return beats
}

/** The slowest tempo, a whole number, in which so many beats are no longer than a song may be. */
export function slowestTempo(beats: number): number {
  return Math.ceil((beats * 60) / LIMITS.seconds)
}

export function secondsOfBeat(song: Pick<Song, 'Tempo'>, beat: number): number {
  return (beat * 60) / song.Tempo
}

export function beatOfSeconds(song: Pick<Song, 'Tempo'>, seconds: number): number {
  return (seconds * song.Tempo) / 60
}

/** Where a beat lies, both counted from 1, as musicians count. A hair before a bar is that bar: audio clocks are not exact. */
export function placeOf(song: Pick<Song, 'BeatsPerBar'>, beat: number): { bar: number; beat: number } {
  const heard = beat + 1e-3
  const bar = Math.floor(heard / song.BeatsPerBar)
  return { bar: bar + 1, beat: Math.floor(heard - bar * song.BeatsPerBar) + 1 }
}

/** The beat with which the next bar begins, or this one, or where that is hardly past, the one before. */
export function nextBar(song: Pick<Song, 'BeatsPerBar'>, beat: number, by: 1 | -1): number {
  /** Back from here leads to the bar before, in beats. */
  const slack = 0.5
  const bar =
    by > 0 ? Math.floor(beat / song.BeatsPerBar + 1e-3) + 1 : Math.ceil((beat - slack) / song.BeatsPerBar) - 1
  return Math.max(0, bar * song.BeatsPerBar)
}
