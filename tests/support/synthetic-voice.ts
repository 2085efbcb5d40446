export type SyntheticVoice = {
  sampleRateHz: number
  /** Of the pitch, in Hz, at a time in seconds. */
  f0: (seconds: number) => number
  seconds: number
  /** @default [650, 1150, 2500, 3400], about an open vowel */
  formantsHz?: readonly number[]
}

const BANDWIDTH_HZ = 90

/** A vowel: pulses of falling spectrum through resonators in a row. Peaks at 0.5. */
export function vowel({ sampleRateHz, f0, seconds, formantsHz }: SyntheticVoice): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(sampleRateHz * seconds))
  let phase = 0
  let glottis = 0
  for (let i = 0; i < samples.length; i++) {
    const step = f0(i / sampleRateHz) / sampleRateHz
    phase += step
    // A pulse a period, split between two samples so that the period need not be whole.
    const late = phase >= 1 ? (phase - 1) / step : 0
    if (phase >= 1) {
      phase -= 1
      samples[i - 1] = (samples[i - 1] ?? 0) + late
      samples[i] = (samples[i] ?? 0) + 1 - late
    }
  }
  // The pulse of a glottis falls by some 6 dB an octave when it has left the lips.
  for (let i = 0; i < samples.length; i++) {
    glottis = 0.9 * glottis + (samples[i] ?? 0)
    samples[i] = glottis
  }
  for (const hz of formantsHz ?? [650, 1150, 2500, 3400]) resonate(samples, sampleRateHz, hz)
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
  const peak = samples.reduce((max, sample) => Math.max(max, Math.abs(sample - mean)), 0)
  return samples.map(sample => ((sample - mean) * 0.5) / peak)
}

function resonate(samples: Float32Array, sampleRateHz: number, hz: number): void {
  const radius = Math.exp((-Math.PI * BANDWIDTH_HZ) / sampleRateHz)
  const b = 2 * radius * Math.cos((2 * Math.PI * hz) / sampleRateHz)
  const c = -radius * radius
  let [one, two] = [0, 0]
  for (let i = 0; i < samples.length; i++) {
    const now = (1 - b - c) * (samples[i] ?? 0) + b * one + c * two
    two = one
    one = now
    samples[i] = now
  }
}

/** Noise as of a hiss, the same each time. @param level Peak, 0 to 1. */
export function noise(sampleRateHz: number, seconds: number, level: number): Float32Array<ArrayBuffer> {
  let state = 1
  return Float32Array.from({ length: Math.round(sampleRateHz * seconds) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return level * (state / 2 ** 31 - 1)
  })
}

export function sine(
  sampleRateHz: number,
  seconds: number,
  hz: number,
  level: number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: Math.round(sampleRateHz * seconds) },
    (_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRateHz),
  )
}

export function joinSamples(...parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
