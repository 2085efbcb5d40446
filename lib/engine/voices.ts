import { LanguageCode } from '@aws-sdk/client-polly'
import { localeOf } from './espeak/locale'
import { nearestOf, nearestVoice } from './espeak/nearest'
import { ESPEAK_VOICES, type EspeakVoice } from './espeak/voices'
import type { FliteVoice } from './flite/flite'
import { POLLY_VOICES } from './polly-voices'

/** A voice as DescribeVoices lists it (Polly, Voice). */
export type ListedVoice = {
  readonly Id: string
  readonly Name: string
  readonly Gender: 'Female' | 'Male'
  readonly LanguageCode: string
  readonly AdditionalLanguageCodes?: readonly string[]
  readonly LanguageName: string
  readonly SupportedEngines: readonly 'standard'[]
}

/** A voice, and who speaks it. */
export type LocalVoice = {
  readonly listed: ListedVoice
  readonly speaker:
    | { readonly by: 'flite'; readonly voice: FliteVoice }
    | { readonly by: 'espeak'; readonly voice: EspeakVoice }
  /** What brings it to −19 LUFS (ITU-R BS.1770, mono), in dB. */
  readonly gainDb: number
}

const ENGINES = ['standard'] as const

const FLITE_VOICES: readonly LocalVoice[] = [
  flite('Slt', 'slt', 'Female', 'en-US', 'US English', -4),
  flite('Rms', 'rms', 'Male', 'en-US', 'US English', 1.7),
  flite('Kal', 'kal16', 'Male', 'en-US', 'US English', 9),
  flite('Awb', 'awb', 'Male', 'en-GB', 'British English', 1.2),
]

function flite(
  Name: string,
  voice: FliteVoice,
  Gender: 'Female' | 'Male',
  LanguageCode: string,
  LanguageName: string,
  gainDb: number,
): LocalVoice {
  const Id = Name.toLowerCase()
  const listed = { Id, Name, Gender, LanguageCode, LanguageName, SupportedEngines: ENGINES }
  return { listed, speaker: { by: 'flite', voice }, gainDb }
}

const ALL_VOICES: readonly LocalVoice[] = [
  ...FLITE_VOICES,
  ...ESPEAK_VOICES.map((voice): LocalVoice => {
    const { language: _, variant: __, gainDb, ...listed } = voice
    return { listed, speaker: { by: 'espeak', voice }, gainDb }
  }),
]

/** English, and where eSpeak NG is installed every other language. */
export function localVoices(withEspeak: boolean): readonly LocalVoice[] {
  return withEspeak ? ALL_VOICES : FLITE_VOICES
}

/** Every LanguageCode that a request may name: Polly's, and those of the voices beyond them. */
export function languageCodes(voices: readonly LocalVoice[]): string[] {
  const own = voices.flatMap(({ listed }) => [listed.LanguageCode, ...(listed.AdditionalLanguageCodes ?? [])])
  return [...new Set([...Object.values(LanguageCode), ...own])]
}

/** Who speaks a request, and how: sent to the thread that does. */
export type Cast = {
  /** Id of the local voice. */
  readonly voiceId: string
  /** Factors of the voice's own: voices of Polly's that share one differ in these. */
  readonly pitch: number
  readonly rate: number
  /** What the text is read in: a Polly LanguageCode. */
  readonly language: string
}

/** What a request's VoiceId comes to. */
export type Casting = {
  /** Languages that the request may name, the voice's own first. */
  readonly languageCodes: readonly string[]
  /** Polly's voices pass with any engine, so that code written for them runs unchanged. */
  readonly engines: readonly string[] | 'any'
  /** @param language One of the above. */
  cast(language: string): Cast
}

/** The voice for an id of ours or of Polly's, or undefined for any other. */
export function castingOf(id: string, voices: readonly LocalVoice[]): Casting | undefined {
  const own = voices.find(({ listed }) => listed.Id === id)?.listed
  if (own) {
    return {
      languageCodes: [own.LanguageCode, ...(own.AdditionalLanguageCodes ?? [])],
      engines: own.SupportedEngines,
      cast: language => ({ voiceId: own.Id, pitch: 1, rate: 1, language }),
    }
  }
  const polly = POLLY_VOICES.get(id)
  if (!polly) return undefined
  const candidates = voices.map(({ listed }) => listed)
  return {
    languageCodes: polly.languageCodes,
    engines: 'any',
    cast(language) {
      const nearest = nearestVoice(id, candidates, language)
      if (!nearest) throw new Error(`Cannot cast ${id} as there are no voices`)
      return { voiceId: nearest.voice.Id, pitch: nearest.pitch, rate: nearest.rate, language }
    },
  }
}

/** Every VoiceId that synthesis takes. */
export function voiceIds(voices: readonly LocalVoice[]): string[] {
  return [...voices.map(({ listed }) => listed.Id), ...POLLY_VOICES.keys()]
}

/**
 * Who speaks a stretch in that language: the cast voice where it has the
 * language, or where no other has; else the nearest one of the same gender.
 */
export function voiceFor(
  language: string,
  { voiceId, pitch, rate }: Cast,
  withEspeak: boolean,
): { voice: LocalVoice; pitch: number; rate: number } {
  const voices = localVoices(withEspeak)
  const cast = voices.find(({ listed }) => listed.Id === voiceId)
  if (!cast) throw new Error(`Cannot speak as there is no voice ${voiceId}`)
  const wanted = localeOf(language).language
  const speaks = ({ LanguageCode }: ListedVoice) => localeOf(LanguageCode).language === wanted
  if (speaks(cast.listed)) return { voice: cast, pitch, rate }
  const candidates = voices.map(({ listed }) => listed)
  const other = nearestOf(candidates, cast.listed.Gender, language)
  const voice = other && speaks(other) ? voices.find(({ listed }) => listed === other) : undefined
  return voice ? { voice, pitch: 1, rate } : { voice: cast, pitch, rate }
}
