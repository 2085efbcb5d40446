import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Word } from '../script'
import type { EspeakEvent, EspeakPackage, EspeakWorker } from './module'
import { stretch, transpose } from './stretch'
import { phonemesOf, spansOf } from './timing'
import { type Utterance, utterancesOf } from './utterances'
import type { EspeakVoice } from './voices'

export type Performance = {
  sampleRateHz: number
  /** Mono. */
  samples: Int16Array
  /** One per word given, in order. A word without a sound has its start for its end. */
  words: { startMs: number; endMs: number }[]
  /** In order; `ipa` is empty where a pause begins. */
  phonemes: { ipa: string; startMs: number }[]
}

export type Espeak = {
  /**
   * Performs the words of one sentence or part of one, synchronously, at some
   * 200 times the speed of speech. Numbers are read by the language's rules.
   * Words of a script that the language does not use are read by the language
   * that does, Latin ones mostly as English.
   *
   * Rate and pitch are those of each word's style; volume and the voice's own
   * gain are left to the caller. The pause after the last word is, too.
   *
   * @param shouldStop Asked about every 100 ms of speech. Once it says yes, what was spoken so far is returned.
   * @throws Error when the synthesiser fails: then the thread it is in should be given up.
   */
  speak(words: readonly Word[], voice: EspeakVoice, shouldStop: () => boolean): Performance
}

/** The voice's own speed, and the limits of what it is asked to speak at, in words a minute. */
const RATE = { own: 175, min: 80, max: 450 }
/** Within these the synthesiser's speed is true to 5 %; beyond, it is measured and made up for. */
const TRUE_RATES = { min: 0.9, max: 1.12 }
const PITCH = { own: 50, min: 0, max: 99 }

/**
 * eSpeak NG, from the optional package `@echogarden/espeak-ng-emscripten`
 * (GPL-3.0). Its settings are global: one a thread.
 *
 * @returns Undefined where the package is not installed.
 */
export async function loadEspeak(): Promise<Espeak | undefined> {
  const worker = await loadWorker()
  if (!worker) return undefined
  const sampleRateHz = worker.get_samplerate()
  return {
    speak: (words, voice, shouldStop) => perform(worker, sampleRateHz, words, voice, shouldStop),
  }
}

/** By its address, so that no bundler looks for a package that may be absent. */
async function loadWorker(): Promise<EspeakWorker | undefined> {
  const file = path.join(process.cwd(), 'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.js')
  try {
    const loaded: EspeakPackage = await import(
      /* turbopackIgnore: true */ /* webpackIgnore: true */ pathToFileURL(file).href
    )
    const { eSpeakNGWorker } = await loaded.default()
    return new eSpeakNGWorker()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw new Error('eSpeak NG did not load', { cause: error })
  }
}

function perform(
  worker: EspeakWorker,
  sampleRateHz: number,
  words: readonly Word[],
  voice: EspeakVoice,
  shouldStop: () => boolean,
): Performance {
  const toMs = (samples: number) => (samples * 1000) / sampleRateHz
  const parts: Int16Array[] = []
  const spans: ({ startMs: number; endMs: number } | undefined)[] = words.map(() => undefined)
  const phonemes: Performance['phonemes'] = []
  let length = 0

  for (const utterance of utterancesOf(words, voice)) {
    if (shouldStop()) break
    const take = rendered(worker, utterance, voice.variant, shouldStop)
    const offsetMs = toMs(length)
    // Times of the synthesiser's own take, in the take as it is heard.
    const heardMs = (ms: number) => offsetMs + ms * take.slowness
    for (const { word, startMs, endMs } of spansOf(utterance, take.events, take.durationMs)) {
      const known = spans[word]
      spans[word] = { startMs: known?.startMs ?? heardMs(startMs), endMs: heardMs(endMs) }
    }
    for (const { ipa, startMs } of phonemesOf(take.events)) phonemes.push({ ipa, startMs: heardMs(startMs) })
    parts.push(take.samples)
    length += take.samples.length
    if (utterance.pauseMs > 0) {
      const pause = new Int16Array(Math.round((utterance.pauseMs / utterance.rate / 1000) * sampleRateHz))
      if (phonemes.at(-1)?.ipa !== '') phonemes.push({ ipa: '', startMs: toMs(length) })
      parts.push(pause)
      length += pause.length
    }
  }
  return { sampleRateHz, samples: joined(parts, length), words: filled(spans), phonemes }
}

type Take = {
  samples: Int16Array
  events: EspeakEvent[]
  /** Of the events' clock. */
  durationMs: number
}

/** Speaks an utterance at the rate and pitch asked for; `slowness` leads from the events' clock to the samples'. */
function rendered(
  worker: EspeakWorker,
  utterance: Utterance,
  variant: string,
  shouldStop: () => boolean,
): Take & { slowness: number } {
  const { rate } = utterance
  const take = speakAt(worker, utterance, variant, rate, shouldStop)
  // What the synthesiser's range leaves of the pitch.
  const raised = utterance.pitch / pitchFactor(settingFor(utterance.pitch))
  const samples = Math.abs(raised - 1) < 0.01 ? take.samples : transpose(take.samples, raised)

  let length = take.samples.length
  if (rate < TRUE_RATES.min || rate > TRUE_RATES.max) {
    const own = speakAt(worker, utterance, variant, 1, shouldStop)
    length = own.samples.length / rate
  }
  if (samples.length === 0) return { ...take, slowness: 1 }
  const slowness = length / take.samples.length
  return { ...take, samples: stretch(samples, length / samples.length), slowness }
}

function speakAt(
  worker: EspeakWorker,
  { language, text, pitch }: Utterance,
  variant: string,
  rate: number,
  shouldStop: () => boolean,
): Take {
  const name = `${language}+${variant}`
  // All of it each time: settings are global to the module.
  if (worker.set_voice(name, '', 0, 0, 0) !== 0) throw new Error(`eSpeak NG has no voice ${name}`)
  worker.set_rate(Math.round(Math.min(RATE.max, Math.max(RATE.min, RATE.own * rate))))
  worker.set_pitch(settingFor(pitch))
  worker.set_range(PITCH.own)
  worker.set_volume(100)

  const parts: Int16Array[] = []
  const events: EspeakEvent[] = []
  let length = 0
  worker.synthesize(text, (samples, more) => {
    parts.push(samples)
    length += samples.length
    for (const event of more) events.push(event)
    return shouldStop()
  })
  return { samples: joined(parts, length), events, durationMs: (length * 1000) / worker.get_samplerate() }
}

/** Steepness of the synthesiser's pitch setting below and above its own, measured by fundamental frequency. */
const STEEPNESS = { below: 0.0084, above: 0.0105 }

function settingFor(factor: number): number {
  const steepness = factor < 1 ? STEEPNESS.below : STEEPNESS.above
  const setting = PITCH.own + Math.log(factor) / steepness
  return Math.round(Math.min(PITCH.max, Math.max(PITCH.min, setting)))
}

function pitchFactor(setting: number): number {
  const steepness = setting < PITCH.own ? STEEPNESS.below : STEEPNESS.above
  return Math.exp((setting - PITCH.own) * steepness)
}

function joined(parts: readonly Int16Array[], length: number): Int16Array {
  const samples = new Int16Array(length)
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  return samples
}

/** Words that were not heard stand where the one before them ended. */
function filled(spans: readonly (Performance['words'][number] | undefined)[]): Performance['words'] {
  let end = 0
  return spans.map(span => {
    const known = span ?? { startMs: end, endMs: end }
    end = known.endMs
    return known
  })
}
