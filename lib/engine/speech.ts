import { type AudioEncoder, createAudioEncoder } from '../audio/encoders'
import { createResampler } from '../audio/resampler'
import { createMarksWriter, type SpeechMark } from './marks'
import { type Instruments, perform } from './perform'
import type { Performance } from './performance'
import type { SpeechJob } from './protocol'
import type { ScriptItem } from './script'
import { scriptOf } from './script-of'
import { createSpans } from './spans'
import { silenceAfter, toUtterances, type Utterance } from './utterances'
import { voiceFor } from './voices'

/** The first bytes leave when this much is encoded, the others by the second. */
const FIRST_SLICE_MS = 100
const SLICE_MS = 1000
/** What a text without a sound is answered with: a file that plays, and is soon over. */
const NOTHING_TO_SAY_MS = 250
/** Speech is cut off at 10 minutes (Polly, Quotas, SynthesizeSpeech). */
const MAX_AUDIO_MS = 600_000
/** What Opus is given: it is 48 kHz to whoever decodes it, but no voice here has anything above 11 kHz. */
const OPUS_RATE_HZ = 24_000

export type Speech = {
  /**
   * Speaks the next utterance into the sink; the last one ends the file.
   *
   * @param isWanted Asked when the utterance is spoken and not yet written: if it says no, that was the last.
   * @returns Whether it was the last.
   * @throws {SsmlError} At the first step, for a document that the service would refuse.
   */
  step(
    instruments: Instruments,
    sink: (bytes: Uint8Array<ArrayBuffer>) => void,
    isWanted: () => Promise<boolean>,
  ): Promise<boolean>
}

/** A job under way: text to script to utterances to samples to bytes, one utterance a step. */
export function createSpeech(job: SpeechJob): Speech {
  // Made at the first step, so that a job in the queue holds no encoder's memory.
  let output: Output | undefined
  let utterances: readonly Utterance[] = []
  let spans: ReturnType<typeof createSpans> | undefined
  let next = 0
  let audioMs = 0

  async function said(utterance: Utterance, instruments: Instruments): Promise<Said> {
    const words = spans?.hurried(utterance.words) ?? utterance.words
    const [first] = words
    if (!first) return { silenceMs: silenceAfter(utterance, 1) }
    const { voice, pitch, rate } = voiceFor(first.style.language, job.cast, hasEspeak(instruments))
    const cast = words.map(word => ({
      ...word,
      style: { ...word.style, pitch: word.style.pitch * pitch, rate: word.style.rate * rate },
    }))
    return {
      performance: await perform(cast, voice, instruments),
      silenceMs: silenceAfter(utterance, first.style.rate * rate),
    }
  }

  return {
    async step(instruments, sink, isWanted) {
      if (!output) {
        utterances = toUtterances(scriptOf(job, hasEspeak(instruments)))
        spans = createSpans(utterances)
        output = await createOutput(job)
      }
      const utterance = utterances[next]
      const unmeasured = spans?.toMeasure(next)
      if (unmeasured) {
        const { performance, silenceMs } = await said(unmeasured.utterance, instruments)
        unmeasured.measured(durationMs(performance), silenceMs)
        return false
      }
      if (utterance) {
        const whole = await said(utterance, instruments)
        if (!(await isWanted())) return true
        output.add(utterance.items, cutOff(whole, MAX_AUDIO_MS - audioMs), sink)
        audioMs += durationMs(whole.performance) + whole.silenceMs
      }
      next++
      if (next < utterances.length && audioMs < MAX_AUDIO_MS) return false
      output.finish(sink)
      return true
    },
  }
}

function hasEspeak({ loadEspeak }: Instruments): boolean {
  return loadEspeak !== undefined
}

/** An utterance as it sounds, and the silence after it. */
type Said = { performance?: Performance; silenceMs: number }

function cutOff({ performance, silenceMs }: Said, leftMs: number): Said {
  if (!performance) return { silenceMs: Math.min(silenceMs, leftMs) }
  const { samples, sampleRateHz, visemes } = performance
  return {
    performance: {
      ...performance,
      samples: samples.subarray(0, Math.round((leftMs * sampleRateHz) / 1000)),
      visemes: visemes.filter(({ startMs }) => startMs < leftMs),
    },
    silenceMs: Math.min(silenceMs, Math.max(0, leftMs - durationMs(performance))),
  }
}

