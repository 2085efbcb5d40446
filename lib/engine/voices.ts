import type { FliteVoice } from './flite'
import { POLLY_VOICES, type PollyVoice } from './polly-voices'

/** A voice as DescribeVoices lists it (Polly, Voice), and who speaks it. */
export type LocalVoice = {
  Id: string
  Name: string
  Gender: 'Female' | 'Male'
  LanguageCode: string
  LanguageName: string
  SupportedEngines: readonly 'standard'[]
  flite: FliteVoice
}

const ENGINES = ['standard'] as const

export const LOCAL_VOICES: readonly LocalVoice[] = [
  voice('Slt', 'slt', 'Female', 'en-US', 'US English'),
  voice('Rms', 'rms', 'Male', 'en-US', 'US English'),
  voice('Kal', 'kal16', 'Male', 'en-US', 'US English'),
  voice('Awb', 'awb', 'Male', 'en-GB', 'British English'),
]

function voice(
  Name: string,
  flite: FliteVoice,
  Gender: 'Female' | 'Male',
  LanguageCode: string,
  LanguageName: string,
): LocalVoice {
  return {
    Id: Name.toLowerCase(),
    Name,
    Gender,
    LanguageCode,
    LanguageName,
    SupportedEngines: ENGINES,
    flite,
  }
}

/** What a request's VoiceId comes to. */
export type Cast = {
  voice: LocalVoice
  /** Languages that the request may name. */
  languageCodes: readonly string[]
  /** Polly's voices pass with any engine, so that code written for them runs unchanged. */
  engines: readonly string[] | 'any'
}

/** The voice for an id of ours or of Polly's, or undefined for any other. */
export function castVoice(id: string): Cast | undefined {
  const own = LOCAL_VOICES.find(voice => voice.Id === id)
  if (own) return { voice: own, languageCodes: [own.LanguageCode], engines: own.SupportedEngines }
  const polly = POLLY_VOICES.get(id)
  if (!polly) return undefined
  return {
    voice: nearest(polly),
    languageCodes: polly.languageCodes,
    engines: 'any',
  }
}

/** Language first, then gender, then region. Ties go to the order of the list. */
function nearest({ gender, languageCodes }: PollyVoice): LocalVoice {
  const languages = languageCodes.map(languageOf)
  const distance = (voice: LocalVoice) =>
    (languages.includes(languageOf(voice.LanguageCode)) ? 0 : 4) +
    (voice.Gender === gender ? 0 : 2) +
    (languageCodes.includes(voice.LanguageCode) ? 0 : 1)
  return LOCAL_VOICES.reduce((best, voice) => (distance(voice) < distance(best) ? voice : best))
}

/** "en-GB" → "en" */
function languageOf(code: string): string {
  return code.split('-')[0] ?? code
}

/** Every VoiceId that synthesis takes. */
export function voiceIds(): string[] {
  return [...LOCAL_VOICES.map(voice => voice.Id), ...POLLY_VOICES.keys()]
}
