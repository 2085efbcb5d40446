const WINDOW = 1024
const HOP = 512
/** Below this a frame is silence, above this likeness it is voiced. */
const MIN_POWER = 2e-4
const MIN_LIKENESS = 0.5

/**
 * Fundamental frequency of a voice, frame by frame, by autocorrelation.
 *
 * @param samples Mono, from −1 to 1.
 * @returns Hz, 55 to 400, of the voiced frames of 46 ms in order.
 */
export function fundamentals(samples: Float32Array, sampleRateHz: number): number[] {
  const [shortest, longest] = [Math.floor(sampleRateHz / 400), Math.ceil(sampleRateHz / 55)]
  const found: number[] = []
  for (let start = 0; start + WINDOW + longest < samples.length; start += HOP) {
    if (product(samples, start, start) / WINDOW < MIN_POWER) continue
    const likeness = Array.from({ length: longest - shortest + 1 }, (_, i) =>
      likenessAt(samples, start, shortest + i),
    )
    const best = Math.max(...likeness)
    if (best < MIN_LIKENESS) continue
    // The shortest period that is as good as any: longer ones are its multiples.
    const period = likeness.findIndex(
      (value, i) => value > 0.88 * best && value >= (likeness[i - 1] ?? 1) && value >= (likeness[i + 1] ?? 0),
    )
    if (period >= 0) found.push(sampleRateHz / (shortest + period))
  }
  return found
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

function likenessAt(samples: Float32Array, start: number, lag: number): number {
  const energy = product(samples, start, start) * product(samples, start + lag, start + lag)
  return product(samples, start, start + lag) / Math.sqrt(energy + 1e-9)
}

function product(samples: Float32Array, a: number, b: number): number {
  let sum = 0
  for (let i = 0; i < WINDOW; i++) sum += (samples[a + i] ?? 0) * (samples[b + i] ?? 0)
  return sum
}
