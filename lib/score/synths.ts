/** The synth instruments of the song format: expressions that are known by name, and no others. */
export const SYNTHS = ['Default_Synth', 'test_synth'] as const
export type SynthName = (typeof SYNTHS)[number]

/** A synth's sample has this length: the peak that it is divided by is looked for in it. */
const SAMPLE_SECONDS = 20

/** Angular speed of `test_synth`'s vibrato, in radians a second. */
const VIBRATO = 20
/** How fast `test_synth` fades, per second and per radian a second of its pitch. */
const FADE = 0.0015
/** `test_synth` is not heard any more: far below the last bit of any file. */
const INAUDIBLE = 1e-18

/** Frames that are reckoned from one exact angle: few enough that the steps add no error that counts. */
export const WAVE_FRAMES = 256

/** In radians a second, as the song format has it: its sine is `sin(ω t)` without 2π, and its files sound so. */
export function omegaOf(height: number): number {
  return 16.35 * 2 ** Math.floor(height / 12) * 2 ** ((height % 12) / 12)
}

/**
 * Writes a synth's wave, before it is divided by its peak, into the first
 * `count` places of `out`.
 *
 * @param omega As `omegaOf` gives it.
 * @param from Frames since the note began.
 * @param count At most `WAVE_FRAMES`.
 * @returns Whether it can still be heard: if not, nothing was written, and nothing more will come.
 */
export function writeWave(
  synth: SynthName,
  omega: number,
  from: number,
  count: number,
  rateHz: number,
  out: Float64Array,
): boolean {
  return synth === 'Default_Synth'
    ? writeSine(omega, from, count, rateHz, out)
    : writeVibrato(omega, from, count, rateHz, out)
}

/** sin(ω t), by turning a pointer: four multiplications a frame in place of a sine. */
function writeSine(omega: number, from: number, count: number, rateHz: number, out: Float64Array): true {
  const step = omega / rateHz
  const turnSin = Math.sin(step)
  const turnCos = Math.cos(step)
  let sin = Math.sin(omega * (from / rateHz))
  let cos = Math.cos(omega * (from / rateHz))
  for (let i = 0; i < count; i++) {
    out[i] = sin
    const next = sin * turnCos + cos * turnSin
    cos = cos * turnCos - sin * turnSin
    sin = next
  }
  return true
}

/** sin(ω t + sin(20 t)) e^(−0.0015 ω t) + 0.6 sin(2 ω t) e^(−0.0015 ω t) */
function writeVibrato(
  omega: number,
  from: number,
  count: number,
  rateHz: number,
  out: Float64Array,
): boolean {
  const t = from / rateHz
  let fade = Math.exp(-FADE * omega * t)
  if (fade < INAUDIBLE) return false
  const fadeStep = Math.exp((-FADE * omega) / rateHz)
  const turnSin = Math.sin(omega / rateHz)
  const turnCos = Math.cos(omega / rateHz)
  const slowSin = Math.sin(VIBRATO / rateHz)
  const slowCos = Math.cos(VIBRATO / rateHz)
  let sin = Math.sin(omega * t)
  let cos = Math.cos(omega * t)
  let vibratoSin = Math.sin(VIBRATO * t)
  let vibratoCos = Math.cos(VIBRATO * t)
  for (let i = 0; i < count; i++) {
    // sin(a + b) and sin(2 a) from the sine and cosine of a, which are at hand.
    const bent = sin * Math.cos(vibratoSin) + cos * Math.sin(vibratoSin)
    out[i] = (bent + 1.2 * sin * cos) * fade
    fade *= fadeStep
    const next = sin * turnCos + cos * turnSin
    cos = cos * turnCos - sin * turnSin
    sin = next
    const nextVibrato = vibratoSin * slowCos + vibratoCos * slowSin
    vibratoCos = vibratoCos * slowCos - vibratoSin * slowSin
    vibratoSin = nextVibrato
  }
  return true
}

/** The peaks that were looked for already: at most one a synth, pitch and rate. */
const peaks = new Map<string, number>()

/** What a synth's wave is divided by: the largest absolute value in its sample of 20 s. */
export function wavePeak(synth: SynthName, height: number, rateHz: number): number {
  const key = `${synth} ${height} ${rateHz}`
  const known = peaks.get(key)
  if (known !== undefined) return known
  const peak = findPeak(synth, omegaOf(height), rateHz)
  peaks.set(key, peak)
  return peak
}

function findPeak(synth: SynthName, omega: number, rateHz: number): number {
  const wave = new Float64Array(WAVE_FRAMES)
  const end = SAMPLE_SECONDS * rateHz
  let peak = 0
  for (let from = 0; from < end; from += WAVE_FRAMES) {
    // The two terms of test_synth reach 1.6 at most: once faded below the peak, it cannot be passed.
    if (synth === 'test_synth' && 1.6 * Math.exp(-FADE * omega * (from / rateHz)) < peak) break
    const count = Math.min(WAVE_FRAMES, end - from)
    writeWave(synth, omega, from, count, rateHz, wave)
    for (let i = 0; i < count; i++) {
      const value = Math.abs(wave[i] ?? 0)
      if (value > peak) peak = value
    }
  }
  return peak
}
