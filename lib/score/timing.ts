import { isSay, type Song, type Track } from './song'

/** Silence after the last bar, in which the last notes may ring out. */
const TAIL_SECONDS = 2.0
/** How long a note sounds on after its duration, ever softer. */
const RELEASE_SECONDS = 0.5

/*
 * The song format's own arithmetic, in its own order of operations: another
 * order rounds otherwise, and a note would begin one frame off. `Math.trunc` is
 * its `int`.
 */

/** The frame at which an event begins. @param bar Index of its bar in the track. */
export function startFrame(
  { Tempo, BeatsPerBar }: Pick<Song, 'Tempo' | 'BeatsPerBar'>,
  bar: number,
  beat: number,
  rateHz: number,
): number {
  return Math.trunc((((bar * BeatsPerBar + beat) * 60) / Tempo) * rateHz)
}

/**
 * A note's length in frames from its start: `hold` at its full strength, then
 * softer until `end`. @param duration In beats.
 */
export function noteFrames(duration: number, tempo: number, rateHz: number): { hold: number; end: number } {
  const seconds = (duration * 60) / tempo
  return { hold: Math.trunc(seconds * rateHz), end: Math.trunc((seconds + RELEASE_SECONDS) * rateHz) }
}

/** By how many frames a track's delayed copy comes after it; 0 where there is none. */
export function delayFrames(track: Track, rateHz: number): number {
  return Math.trunc((track.Delay?.Seconds ?? 0) * rateHz)
}

/**
 * How long a track's bars and notes are in frames: its bars with two seconds of
 * tail, or to the end of the note that ends last where that lies further on.
 * Spoken lines and the delay are not counted.
 */
export function playedFrames(song: Song, track: Track, rateHz: number): number {
  const { Tempo, BeatsPerBar } = song
  let frames = Math.trunc((track.Bars.length * BeatsPerBar * rateHz * 60) / Tempo + TAIL_SECONDS * rateHz)
  for (const [bar, { SoundEvents }] of track.Bars.entries()) {
    for (const event of SoundEvents) {
      if (isSay(event)) continue
      const end = startFrame(song, bar, event.Beat, rateHz) + noteFrames(event.Duration, Tempo, rateHz).end
      if (end > frames) frames = end
    }
  }
  return frames
}

/** How long a track is in frames, its delayed copy included. Spoken lines are not counted. */
export function trackFrames(song: Song, track: Track, rateHz: number): number {
  return Math.trunc(playedFrames(song, track, rateHz) + (track.Delay?.Seconds ?? 0) * rateHz)
}

/** How long a song is in frames: as long as its longest track. Spoken lines are not counted. */
export function songFrames(song: Song, rateHz: number): number {
  return song.Tracks.reduce((longest, track) => Math.max(longest, trackFrames(song, track, rateHz)), 0)
}
