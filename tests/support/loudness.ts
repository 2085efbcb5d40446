/**
 * Loudness of mono samples as ITU-R BS.1770-5 measures it (annex 1): K-weighted,
 * in blocks of 400 ms that overlap by 75 %, gated at −70 LUFS and at 10 LU below
 * the loudness of what passes that.
 *
 * @param samples From −1 to 1, at least 400 ms.
 * @returns LUFS; −Infinity for silence.
 */
export function loudness(samples: Float32Array, sampleRateHz: number): number {
  const weighted = filter(filter(samples, shelf(sampleRateHz)), highPass(sampleRateHz))
  const size = Math.round(0.4 * sampleRateHz)
  const powers: number[] = []
  for (let start = 0; start + size <= weighted.length; start += Math.round(size / 4)) {
    let sum = 0
    for (let i = start; i < start + size; i++) sum += (weighted[i] ?? 0) ** 2
    powers.push(sum / size)
  }
  const audible = powers.filter(power => lufs(power) > -70)
  const relative = lufs(mean(audible)) - 10
  return lufs(mean(audible.filter(power => lufs(power) > relative)))
}

function lufs(power: number): number {
  return -0.691 + 10 * Math.log10(power)
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / (values.length || 1)
}

/** Coefficients of a biquad, a0 being 1. */
type Biquad = { b: [number, number, number]; a: [number, number] }

/** The two stages of K-weighting, whose tables are for 48 kHz, as the analog filters that they are: for any rate. */
function shelf(sampleRateHz: number): Biquad {
  const gain = 10 ** (3.999843853973347 / 20)
  const middle = gain ** 0.4996667741545416
  const q = 0.7071752369554196
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz)
  const a0 = 1 + k / q + k * k
  return {
    b: [
      (gain + (middle * k) / q + k * k) / a0,
      (2 * (k * k - gain)) / a0,
      (gain - (middle * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  }
}

function highPass(sampleRateHz: number): Biquad {
  const q = 0.5003270373238773
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz)
  const a0 = 1 + k / q + k * k
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] }
}

function filter(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const filtered = new Float32Array(samples.length)
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
    filtered[i] = y
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
  }
  return filtered
}
