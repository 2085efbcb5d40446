const HOP_MS = 10
const MIN_HZ = 55
const MAX_HZ = 500
/** Enough for a voice's first harmonics, in which its pitch is, at a quarter of the work. */
const WORKING_HZ = 4000
const WINDOW_MS = 20
const MAX_CANDIDATES = 5
/** Below it a lag is no candidate. */
const MIN_CORRELATION = 0.4
/** What a lag loses by its length: the double of a period correlates as well as the period. */
const LAG_WEIGHT = 0.25
const VOICING_CHANGE_COST = 0.35
const OCTAVE_COST = 1.2
/** Windows this much softer than the loudest count as silence: −50 dB in power. */
const SILENCE = 1e-5

export type PitchTrack = {
  /** Samples between two frames; frame i is centred at i × hop. */
  hop: number
  /** Period in samples at each frame; 0 where there is none: unvoiced or silent. */
  periods: Float32Array
}

type Candidate = { /** In samples at the working rate; 0 is unvoiced. */ lag: number; cost: number }

/**
 * The period of a voice along the time: normalised cross-correlation, then the
 * cheapest path through the candidates (Talkin, A robust algorithm for pitch
 * tracking, 1995). 55 to 500 Hz.
 *
 * @param samples Mono speech of one voice, 8 kHz at least.
 */
export function trackPitch(samples: Float32Array, sampleRateHz: number): PitchTrack {
  const step = Math.max(1, Math.round(sampleRateHz / WORKING_HZ))
  const low = decimate(samples, step)
  const lowHz = sampleRateHz / step
  const hop = Math.round((HOP_MS * sampleRateHz) / 1000)
  const correlate = createCorrelator(low, Math.round((WINDOW_MS * lowHz) / 1000))
  const shortest = Math.floor(lowHz / MAX_HZ)
  const longest = Math.ceil(lowHz / MIN_HZ)

  const frames: Candidate[][] = []
  for (let centre = 0; centre < samples.length; centre += hop) {
    const at = Math.round(centre / step)
    const scores = new Float32Array(longest + 2)
    for (let lag = shortest - 1; lag <= longest + 1; lag++) scores[lag] = correlate(at, lag)
    frames.push(candidates(scores, shortest, longest))
  }
  return { hop, periods: Float32Array.from(cheapestPath(frames), lag => lag * step) }
}

/** Peaks of the correlation, refined by a parabola, and the case that there is no period. */
function candidates(scores: Float32Array, shortest: number, longest: number): Candidate[] {
  const found: Candidate[] = []
  let highest = 0
  for (let lag = shortest; lag <= longest; lag++) {
    const left = scores[lag - 1] as number
    const here = scores[lag] as number
    const right = scores[lag + 1] as number
    if (here < MIN_CORRELATION || here < left || here <= right) continue
    const bend = left - 2 * here + right
    const offset = bend < 0 ? (left - right) / (2 * bend) : 0
    // Between two samples a peak is higher than at either.
    const peak = here - ((left - right) * offset) / 4
    highest = Math.max(highest, peak)
    found.push({ lag: lag + offset, cost: 1 - peak * (1 - (LAG_WEIGHT * lag) / longest) })
  }
  found.sort((a, b) => a.cost - b.cost)
  return [{ lag: 0, cost: highest }, ...found.slice(0, MAX_CANDIDATES)]
}

/** Viterbi's algorithm: one candidate a frame, the least sum of costs and changes. */
function cheapestPath(frames: readonly Candidate[][]): number[] {
  const from: number[][] = []
  let sums: number[] = []
  let previous: readonly Candidate[] = []
  for (const frame of frames) {
    const origins: number[] = []
    const next: number[] = []
    for (const candidate of frame) {
      let origin = 0
      let least = previous.length > 0 ? Infinity : 0
      for (const [i, earlier] of previous.entries()) {
        const sum = (sums[i] as number) + changeCost(earlier.lag, candidate.lag)
        if (sum >= least) continue
        least = sum
        origin = i
      }
      origins.push(origin)
      next.push(least + candidate.cost)
    }
    from.push(origins)
    sums = next
    previous = frame
  }

  const path: number[] = []
  let at = sums.indexOf(Math.min(...sums))
  for (let i = frames.length - 1; i >= 0; i--) {
    path.push(frames[i]?.[at]?.lag ?? 0)
    at = from[i]?.[at] ?? 0
  }
  return path.reverse()
}

function changeCost(a: number, b: number): number {
  if (a === 0 && b === 0) return 0
  if (a === 0 || b === 0) return VOICING_CHANGE_COST
  return OCTAVE_COST * Math.abs(Math.log2(a / b))
}

/** Normalised cross-correlation of two windows `lag` apart with their middle at `at`; 0 where it is silent. */
function createCorrelator(samples: Float32Array, window: number): (at: number, lag: number) => number {
  const energy = new Float64Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) energy[i + 1] = (energy[i] as number) + (samples[i] as number) ** 2
  let loudest = 0
  for (let i = window; i <= samples.length; i++) {
    loudest = Math.max(loudest, (energy[i] as number) - (energy[i - window] as number))
  }

  return (at, lag) => {
    const start = at - ((window + lag) >> 1)
    if (start < 0 || start + lag + window > samples.length) return 0
    let product = 0
    for (let i = start; i < start + window; i++) {
      product += (samples[i] as number) * (samples[i + lag] as number)
    }
    const first = (energy[start + window] as number) - (energy[start] as number)
    const second = (energy[start + lag + window] as number) - (energy[start + lag] as number)
    const norm = Math.sqrt(first * second)
    return norm > loudest * SILENCE ? product / norm : 0
  }
}

/** Every `step`-th sample of the sound without its mean and its highs (two running means of `step` each). */
function decimate(samples: Float32Array, step: number): Float32Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length)
  const low = new Float32Array(Math.ceil(samples.length / step))
  for (let i = 0; i < low.length; i++) {
    let sum = 0
    for (let k = 1 - step; k < step; k++) {
      const sample = samples[i * step + k]
      if (sample !== undefined) sum += (sample - mean) * (step - Math.abs(k))
    }
    low[i] = sum / (step * step)
  }
  return low
}
