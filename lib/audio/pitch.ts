import { markPeriods, type VoicedRun } from './pitch-marks'
import { trackPitch } from './pitch-track'

/** A voice that is nearly a sine loses most of its power when its pitch moves off a formant: 8 dB at most are given back. */
const MAX_GAIN = 2.5

/**
 * The same voice, as long, with its fundamental frequency times `factor`; its
 * formants, and all that has no pitch, stay: time-domain pitch-synchronous
 * overlap-add (Moulines and Charpentier, Pitch-synchronous waveform processing
 * techniques for text-to-speech synthesis, 1990).
 *
 * @param samples Mono speech of one voice. Peaks of the result may be higher than its own.
 * @param factor 0.25 to 4; beyond 0.5 to 2 it is heard that it was done.
 * @throws RangeError for a factor outside of these bounds.
 */
export function shiftPitch(
  samples: Float32Array,
  sampleRateHz: number,
  factor: number,
): Float32Array<ArrayBuffer> {
  if (!(factor >= 0.25 && factor <= 4)) {
    throw new RangeError(`Cannot shift pitch as factor must be 0.25 to 4: current value is ${factor}`)
  }
  const shifted = samples.slice()
  const runs = markPeriods(samples, trackPitch(samples, sampleRateHz))
  const layouts = runs.map(run => layOut(run, factor))
  for (const layout of layouts) muteVoice(shifted, layout)
  for (const layout of layouts) layVoice(samples, shifted, layout)
  return shifted
}

/** Where the periods of a voiced stretch go: each is a mark's, by its index, centred at another sample. */
type Layout = { run: VoicedRun; periods: { mark: number; at: number }[] }

/** One period each 1 / factor of the way from mark to mark: so the melody stays, and nothing drifts. */
function layOut(run: VoicedRun, factor: number): Layout {
  const periods: Layout['periods'] = []
  for (let i = 0; i / factor <= run.length - 1; i++) {
    const position = i / factor
    const index = Math.floor(position)
    const mark = run[index] ?? 0
    const next = run[index + 1] ?? mark
    periods.push({ mark: Math.round(position), at: Math.round(mark + (next - mark) * (position - index)) })
  }
  return { run, periods }
}

/** Takes the voice out from the first period to the last that is laid, faded where their windows rise and fall. */
function muteVoice(target: Float32Array, { run, periods }: Layout): void {
  const from = periods[0]?.at ?? 0
  const to = periods[periods.length - 1]?.at ?? 0
  const before = windowBefore(run, 0)
  const after = windowAfter(run, run.length - 1)
  for (let i = Math.max(0, from - before); i < Math.min(target.length, to + after); i++) {
    const away = i < from ? (from - i) / before : i > to ? (i - to) / after : 0
    target[i] = (target[i] as number) * (0.5 - 0.5 * Math.cos(Math.PI * away))
  }
}

/** Adds a voiced stretch with its periods where they are laid out, at the level that it had. */
function layVoice(source: Float32Array, target: Float32Array, { run, periods }: Layout): void {
  const first = periods[0]?.at ?? 0
  const last = periods[periods.length - 1]?.at ?? 0
  const from = first - windowBefore(run, 0)
  const to = last + run.reduce((most, _, index) => Math.max(most, windowAfter(run, index)), 0)
  const voice = new Float32Array(to - from)
  for (const { mark, at } of periods) addPeriod(source, voice, run, mark, at - from)

  const power = energy(voice, first - from, last - from)
  const gain = power > 0 ? Math.min(MAX_GAIN, Math.sqrt(energy(source, first, last) / power)) : 1
  for (let i = Math.max(0, -from); i < Math.min(voice.length, target.length - from); i++) {
    target[from + i] = (target[from + i] as number) + gain * (voice[i] as number)
  }
}

/** Adds what is around a mark, between its neighbours, under a window that is 1 at the mark and 0 at them. */
function addPeriod(
  source: Float32Array,
  voice: Float32Array,
  run: VoicedRun,
  index: number,
  at: number,
): void {
  const mark = run[index] ?? 0
  const before = windowBefore(run, index)
  const after = windowAfter(run, index)
  for (let i = Math.max(1 - before, -at); i < after; i++) {
    const weight = 0.5 + 0.5 * Math.cos((Math.PI * i) / (i < 0 ? before : after))
    voice[at + i] = (voice[at + i] as number) + weight * (source[mark + i] ?? 0)
  }
}

function energy(samples: Float32Array, from: number, to: number): number {
  return samples.subarray(from, to).reduce((sum, sample) => sum + sample * sample, 0)
}

/** Samples from the mark before; the first mark takes the period after it. */
function windowBefore(run: VoicedRun, index: number): number {
  return index === 0 ? windowAfter(run, 0) : (run[index] ?? 0) - (run[index - 1] ?? 0)
}

/** Samples to the next mark; the last mark takes the period before it. */
function windowAfter(run: VoicedRun, index: number): number {
  return index === run.length - 1 ? windowBefore(run, index) : (run[index + 1] ?? 0) - (run[index] ?? 0)
}
