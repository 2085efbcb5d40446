import { type Espeak, loadEspeak, type Performance } from '../../lib/engine/espeak/speak'
import { ESPEAK_VOICES, type EspeakVoice } from '../../lib/engine/espeak/voices'
import { wordsOf } from '../../lib/engine/espeak/words'
import type { Style, Word } from '../../lib/engine/script'

const PLAIN: Style = { language: '', rate: 1, pitch: 1, gainDb: 0, vocalTract: 1, drc: false }

/** The synthesiser itself: the package is among those that the tests are installed with. */
export async function installedEspeak(): Promise<Espeak> {
  const espeak = await loadEspeak()
  if (!espeak) throw new Error('These tests need @echogarden/espeak-ng-emscripten: npm install it')
  return espeak
}

export function voiceOf(languageCode: string, gender: EspeakVoice['Gender'] = 'Female'): EspeakVoice {
  const voice = ESPEAK_VOICES.find(one => one.LanguageCode === languageCode && one.Gender === gender)
  if (!voice) throw new Error(`No voice speaks ${languageCode}`)
  return voice
}

export function scriptOf(text: string, languageCode: string, style: Partial<Style> = {}): Word[] {
  return wordsOf(text, languageCode).map(token => ({
    kind: 'word',
    value: text.slice(token.start, token.end),
    ...token,
    style: { ...PLAIN, language: languageCode, ...style },
  }))
}

export function say(
  espeak: Espeak,
  text: string,
  voice: EspeakVoice,
  style: Partial<Style> = {},
): Performance {
  return espeak.speak(scriptOf(text, voice.LanguageCode, style), voice, () => false)
}

export function durationMs({ samples, sampleRateHz }: Performance): number {
  return (samples.length * 1000) / sampleRateHz
}

export function floats(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, sample => sample / 32768)
}

/** Level of a stretch in dBFS. */
export function levelDb({ samples, sampleRateHz }: Performance, startMs: number, endMs: number): number {
  const part = samples.subarray((startMs * sampleRateHz) / 1000, (endMs * sampleRateHz) / 1000)
  const power = part.reduce((sum, sample) => sum + (sample / 32768) ** 2, 0) / (part.length || 1)
  return 10 * Math.log10(power + 1e-12)
}
