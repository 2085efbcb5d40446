import type { Source } from './source'

/** Frames that are measured at once. */
const BLOCK = 4096

/** The sum of sources, as long as the longest: those that end before are padded with silence. */
export function mixOf(sources: readonly Source[]): Source {
  return {
    frames: sources.reduce((frames, source) => Math.max(frames, source.frames), 0),
    add(left, right, from) {
      for (const source of sources) source.add(left, right, from)
    },
    restart() {
      for (const source of sources) source.restart()
    },
  }
}

/**
 * Finds the largest absolute value of both channels, by hearing a source once
 * from its beginning to its end; it is at its beginning again when done.
 *
 * @yields After each block, the frames that have been heard: to report, to let others in, or to stop.
 * @returns The peak; 0 for silence, which must stay silence: divide by it only if it is more.
 */
export function* findPeak(source: Source): Generator<number, number> {
  const left = new Float64Array(BLOCK)
  const right = new Float64Array(BLOCK)
  let peak = 0
  source.restart()
  for (let from = 0; from < source.frames; from += BLOCK) {
    left.fill(0)
    right.fill(0)
    source.add(left, right, from)
    for (let i = 0; i < BLOCK; i++) {
      const value = Math.max(Math.abs(left[i] ?? 0), Math.abs(right[i] ?? 0))
      if (value > peak) peak = value
    }
    yield Math.min(from + BLOCK, source.frames)
  }
  source.restart()
  return peak
}
