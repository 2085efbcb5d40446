/** Spectra of mono sounds, samples from −1 to 1. */

const FRAME = 1024
/** Wider than the distance of two harmonics: what is left is the envelope, not the pitch. */
const SMOOTHING_HZ = 400
const LOWEST_HZ = 250
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
 * axis. Between 0.44 and 2.3; true to about 5 %.
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
  return Float64Array.from({ length: Math.floor(octaves * BANDS_PER_OCTAVE) }, (_, i) =>
    smooth((LOWEST_HZ * 2 ** (i / BANDS_PER_OCTAVE) * FRAME) / sampleRateHz),
  )
}

function correlation(a: Float64Array, b: Float64Array): number {
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
    const real = Float64Array.from(
      samples.subarray(start, start + FRAME),
      (sample, i) => sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME)),
    )
    const imaginary = new Float64Array(FRAME)
    transform(real, imaginary)
    for (let bin = 0; bin < powers.length; bin++) {
      powers[bin] = (powers[bin] ?? 0) + (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2
    }
  }
  return powers
}

/** The discrete Fourier transform in place, by recursion over even and odd samples; a power of two long. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const half = real.length / 2
  if (half < 1) return
  const part = (values: Float64Array, offset: number) =>
    Float64Array.from({ length: half }, (_, i) => values[2 * i + offset] ?? 0)
  const even = { real: part(real, 0), imaginary: part(imaginary, 0) }
  const odd = { real: part(real, 1), imaginary: part(imaginary, 1) }
  transform(even.real, even.imaginary)
  transform(odd.real, odd.imaginary)
  for (let k = 0; k < half; k++) {
    const angle = (-Math.PI * k) / half
    const [re = 0, im = 0] = [odd.real[k], odd.imaginary[k]]
    const turnedReal = re * Math.cos(angle) - im * Math.sin(angle)
    const turnedImaginary = re * Math.sin(angle) + im * Math.cos(angle)
    real[k] = (even.real[k] ?? 0) + turnedReal
    imaginary[k] = (even.imaginary[k] ?? 0) + turnedImaginary
    real[k + half] = (even.real[k] ?? 0) - turnedReal
    imaginary[k + half] = (even.imaginary[k] ?? 0) - turnedImaginary
  }
}
