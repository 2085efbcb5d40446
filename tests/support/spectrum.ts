/** Spectra of mono sounds, samples from −1 to 1. */

const FRAME = 1024
/** Wider than the distance of two harmonics: what is left is the envelope, not the pitch. */
const SMOOTHING_HZ = 400
const LOWEST_HZ = 250
/** Below the highest band by so much, it is no formant. */
const FLOOR_DB = 45
const BANDS_PER_OCTAVE = 48
const MAX_SHIFT_OCTAVES = 1.2

/** Part of the power, 0 to 1, that lies within `widthHz` around a frequency. */
export function powerPart(samples: Float32Array, sampleRateHz: number, hz: number, widthHz: number): number {
  const powers = meanPowers(samples)
  const bin = (frequency: number) => Math.round((frequency * FRAME) / sampleRateHz)
  const sum = (part: Float64Array) => part.reduce((total, power) => total + power, 0)
  return sum(powers.slice(bin(hz - widthHz / 2), bin(hz + widthHz / 2) + 1)) / sum(powers)
}

/**
 * By what factor the formants of one voice lie above those of another that
 * says the same: where the long-term envelopes agree best on a logarithmic
 * axis. True to about 7 % between 0.6 and 1.7.
 */
export function formantRatio(samples: Float32Array, reference: Float32Array, sampleRateHz: number): number {
  const a = logEnvelope(samples, sampleRateHz)
  const b = logEnvelope(reference, sampleRateHz)
  const reach = Math.round(MAX_SHIFT_OCTAVES * BANDS_PER_OCTAVE)
  let best = 0
  let bestScore = -Infinity
  for (let shift = -reach; shift <= reach; shift++) {
    const overlap = a.length - Math.abs(shift)
    const from = Math.max(0, shift)
    const score = correlation(a.slice(from, from + overlap), b.slice(from - shift, from - shift + overlap))
    if (score <= bestScore) continue
    best = shift
    bestScore = score
  }
  return 2 ** (best / BANDS_PER_OCTAVE)
}

/** Smoothed spectrum in dB by bands of equal width in octaves. */
function logEnvelope(samples: Float32Array, sampleRateHz: number): Float64Array {
  const powers = meanPowers(samples)
  const half = Math.round((SMOOTHING_HZ * FRAME) / sampleRateHz / 2)
  const smooth = (middle: number) => {
    let sum = 0
    let weights = 0
    for (let k = -2 * half; k <= 2 * half; k++) {
      const weight = 0.5 + 0.5 * Math.cos((Math.PI * k) / (2 * half))
      const power = powers[Math.round(middle) + k]
      if (power === undefined) continue
      sum += weight * power
      weights += weight
    }
    return 10 * Math.log10(sum / weights + 1e-15)
  }
  const octaves = Math.log2((sampleRateHz * 0.45) / LOWEST_HZ)
  const bands = Float64Array.from({ length: Math.floor(octaves * BANDS_PER_OCTAVE) }, (_, i) =>
    smooth((LOWEST_HZ * 2 ** (i / BANDS_PER_OCTAVE) * FRAME) / sampleRateHz),
  )
  const highest = Math.max(...bands)
  return bands.map(level => Math.max(level, highest - FLOOR_DB))
}

/** Pearson's, -1 to 1. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanA, meanB] = [mean(a), mean(b)]
  let product = 0
  let powerA = 0
  let powerB = 0
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] ?? 0) - meanA
    const y = (b[i] ?? 0) - meanB
    product += x * y
    powerA += x * x
    powerB += y * y
  }
  return product / Math.sqrt(powerA * powerB)
}

/** Mean power of each bin from 0 to half the sample rate over half-overlapping Hann windows. */
function meanPowers(samples: Float32Array): Float64Array {
  const powers = new Float64Array(FRAME / 2 + 1)
  for (let start = 0; start + FRAME <= samples.length; start += FRAME / 2) {
    for (const [bin, power] of powersAt(samples, start).entries()) powers[bin] = (powers[bin] ?? 0) + power
  }
  return powers
}

/** Power of each bin from 0 to half the sample rate in one Hann window of 1,024 samples. */
export function powersAt(samples: Float32Array, start: number): Float64Array {
  const real = Float64Array.from(
    samples.subarray(start, start + FRAME),
    (sample, i) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME)),
  )
  const imaginary = new Float64Array(FRAME)
  transform(real, imaginary)
  return real.subarray(0, FRAME / 2 + 1).map((re, bin) => re ** 2 + (imaginary[bin] ?? 0) ** 2)
}

const COSINES = Float64Array.from({ length: FRAME / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / FRAME))
const SINES = Float64Array.from({ length: FRAME / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / FRAME))

/** The discrete Fourier transform of FRAME samples in place, by decimation in time (Cooley and Tukey, 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let i = 0, j = 0; i < FRAME; i++) {
    // j is i with its bits reversed.
    if (i < j) {
      const swapped = real[i] as number
      real[i] = real[j] as number
      real[j] = swapped
    }
    let bit = FRAME >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j |= bit
  }
  for (let half = 1; half < FRAME; half *= 2) {
    const stride = FRAME / (2 * half)
    for (let start = 0; start < FRAME; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [a, b] = [start + k, start + k + half]
        const [cos, sin] = [COSINES[k * stride] as number, SINES[k * stride] as number]
        const re = (real[b] as number) * cos - (imaginary[b] as number) * sin
        const im = (real[b] as number) * sin + (imaginary[b] as number) * cos
        real[b] = (real[a] as number) - re
        imaginary[b] = (imaginary[a] as number) - im
        real[a] = (real[a] as number) + re
        imaginary[a] = (imaginary[a] as number) + im
      }
    }
  }
}
