/** Half a window. Long enough for a period of the lowest voice, short enough for a consonant. */
const HOP_MS = 12.5
/** How far a window may be moved to fall in with the one before: a period of 50 Hz in all. */
const SEARCH_MS = 10
/** Samples and shifts that the coarse search leaves out. */
const COARSE = 2

/**
 * The same sound, `factor` times as long, at the same pitch: waveform
 * similarity overlap-add (Verhelst and Roelands, An overlap-add technique based
 * on waveform similarity, 1993). What was at t is then at t × factor, within
 * 20 ms, or 20 ms × factor where that is more: an onset is drawn out with the rest.
 *
 * @param samples Mono.
 * @param factor 0.2 to 5.
 * @returns round(samples.length × factor) samples.
 * @throws RangeError for a factor outside of these bounds.
 */
export function stretch(
  samples: Float32Array,
  sampleRateHz: number,
  factor: number,
): Float32Array<ArrayBuffer> {
  if (!(factor >= 0.2 && factor <= 5)) {
    throw new RangeError(`Cannot stretch as factor must be 0.2 to 5: current value is ${factor}`)
  }
  const hop = Math.round((HOP_MS * sampleRateHz) / 1000)
  const reach = Math.round((SEARCH_MS * sampleRateHz) / 1000)
  const source = padded(samples, 2 * hop + reach)
  const stretched = new Float32Array(Math.round(samples.length * factor))
  const rise = Float32Array.from({ length: hop }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / hop))

  /** What followed the last window where it was taken from: faded out while the next fades in. */
  let natural = source.start
  for (let at = 0; at < stretched.length; at += hop) {
    const ideal = source.start + Math.min(samples.length, Math.round(at / factor))
    const taken = at === 0 ? ideal : mostSimilar(source.samples, natural, ideal, hop, reach)
    const length = Math.min(hop, stretched.length - at)
    for (let i = 0; i < length; i++) {
      const before = source.samples[natural + i] as number
      const after = source.samples[taken + i] as number
      stretched[at + i] = before + (after - before) * (rise[i] as number)
    }
    natural = taken + hop
  }
  return stretched
}

/** The start within `reach` of `ideal` from which the sound runs most like that from `natural` on. */
function mostSimilar(
  samples: Float32Array,
  natural: number,
  ideal: number,
  length: number,
  reach: number,
): number {
  if (natural === ideal) return ideal
  let best = ideal
  let bestScore = similarity(samples, natural, ideal, length)
  const consider = (start: number) => {
    const score = similarity(samples, natural, start, length)
    if (score <= bestScore) return
    best = start
    bestScore = score
  }
  for (let shift = COARSE; shift <= reach; shift += COARSE) {
    consider(ideal - shift)
    consider(ideal + shift)
  }
  const coarse = best
  for (let shift = 1; shift < COARSE; shift++) {
    consider(Math.max(ideal - reach, coarse - shift))
    consider(Math.min(ideal + reach, coarse + shift))
  }
  return best
}

/** Correlation of two stretches divided by the second one's norm; the first is the same for all that are compared. */
function similarity(samples: Float32Array, a: number, b: number, length: number): number {
  let product = 0
  let power = 0
  for (let i = 0; i < length; i += COARSE) {
    const y = samples[b + i] as number
    product += (samples[a + i] as number) * y
    power += y * y
  }
  return power > 0 ? product / Math.sqrt(power) : 0
}

function padded(samples: Float32Array, margin: number): { samples: Float32Array; start: number } {
  const all = new Float32Array(samples.length + 2 * margin)
  all.set(samples, margin)
  return { samples: all, start: margin }
}