type Sink = (bytes: Uint8Array<ArrayBuffer>) => void
type Output = {
  add(items: readonly ScriptItem[], said: Said, sink: Sink): void
  finish(sink: Sink): void
}

async function createOutput({ text, output }: SpeechJob): Promise<Output> {
  if (output.format === 'json') return marksOutput(text, output.markTypes)
  const rateHz = output.format === 'ogg_opus' ? OPUS_RATE_HZ : output.sampleRateHz
  return audioOutput(await createAudioEncoder(output.format, rateHz), rateHz)
}

function audioOutput(encoder: AudioEncoder, sampleRateHz: number): Output {
  const inSamples = (ms: number) => Math.round((ms * sampleRateHz) / 1000)
  let started = false

  function encode(samples: Float32Array, sink: Sink): void {
    let end = 0
    for (let start = 0; start < samples.length; start = end) {
      end = start + inSamples(started ? SLICE_MS : FIRST_SLICE_MS)
      emit(encoder.encode(samples.subarray(start, end)), sink)
      started = true
    }
  }

  return {
    add(_, { performance, silenceMs }, sink) {
      if (performance) encode(resampled(performance, sampleRateHz), sink)
      encode(new Float32Array(inSamples(silenceMs)), sink)
    },
    finish(sink) {
      if (!started) encode(new Float32Array(inSamples(NOTHING_TO_SAY_MS)), sink)
      emit(encoder.finish(), sink)
    },
  }
}

/** Each performance by itself: there is silence on both sides of it, and its voice may have another rate than the next. */
function resampled({ samples, sampleRateHz }: Performance, rateHz: number): Float32Array<ArrayBuffer> {
  if (sampleRateHz === rateHz) return samples
  const resampler = createResampler(sampleRateHz, rateHz)
  const body = resampler.push(samples)
  const end = resampler.flush()
  const all = new Float32Array(body.length + end.length)
  all.set(body)
  all.set(end, body.length)
  return all
}

function marksOutput(text: string, types: readonly string[]): Output {
  const writer = createMarksWriter(text, types)
  const timed = types.some(type => type !== 'viseme')
  let nowMs = 0
  let mouth = ''
  /** A mouth at rest stays so from one utterance to the next. */
  const moves = ({ type, value }: SpeechMark) => {
    if (type !== 'viseme') return true
    const rests = value === 'sil' && mouth === 'sil'
    mouth = value
    return !rests
  }
  return {
    add(items, said, sink) {
      emit(writer.write(marksOf(items, said, nowMs, timed).filter(moves)), sink)
      nowMs += durationMs(said.performance) + said.silenceMs
    },
    // Lines end with themselves.
    finish: () => undefined,
  }
}

function durationMs(performance: Performance | undefined): number {
  return performance ? (performance.samples.length * 1000) / performance.sampleRateHz : 0
}

function marksOf(
  items: readonly ScriptItem[],
  { performance, silenceMs }: Said,
  startMs: number,
  timed: boolean,
): SpeechMark[] {
  const times = timed ? (performance?.words() ?? []) : []
  const soundEndMs = startMs + durationMs(performance)
  const marks: SpeechMark[] = []
  let word = 0
  for (const { kind, start, end, value } of items) {
    const nextWordMs = startMs + (times[word]?.startMs ?? durationMs(performance))
    if (kind === 'word') {
      word++
      marks.push({ type: 'word', timeMs: nextWordMs, start, end, value })
    } else if (kind === 'sentence') marks.push({ type: 'sentence', timeMs: nextWordMs, start, end, value })
    else if (kind === 'mark') marks.push({ type: 'ssml', timeMs: nextWordMs, start, end, value })
    // The service marks a break with a tag as a word.
    else if (end > start) marks.push({ type: 'word', timeMs: nextWordMs, start, end, value })
  }
  for (const { viseme, startMs: at } of performance?.visemes ?? []) {
    marks.push({ type: 'viseme', timeMs: startMs + at, value: viseme })
  }
  if (silenceMs > 0) marks.push({ type: 'viseme', timeMs: soundEndMs, value: 'sil' })
  return marks
}

function emit(bytes: Uint8Array<ArrayBuffer>, sink: Sink): void {
  if (bytes.length > 0) sink(bytes)
}
