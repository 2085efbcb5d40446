import { primaryLanguage } from '../../lib/reading/language-tag'
import type { Voice } from '../../lib/reading/reading'
import { codesOf, englishLanguageName } from './voice-names'

export type VoiceGroup = {
  /** Unique among the groups. */
  id: string
  label: string
  /** Of the language, where all voices speak the same. */
  languageCode?: string | undefined
  voices: readonly Voice[]
}

type Wishes = {
  /** Primary tag of the text's language, as `detectLanguage` gives it. */
  suggested?: string | undefined
  /** Ids, in the order in which they are shown. */
  favourites: readonly string[]
  /** Id of the voice that was chosen last. */
  last?: string | undefined
}

/**
 * Voices as they are offered: favourites, the one chosen last, those that speak
 * the language of the text, then all others by language, in the order of names.
 * Each voice stands in one group only: the first that it belongs to.
 */
export function groupVoices(
  voices: readonly Voice[],
  { suggested, favourites, last }: Wishes,
): readonly VoiceGroup[] {
  const left = new Map(voices.map(voice => [voice.Id, voice]))
  const take = (ids: readonly string[]) => {
    const taken = [...new Set(ids)].map(id => left.get(id)).filter(voice => voice !== undefined)
    for (const { Id } of taken) left.delete(Id)
    return taken
  }
  const speaks = (voice: Voice) => codesOf(voice).some(code => primaryLanguage(code) === suggested)

  const favourite = take(favourites)
  const latest = take(last === undefined ? [] : [last])
  const fitting = suggested === undefined ? [] : take([...left.values()].filter(speaks).map(({ Id }) => Id))
  const name = suggested === undefined ? undefined : englishLanguageName(suggested)
  return [
    { id: 'favourites', label: 'Favourites', voices: favourite },
    { id: 'last', label: 'Chosen last', voices: latest },
    {
      id: 'suggested',
      label: `For this text: ${name ?? suggested}`,
      voices: fitting.toSorted(byLanguageThenName),
    },
    ...byLanguage([...left.values()]),
  ].filter(group => group.voices.length > 0)
}

function byLanguage(voices: readonly Voice[]): VoiceGroup[] {
  const groups = new Map<string, Voice[]>()
  for (const voice of voices) {
    const group = groups.get(voice.LanguageName)
    if (group) group.push(voice)
    else groups.set(voice.LanguageName, [voice])
  }
  return [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([label, members]) => ({
      id: `language ${label}`,
      label,
      languageCode: members[0]?.LanguageCode,
      voices: members.toSorted(byName),
    }))
}

const byName = (a: Voice, b: Voice) => a.Name.localeCompare(b.Name, 'en')

const byLanguageThenName = (a: Voice, b: Voice) =>
  a.LanguageName.localeCompare(b.LanguageName, 'en') || byName(a, b)
