import { powersAt } from './spectrum'

const WINDOW = 1024
const BANDS = 24
const LOWEST_HZ = 80
const HIGHEST_HZ = 10_000
const HOPS_PER_SECOND = 20

/** What is softer, compared to the loudest level, is not heard. */
export const SOFTEST_DB = -60

/**
 * How loud each band of hearing is over time: whatever has the same of these sounds alike.
 *
 * @param samples One channel.
 * @returns 24 levels, low to high, for each twentieth of a second, in dB of the loudest of all: -60 to 0.
 */
export function logMel(samples: Float32Array, sampleRateHz: number): Float64Array {
  const hop = Math.round(sampleRateHz / HOPS_PER_SECOND)
  const edges = Array.from({ length: BANDS + 2 }, (_, i) =>
    Math.round((hzOf(LOWEST_MEL + (i * (HIGHEST_MEL - LOWEST_MEL)) / (BANDS + 1)) * WINDOW) / sampleRateHz),
  )
  const levels: number[] = []
  for (let start = 0; start + hop <= samples.length; start += hop) {
    // Two windows, one after the other, so that no attack falls between.
    const powers = [powersAt(samples, start), powersAt(samples, start + hop - WINDOW)]
    for (let band = 0; band < BANDS; band++) {
      const [from, to] = [edges[band] ?? 0, edges[band + 2] ?? 0]
      let sum = 0
      for (const each of powers) for (let bin = from; bin <= to; bin++) sum += each[bin] ?? 0
      levels.push(10 * Math.log10(sum + 1e-12))
    }
  }
  const loudest = Math.max(...levels)
  return Float64Array.from(levels, level => Math.max(SOFTEST_DB, level - loudest))
}

/** S. S. Stevens, J. Volkmann, E. B. Newman, 1937, in the form of D. O'Shaughnessy. */
function melOf(hz: number): number {
  return 2595 * Math.log10(1 + hz / 700)
}

function hzOf(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1)
}

const LOWEST_MEL = melOf(LOWEST_HZ)
const HIGHEST_MEL = melOf(HIGHEST_HZ)
