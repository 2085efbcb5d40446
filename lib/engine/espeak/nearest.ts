import { POLLY_VOICES } from '../polly-voices'

/** What has to be known of a local voice to choose it (Polly, Voice). */
export type Candidate = {
  readonly Gender: 'Female' | 'Male'
  readonly LanguageCode: string
  readonly AdditionalLanguageCodes?: readonly string[]
}

/** A local voice and how it plays the part: factors of its own pitch and rate. */
export type Casting<V> = { voice: V; pitch: number; rate: number }

/**
 * The local voice that speaks for one of Polly's: language first, then gender,
 * then region. Ties go to the order of the list. Voices of Polly's that share a
 * language and gender differ in pitch and rate, so that they can be told apart
 * in a dialogue; the first of them speaks as the local voice does.
 *
 * @param voiceId A VoiceId of Polly's.
 * @param voices Local voices, at least one.
 * @param languageCode The language a bilingual voice is asked to speak; else its first.
 * @returns Undefined for any other id, or without local voices.
 */
export function nearestVoice<V extends Candidate>(
  voiceId: string,
  voices: readonly V[],
  languageCode?: string,
): Casting<V> | undefined {
  const polly = POLLY_VOICES.get(voiceId)
  const colour = COLOURS.get(voiceId)
  const voice = polly && nearestOf(voices, polly.gender, languageCode ?? polly.languageCodes[0] ?? '')
  return voice && colour && { voice, ...colour }
}

/** The local voice for a language and gender, as for words within a `lang` tag. */
export function nearestOf<V extends Candidate>(
  voices: readonly V[],
  gender: Candidate['Gender'],
  languageCode: string,
): V | undefined {
  const language = languageOf(languageCode)
  const distance = (voice: V) =>
    (languageOf(voice.LanguageCode) === language ? 0 : 8) +
    (voice.Gender === gender ? 0 : 4) +
    (voice.LanguageCode === languageCode ? 0 : 1) +
    (voice.LanguageCode === languageCode || voice.AdditionalLanguageCodes?.includes(languageCode) ? 0 : 1)
  return voices.reduce<V | undefined>(
    (best, voice) => (!best || distance(voice) < distance(best) ? voice : best),
    undefined,
  )
}

/** "en-GB" → "en" */
function languageOf(code: string): string {
  const [language = ''] = code.split('-', 1)
  return CURRENT[language] ?? language
}

/** Codes of Polly's that BCP 47 writes otherwise. */
const CURRENT: Readonly<Record<string, string>> = { arb: 'ar', cmn: 'zh' }

/**
 * Steps of pitch and rate. Their counts have no common divisor, so that 28
 * voices differ, and those beside each other in both.
 */
const PITCHES = [1, 0.91, 1.08, 0.95, 1.13, 0.88, 1.04]
const RATES = [1, 0.96, 1.05, 0.98]

/** Voices of children (Polly, Available voices). */
const CHILDREN: ReadonlyMap<string, { pitch: number; rate: number }> = new Map([
  ['Ivy', { pitch: 1.3, rate: 1.02 }],
  ['Justin', { pitch: 1.45, rate: 1.02 }],
  ['Kevin', { pitch: 1.36, rate: 0.97 }],
])

const COLOURS = coloursOf()

function coloursOf(): ReadonlyMap<string, { pitch: number; rate: number }> {
  const colours = new Map<string, { pitch: number; rate: number }>()
  const counts = new Map<string, number>()
  for (const [id, { gender, languageCodes }] of POLLY_VOICES) {
    const child = CHILDREN.get(id)
    const group = `${languageOf(languageCodes[0] ?? '')} ${gender}`
    const count = counts.get(group) ?? 0
    if (!child) counts.set(group, count + 1)
    colours.set(
      id,
      child ?? { pitch: PITCHES[count % PITCHES.length] ?? 1, rate: RATES[count % RATES.length] ?? 1 },
    )
  }
  return colours
}
