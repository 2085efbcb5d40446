/** 30 ms at 22,050 Hz: at least two periods of a low voice. */
const WINDOW = 662
const HOP = WINDOW / 2
/** How far a window may move to fall in step with the one before: beyond half a period of the lowest voice. */
const REACH = 180
/** Of the samples and of the shifts compared, one in so many: voices lie far below the rate at which that would tell. */
const STRIDE = 2

const RISE = Float32Array.from({ length: HOP }, (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / HOP))

/**
 * Makes speech longer or shorter without a change of pitch, by overlapping
 * windows where their waves agree (WSOLA: Verhelst and Roelands, 1993).
 *
 * @param samples Mono, at or near 22,050 Hz.
 * @param factor Length of the result as a factor, more than 0.
 * @returns Exactly `round(samples.length × factor)` samples.
 */
export function stretch(samples: Int16Array, factor: number): Int16Array {
  const length = Math.round(samples.length * factor)
  if (length === samples.length) return samples
  const stretched = new Int16Array(length)
  if (samples.length <= WINDOW + REACH) {
    stretched.set(samples.subarray(0, length))
    return stretched
  }
  const last = samples.length - WINDOW
  let at = 0
  stretched.set(samples.subarray(0, Math.min(HOP, length)))
  for (let out = HOP; out < length; out += HOP) {
    // What would follow the window before, had nothing been stretched.
    const next = Math.min(at + HOP, last)
    const ideal = Math.min(Math.round(out / factor), last)
    at = inStep(samples, next, Math.max(0, ideal - REACH), Math.min(last, ideal + REACH))
    const count = Math.min(HOP, length - out)
    for (let i = 0; i < count; i++) {
      const rise = RISE[i] ?? 0
      stretched[out + i] = (samples[next + i] ?? 0) * (1 - rise) + (samples[at + i] ?? 0) * rise
    }
  }
  return stretched
}

/** @returns The place from `first` to `last` whose wave is most like the one at `reference`. */
function inStep(samples: Int16Array, reference: number, first: number, last: number): number {
  let best = first
  let mostAlike = -Infinity
  for (let place = first; place <= last; place += STRIDE) {
    let product = 0
    let energy = 1
    for (let i = 0; i < HOP; i += STRIDE) {
      const sample = samples[place + i] ?? 0
      product += sample * (samples[reference + i] ?? 0)
      energy += sample * sample
    }
    const alike = product / Math.sqrt(energy)
    if (alike > mostAlike) {
      mostAlike = alike
      best = place
    }
  }
  return best
}

/**
 * Plays samples faster, and so higher, by linear interpolation: for voices
 * whose energy lies far below half the sample rate.
 *
 * @param factor Of speed and pitch.
 */
export function transpose(samples: Int16Array, factor: number): Int16Array {
  const transposed = new Int16Array(Math.floor(samples.length / factor))
  for (let i = 0; i < transposed.length; i++) {
    const at = i * factor
    const whole = Math.floor(at)
    const here = samples[whole] ?? 0
    transposed[i] = here + ((samples[whole + 1] ?? here) - here) * (at - whole)
  }
  return transposed
}
