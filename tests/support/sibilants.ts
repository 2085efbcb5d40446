import { type Span, soundSpans } from './measure'

/** Of a window of 10 ms. Noise without a colour has 6, vowels have less than 0.5. */
const HISS = 1.5
/** A shorter one is the release of a stop. */
const SHORTEST_MS = 40

/**
 * Where there is a sibilant, as in "see", in order: what lies so high that its
 * second difference has more power than itself.
 *
 * @param samples Mono speech.
 * @param sampleRateHz 16,000 or thereabouts.
 */
export function sibilants(samples: Float32Array, sampleRateHz: number): Span[] {
  const high = Float32Array.from(samples, (sample, i) =>
    i < 2 ? 0 : sample - 2 * (samples[i - 1] ?? 0) + (samples[i - 2] ?? 0),
  )
  const half = Math.round(sampleRateHz / 200)
  const [all, above] = [energies(samples), energies(high)]
  const hissing = high.map((sample, i) => {
    const power = (energy: Float64Array) =>
      (energy[Math.min(samples.length, i + half)] ?? 0) - (energy[Math.max(0, i - half)] ?? 0)
    return power(above) > HISS * power(all) ? sample : 0
  })
  return soundSpans(hissing, sampleRateHz, { thresholdDb: -26, minPauseMs: 20 }).filter(
    ({ startMs, endMs }) => endMs - startMs >= SHORTEST_MS,
  )
}

/** The sum of the squares before each sample. */
function energies(samples: Float32Array): Float64Array {
  const sums = new Float64Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) sums[i + 1] = (sums[i] ?? 0) + (samples[i] ?? 0) ** 2
  return sums
}
