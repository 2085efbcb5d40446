type Design = {
  /** A phase, at the lower of the two rates; more taps make a steeper edge and cost time in proportion. */
  taps: number
  /** Of the Kaiser window: what lies in the stop band (Kaiser and Schafer, 1980). */
  beta: number
  /** Where the response is 6 dB down, as a part of the lower Nyquist frequency. */
  cutoff: number
}

const DESIGNS = {
  /** About 80 dB. */
  voice: { taps: 48, beta: 8, cutoff: 0.94 },
  /** More than 100 dB, up to 0.88 of the lower Nyquist frequency: for what is mixed with music. */
  mix: { taps: 128, beta: 11.5, cutoff: 0.94 },
} as const satisfies Record<string, Design>

export type ResamplerQuality = keyof typeof DESIGNS

export type Resampler = {
  /** The output that `samples` complete; an array of its own, valid until the caller lets it go. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>
  /** The end that still lay in the filter. The resampler is spent afterwards. */
  flush(): Float32Array<ArrayBuffer>
}

/**
 * Changes the sample rate of a mono stream by a rational polyphase filter
 * (windowed sinc; Crochiere and Rabiner, Multirate Digital Signal Processing,
 * 1983). The filter's delay is taken out: n samples in give ceil(n × to / from)
 * samples out, each at its own time. State lasts over pushes, so that a stream
 * may be cut anywhere.
 *
 * @param quality Of the filter: `voice` is for speech alone. @default voice
 * @throws RangeError where a rate is not a positive integer.
 */
export function createResampler(
  fromHz: number,
  toHz: number,
  quality: ResamplerQuality = 'voice',
): Resampler {
  for (const rate of [fromHz, toHz]) {
    if (!Number.isInteger(rate) || rate < 1) {
      throw new RangeError(`Cannot resample as rates must be integers >= 1: current value is ${rate}`)
    }
  }
  if (fromHz === toHz) return { push: samples => samples.slice(), flush: () => new Float32Array(0) }

  const { up, down, taps, phases } = filterFor(fromHz, toHz, quality)
  const half = taps / 2
  // The window of output 0 reaches half - 1 samples back, before the first.
  let kept = new Float64Array(half - 1)
  let pushed = 0
  let made = 0
  /** Where in the stream kept[0] lies, counted in input samples. */
  let keptFrom = -(half - 1)

  function produce(input: Float64Array, until: number): Float32Array<ArrayBuffer> {
    const output = new Float32Array(Math.max(0, until - made))
    for (let i = 0; i < output.length; i++, made++) {
      const position = made * down
      const first = Math.floor(position / up) - half + 1 - keptFrom
      const phase = (position % up) * taps
      // Four sums, as each addition would else wait for the one before it.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let k = 0; k < taps; k += 4) {
        a += (phases[phase + k] as number) * (input[first + k] as number)
        b += (phases[phase + k + 1] as number) * (input[first + k + 1] as number)
        c += (phases[phase + k + 2] as number) * (input[first + k + 2] as number)
        d += (phases[phase + k + 3] as number) * (input[first + k + 3] as number)
      }
      output[i] = a + b + c + d
    }
    const keepFrom = Math.floor((made * down) / up) - half + 1
    kept = input.slice(Math.max(0, keepFrom - keptFrom))
    keptFrom = Math.max(keptFrom, keepFrom)
    return output
  }

  return {
    push(samples) {
      pushed += samples.length
      // Output j needs input up to floor(j × down / up) + half.
      return produce(joined(kept, samples), Math.ceil(((pushed - half) * up) / down))
    },
    flush() {
      return produce(joined(kept, new Float32Array(half + 1)), Math.ceil((pushed * up) / down))
    },
  }
}

type Filter = { up: number; down: number; taps: number; phases: Float64Array }
const filters = new Map<string, Filter>()

/** Coefficients by phase, `taps` of each in the order of the input; made once for each pair of rates and quality. */
function filterFor(fromHz: number, toHz: number, quality: ResamplerQuality): Filter {
  const key = `${fromHz}/${toHz} ${quality}`
  const known = filters.get(key)
  if (known) return known

  const design = DESIGNS[quality]
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  const taps = 4 * Math.ceil((design.taps / 4) * Math.max(1, fromHz / toHz))
  // In cycles an input sample, doubled: 1 is the Nyquist frequency of the input.
  const cutoff = design.cutoff * Math.min(1, toHz / fromHz)
  const phases = new Float64Array(up * taps)
  for (let phase = 0; phase < up; phase++) {
    let sum = 0
    for (let k = 0; k < taps; k++) {
      const distance = k - (taps / 2 - 1) - phase / up
      const value = sinc(cutoff * distance) * kaiser(distance / (taps / 2), design.beta)
      phases[phase * taps + k] = value
      sum += value
    }
    // Unity gain for each phase, or a constant input would ripple with the phases.
    for (let k = 0; k < taps; k++) phases[phase * taps + k] = (phases[phase * taps + k] as number) / sum
  }
  const filter = { up, down, taps, phases }
  filters.set(key, filter)
  return filter
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
}

/** @param x From −1 to 1, the edges of the window; 0 outside. */
function kaiser(x: number, beta: number): number {
  return Math.abs(x) > 1 ? 0 : besselI0(beta * Math.sqrt(1 - x * x)) / besselI0(beta)
}

/** Modified Bessel function of the first kind, order zero, by its power series. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function joined(a: Float64Array, b: Float32Array): Float64Array<ArrayBuffer> {
  const all = new Float64Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}
