/** What a listener would say of a sound, as numbers. Samples are mono from −1 to 1. */

const F0_MIN_HZ = 38
const F0_MAX_HZ = 600
const F0_HOP_MS = 10
/** Yin's absolute threshold: a period is one where the sound differs by less from itself. */
const APERIODICITY = 0.15
/** Below the loudest frame by so much, nothing is taken for voice: −35 dB. */
const VOICE_FLOOR = 10 ** (-35 / 20)

export type PitchFrame = { timeMs: number; hz: number }

/**
 * Fundamental frequency each 10 ms where there is one, 38 to 600 Hz: Yin (de
 * Cheveigné and Kawahara, 2002), steps 1 to 5, without the best local estimate.
 */
export function pitchFrames(samples: Float32Array, sampleRateHz: number): PitchFrame[] {
  const longest = Math.ceil(sampleRateHz / F0_MIN_HZ)
  const hop = Math.round((F0_HOP_MS * sampleRateHz) / 1000)
  const starts: number[] = []
  for (let start = 0; start + 2 * longest < samples.length; start += hop) starts.push(start)
  const levels = starts.map(start => rms(samples.subarray(start, start + 2 * longest)))
  const floor = levels.reduce((max, level) => Math.max(max, level), 0) * VOICE_FLOOR

  const frames: PitchFrame[] = []
  for (const [i, start] of starts.entries()) {
    if (!((levels[i] ?? 0) > floor)) continue
    const period = yinPeriod(samples.subarray(start, start + 2 * longest + 1), longest, sampleRateHz)
    if (period === undefined) continue
    frames.push({ timeMs: ((start + longest) * 1000) / sampleRateHz, hz: sampleRateHz / period })
  }
  return frames
}

/** The median of the fundamental frequency in Hz; NaN where there is no voice. */
export function medianF0(samples: Float32Array, sampleRateHz: number): number {
  const sorted = pitchFrames(samples, sampleRateHz)
    .map(frame => frame.hz)
    .sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** In samples: the bottom of the first dip of the normalised difference that is deep enough. */
function yinPeriod(frame: Float32Array, longest: number, sampleRateHz: number): number | undefined {
  const shortest = Math.floor(sampleRateHz / F0_MAX_HZ)
  let sum = 0
  let [before, here] = [1, 1]
  for (let lag = 1; lag <= longest; lag++) {
    let difference = 0
    for (let i = 0; i < longest; i++) {
      const step = (frame[i] as number) - (frame[i + lag] as number)
      difference += step * step
    }
    sum += difference
    const after = sum > 0 ? (difference * lag) / sum : 1
    if (lag > shortest && here < APERIODICITY && here <= after && here <= before) {
      const bend = before - 2 * here + after
      return lag - 1 + (bend > 0 ? (before - after) / (2 * bend) : 0)
    }
    before = here
    here = after
  }
  return undefined
}

/** Root mean square in dB of full scale; a full sine is −3. −Infinity for silence. */
export function rmsDbfs(samples: Float32Array): number {
  return 20 * Math.log10(rms(samples))
}

function rms(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, samples.length))
}

export function durationMs(samples: Float32Array, sampleRateHz: number): number {
  return (samples.length * 1000) / sampleRateHz
}

export type Span = { startMs: number; endMs: number }
export type SpanOptions = {
  /** What counts as sound, in dB against the loudest 5 ms. @default −40 */
  thresholdDb?: number
  /** Pauses that are shorter belong to the sound. @default 50 */
  minPauseMs?: number
}

/** Where there is sound, in order: the first start is the onset, what lies between two are pauses. True to about 3 ms. */
export function soundSpans(samples: Float32Array, sampleRateHz: number, options: SpanOptions = {}): Span[] {
  const { thresholdDb = -40, minPauseMs = 50 } = options
  const window = Math.round(sampleRateHz / 200)
  const energy = new Float64Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) energy[i + 1] = (energy[i] ?? 0) + (samples[i] ?? 0) ** 2
  const powerAt = (start: number) =>
    (energy[Math.min(samples.length, start + window)] ?? 0) - (energy[start] ?? 0)

  const step = Math.max(1, Math.round(sampleRateHz / 1000))
  let loudest = 0
  for (let at = 0; at < samples.length; at += step) loudest = Math.max(loudest, powerAt(at))
  const threshold = loudest * 10 ** (thresholdDb / 10)

  const spans: Span[] = []
  for (let at = 0; at < samples.length; at += step) {
    if (!(powerAt(at) > threshold)) continue
    const middleMs = (Math.min(samples.length, at + window / 2) * 1000) / sampleRateHz
    const previous = spans[spans.length - 1]
    if (previous && middleMs - previous.endMs < minPauseMs) previous.endMs = middleMs
    else spans.push({ startMs: middleMs, endMs: middleMs })
  }
  return spans
}

/** The longest pause between two sounds in ms; 0 where there is none. Silence at the edges is no pause. */
export function longestPauseMs(samples: Float32Array, sampleRateHz: number, options?: SpanOptions): number {
  const spans = soundSpans(samples, sampleRateHz, options)
  return spans.reduce(
    (longest, span, i) => Math.max(longest, span.startMs - (spans[i - 1]?.endMs ?? span.startMs)),
    0,
  )
}
