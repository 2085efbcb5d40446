import { defaultEngine, ENGINES, type Engine, type Voice } from '../lib/reading/reading'

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  neural: 'Neural',
  standard: 'Standard',
  generative: 'Generative',
  'long-form': 'Long-form',
}

export type VoiceGroup = { language: string; voices: readonly Voice[] }

/** The voices by language: English first, as the sample is, and both in the order of their names. */
export function groupByLanguage(voices: readonly Voice[]): readonly VoiceGroup[] {
  const groups = new Map<string, Voice[]>()
  for (const voice of voices) {
    const group = groups.get(voice.LanguageName)
    if (group) group.push(voice)
    else groups.set(voice.LanguageName, [voice])
  }
  return [...groups]
    .map(([language, members]) => ({ language, voices: members.toSorted(byName) }))
    .toSorted(
      (a, b) => Number(isEnglish(b)) - Number(isEnglish(a)) || a.language.localeCompare(b.language, 'en'),
    )
}

const isEnglish = ({ voices }: VoiceGroup) =>
  voices.some(({ LanguageCode }) => LanguageCode.startsWith('en-'))

const byName = (a: Voice, b: Voice) => a.Name.localeCompare(b.Name, 'en')

/**
 * The voice that was chosen, where it is still there, else one that suits the
 * sample on the page: US English, neural where there is such a voice.
 */
export function pickVoice(voices: readonly Voice[], voiceId?: string): Voice | undefined {
  const american = voices.filter(voice => voice.LanguageCode === 'en-US')
  return (
    voices.find(voice => voice.Id === voiceId) ??
    american.find(voice => voice.SupportedEngines.includes('neural')) ??
    american[0] ??
    voices[0]
  )
}

/** The voice's engines in the order in which they are offered. */
export function enginesOf(voice: Voice): readonly Engine[] {
  return ENGINES.filter(engine => voice.SupportedEngines.includes(engine))
}

/** The engine that was chosen, where the voice has it, else the one that speaks by default. */
export function pickEngine(voice: Voice, engine?: Engine): Engine | undefined {
  return engine && voice.SupportedEngines.includes(engine) ? engine : defaultEngine(voice)
}
