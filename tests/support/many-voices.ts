import { localVoices } from '../../lib/engine/voices'
import type { Engine, Voice } from '../../lib/reading/reading'

export function voice(
  Name: string,
  LanguageCode: string,
  LanguageName: string,
  change: Partial<Voice> = {},
): Voice {
  const SupportedEngines: Engine[] = ['standard']
  return { Id: Name, Name, Gender: 'Female', LanguageCode, LanguageName, SupportedEngines, ...change }
}

/** As many voices as asked for: those that come with the app, again and again under other ids. */
export function manyVoices(count: number): Voice[] {
  const local = localVoices(true).map(({ listed }) => listed)
  return Array.from({ length: count }, (_, i) => {
    const { Id, Name, Gender, LanguageCode, LanguageName } = local[i % local.length] ?? fallback
    return voice(Name, LanguageCode, LanguageName, { Id: i < local.length ? Id : `${Id}-${i}`, Gender })
  })
}

const fallback = voice('Nobody', 'en-US', 'US English')
