import { createLimiter } from '../../audio/limiter'
import type { Source } from '../source'

/** Frames that are made at once: 186 ms at 44.1 kHz, 96 KiB of one sum. */
export const BLOCK_FRAMES = 8192

/** How loud the mix is to be. */
export type Level =
  /** Divided by this, and nothing else. What then passes full scale is cut off where it is quantised. */
  | { kind: 'divided'; by: number }
  /** Limited to −1 dBFS, which needs no look at the whole. */
  | { kind: 'limited' }

/** Some frames of a mix. Valid until the next is asked for. */
export type MixBlock = {
  /** In frames, from 0. */
  readonly from: number
  /**
   * For each part the sum of all parts up to and with it, at its level: the last is the
   * mix. So quantised, the difference of two neighbours is a stem, and stems sum to the mix.
   */
  readonly sums: readonly { readonly left: Float64Array; readonly right: Float64Array }[]
}

type Sum = { left: Float64Array; right: Float64Array }

/**
 * Mixes parts block by block. Every block has `BLOCK_FRAMES` frames but the last. One gain
 * curve goes over all sums, that of the whole mix, or the stems would not sum to it.
 *
 * @param parts At their beginning. One where only the mix is wanted.
 * @param frames How long the mix is: parts that end before are padded with silence.
 */
export function* mixdown(
  parts: readonly Source[],
  frames: number,
  level: Level,
  sampleRateHz: number,
): Generator<MixBlock> {
  const limiter = level.kind === 'limited' ? createLimiter(sampleRateHz) : undefined
  const delay = limiter?.delay ?? 0
  // At its beginning each sum holds what the limiter has looked at and not let go yet.
  const sums = parts.map(() => ({
    left: new Float64Array(delay + BLOCK_FRAMES),
    right: new Float64Array(delay + BLOCK_FRAMES),
  }))
  const mix = sums.at(-1)
  if (!mix) throw new Error('Cannot mix as there are no parts')
  const gains = new Float64Array(delay + BLOCK_FRAMES)
  const out = parts.map(() => ({
    left: new Float64Array(BLOCK_FRAMES),
    right: new Float64Array(BLOCK_FRAMES),
  }))

  /** Makes the frames that lie in the sums from `at` on, `count` of them. */
  function make(heard: number, at: number, count: number): void {
    const end = at + count
    let before: Sum | undefined
    for (const [index, part] of parts.entries()) {
      const sum = sums[index] as Sum
      const left = sum.left.subarray(at, end)
      const right = sum.right.subarray(at, end)
      left.set(before?.left ?? ZEROS.subarray(0, count))
      right.set(before?.right ?? ZEROS.subarray(0, count))
      part.add(left, right, heard)
      before = { left, right }
    }
    if (before) limiter?.push(before.left, before.right, gains.subarray(0, count))
  }

  if (delay > 0) make(0, BLOCK_FRAMES, delay)
  for (let from = 0; from < frames; from += BLOCK_FRAMES) {
    for (const { left, right } of sums) {
      left.copyWithin(0, BLOCK_FRAMES)
      right.copyWithin(0, BLOCK_FRAMES)
    }
    make(from + delay, delay, BLOCK_FRAMES)
    const count = Math.min(BLOCK_FRAMES, frames - from)
    yield { from, sums: sums.map((sum, index) => levelled(sum, out[index] as Sum, count, level, gains)) }
  }
}

const ZEROS = new Float64Array(BLOCK_FRAMES)

/** The first frames of a sum, at their level, written into `out`. */
function levelled(sum: Sum, out: Sum, count: number, level: Level, gains: Float64Array): Sum {
  const write = (from: Float64Array, to: Float64Array): Float64Array => {
    if (level.kind === 'limited') {
      for (let i = 0; i < count; i++) to[i] = (from[i] as number) * (gains[i] as number)
    } else {
      for (let i = 0; i < count; i++) to[i] = (from[i] as number) / level.by
    }
    return to.subarray(0, count)
  }
  return { left: write(sum.left, out.left), right: write(sum.right, out.right) }
}
