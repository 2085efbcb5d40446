import type { Engine, Gender, LanguageCode, Voice, VoiceId } from '@aws-sdk/client-polly'

const LANGUAGE_NAMES = {
  arb: 'Arabic',
  'ar-AE': 'Gulf Arabic',
  'cmn-CN': 'Chinese Mandarin',
  'cy-GB': 'Welsh',
  'da-DK': 'Danish',
  'de-DE': 'German',
  'en-AU': 'Australian English',
  'en-GB': 'British English',
  'en-IN': 'Indian English',
  'en-US': 'US English',
  'es-US': 'US Spanish',
  'fr-CA': 'Canadian French',
  'fr-FR': 'French',
  'ja-JP': 'Japanese',
  'pt-BR': 'Brazilian Portuguese',
  'ru-RU': 'Russian',
  'sv-SE': 'Swedish',
} satisfies Partial<Record<LanguageCode, string>>

type Language = keyof typeof LANGUAGE_NAMES

/**
 * Voices as DescribeVoices lists them, of every kind that the service has: one
 * engine or several, each engine alone, one language or two. Ids, codes and
 * engines are checked against the SDK's enums by their types.
 */
export const POLLY_VOICES: readonly Voice[] = [
  voice('Aditi', 'Female', 'en-IN', ['standard'], ['hi-IN']),
  voice('Amy', 'Female', 'en-GB', ['generative', 'neural', 'standard']),
  voice('Arthur', 'Male', 'en-GB', ['neural']),
  voice('Astrid', 'Female', 'sv-SE', ['standard']),
  voice('Brian', 'Male', 'en-GB', ['generative', 'neural', 'standard']),
  voice('Camila', 'Female', 'pt-BR', ['neural', 'standard']),
  voice('Danielle', 'Female', 'en-US', ['generative', 'long-form', 'neural']),
  voice('Elin', 'Female', 'sv-SE', ['neural']),
  voice('Geraint', 'Male', 'en-GB', ['standard']),
  voice('Gabrielle', 'Female', 'fr-CA', ['generative', 'neural']),
  voice('Gregory', 'Male', 'en-US', ['long-form']),
  voice('Gwyneth', 'Female', 'cy-GB', ['standard']),
  voice('Hala', 'Female', 'ar-AE', ['neural'], ['arb']),
  voice('Ivy', 'Female', 'en-US', ['neural', 'standard']),
  voice('Joanna', 'Female', 'en-US', ['generative', 'neural', 'standard']),
  voice('Joey', 'Male', 'en-US', ['neural', 'standard']),
  voice('Kajal', 'Female', 'en-IN', ['generative', 'neural'], ['hi-IN']),
  voice('Lea', 'Female', 'fr-FR', ['generative', 'neural', 'standard']),
  voice('Lupe', 'Female', 'es-US', ['generative', 'neural', 'standard'], ['en-US']),
  voice('Mads', 'Male', 'da-DK', ['standard']),
  voice('Maxim', 'Male', 'ru-RU', ['standard']),
  voice('Mizuki', 'Female', 'ja-JP', ['standard']),
  voice('Olivia', 'Female', 'en-AU', ['generative', 'neural']),
  voice('Ruth', 'Female', 'en-US', ['long-form']),
  voice('Sofie', 'Female', 'da-DK', ['neural']),
  voice('Takumi', 'Male', 'ja-JP', ['neural', 'standard']),
  voice('Tatyana', 'Female', 'ru-RU', ['standard']),
  voice('Tiffany', 'Female', 'en-US', ['generative']),
  voice('Vicki', 'Female', 'de-DE', ['generative', 'neural', 'standard']),
  voice('Zayd', 'Male', 'ar-AE', ['neural'], ['arb']),
  voice('Zeina', 'Female', 'arb', ['standard']),
  voice('Zhiyu', 'Female', 'cmn-CN', ['neural', 'standard']),
]

function voice(
  id: VoiceId,
  gender: Gender,
  language: Language,
  engines: Engine[],
  additional?: LanguageCode[],
): Voice {
  return {
    Id: id,
    Name: id,
    Gender: gender,
    LanguageCode: language,
    LanguageName: LANGUAGE_NAMES[language],
    ...(additional ? { AdditionalLanguageCodes: additional } : {}),
    SupportedEngines: engines,
  }
}
