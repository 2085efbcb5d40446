import type { Source } from '../../lib/score/source'

/** A source of these samples on the left, and half of each on the right. */
export function sourceOf(samples: ArrayLike<number>): Source {
  return {
    frames: samples.length,
    add(left, right, from) {
      for (let i = 0; i < left.length && from + i < samples.length; i++) {
        left[i] = (left[i] ?? 0) + (samples[from + i] ?? 0)
        right[i] = (right[i] ?? 0) + (samples[from + i] ?? 0) / 2
      }
    },
    restart: () => undefined,
  }
}

/** All that a source gives from its beginning, asked for in blocks. */
export function hearSource(
  source: Source,
  frames: number,
  block: number,
): { left: Float64Array; right: Float64Array } {
  const left = new Float64Array(frames)
  const right = new Float64Array(frames)
  source.restart()
  for (let at = 0; at < frames; at += block) {
    source.add(left.subarray(at, at + block), right.subarray(at, at + block), at)
  }
  return { left, right }
}
