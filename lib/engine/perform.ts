import { createCompressor } from '../audio/compressor'
import { applyGain, bleep } from '../audio/effects'
import { changeVocalTract } from '../audio/vocal-tract'
import type { Espeak } from './espeak/speak'
import type { EspeakVoice } from './espeak/voices'
import type { Flite } from './flite/flite'
import { performWithFlite } from './flite/perform'
import type { PhonesOf } from './flite/phones-of'
import type { Performance } from './performance'
import { visemeOfIpa } from './phonemes/viseme'
import type { Style, Word } from './script'
import { trimmed } from './shape'
import type { LocalVoice } from './voices'

/** What a thread speaks with. */
export type Instruments = {
  flite: Flite
  phonesOf: PhonesOf
  /** Loads eSpeak NG, once, for some 0.5 s and 130 MB; undefined where the optional package is not installed. */
  loadEspeak?: (() => Promise<Espeak>) | undefined
}

/** An expletive lasts as long as a short word. */
const BLEEP_MS = 450
const BLEEP_SAMPLE_RATE_HZ = 16_000
/** Speech at a voice's own level stays above the compressor's threshold nearly all of the time: it is compressed so much softer. */
const DRC_DRIVE_DB = 8

/**
 * Words that share a style, as that voice says them: without silence at the
 * edges, at the voice's level, with the effects of the style.
 *
 * @throws {BrokenInstrument} When the thread has to end.
 */
export async function perform(
  words: readonly Word[],
  voice: LocalVoice,
  instruments: Instruments,
): Promise<Performance> {
  const style = words[0]?.style
  if (!style) throw new Error('Cannot perform as there are no words')
  if (words[0]?.bleep) return censored(words.length, style)
  const spoken = trimmed(await speak(words, voice, instruments), style.rate)
  return { ...spoken, samples: withEffects(spoken.samples, spoken.sampleRateHz, style, voice.gainDb) }
}

async function speak(
  words: readonly Word[],
  { speaker }: LocalVoice,
  { flite, phonesOf, loadEspeak }: Instruments,
): Promise<Performance> {
  if (speaker.by === 'flite') return performWithFlite(words, speaker.voice, flite, phonesOf)
  if (!loadEspeak) throw new Error('Cannot speak as eSpeak NG is not installed')
  const espeak = await loadEspeak()
  const { samples, sampleRateHz, words: times, phonemes } = speakWith(espeak, words, speaker.voice)
  return {
    samples: new Float32Array(samples).map(sample => sample / 32768),
    sampleRateHz,
    words: () => times,
    visemes: phonemes.map(({ ipa, startMs }) => ({ viseme: visemeOfIpa(ipa), startMs })),
  }
}

/** An instrument that may not be used again: the thread that has it must end. */
export class BrokenInstrument extends Error {}

/** eSpeak NG keeps its state from call to call: after a fault nothing it says can be relied on. */
function speakWith(espeak: Espeak, words: readonly Word[], voice: EspeakVoice) {
  try {
    return espeak.speak(words, voice, () => false)
  } catch (error) {
    throw new BrokenInstrument('eSpeak NG failed', { cause: error })
  }
}

function withEffects(
  samples: Float32Array<ArrayBuffer>,
  sampleRateHz: number,
  { vocalTract, drc, gainDb }: Style,
  voiceGainDb: number,
): Float32Array<ArrayBuffer> {
  const shaped = vocalTract === 1 ? samples : changeVocalTract(samples, sampleRateHz, vocalTract)
  const leveled = applyGain(shaped, voiceGainDb)
  const compressed = drc ? compress(leveled, sampleRateHz) : leveled
  return gainDb === 0 ? compressed : applyGain(compressed, gainDb)
}

function compress(samples: Float32Array, sampleRateHz: number): Float32Array<ArrayBuffer> {
  const compressor = createCompressor(sampleRateHz)
  const parts = [compressor.push(applyGain(samples, -DRC_DRIVE_DB)), compressor.flush()]
  const all = new Float32Array(samples.length)
  let at = 0
  for (const part of parts) {
    all.set(part.subarray(0, all.length - at), at)
    at += part.length
  }
  return applyGain(all, DRC_DRIVE_DB)
}

function censored(count: number, { rate, gainDb }: Style): Performance {
  const ms = BLEEP_MS / rate
  return {
    samples: applyGain(bleep(ms, BLEEP_SAMPLE_RATE_HZ), gainDb),
    sampleRateHz: BLEEP_SAMPLE_RATE_HZ,
    words: () => Array.from({ length: count }, () => ({ startMs: 0, endMs: ms })),
    visemes: [{ viseme: 'sil', startMs: 0 }],
  }
}
