import type { Voice } from '../../lib/reading/reading'
import { codesOf, englishLanguageName, ownLanguageName, regionNames } from './voice-names'

/** What a voice is found by, folded. */
type Entry = { voice: Voice; name: readonly string[]; language: readonly string[]; other: readonly string[] }

const INDEXES = new WeakMap<readonly Voice[], readonly Entry[]>()

/** Letters that have no accent to take away. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ə: 'e',
}

/**
 * Finds voices by name, id, language (in English and as those who speak it
 * write it), country, language code, gender or engine. Each word of the query has
 * to be found; case and accents do not matter. Starts of names come before
 * starts of other words, and these before what stands within a word.
 *
 * @param voices The index is kept with the array: the same one is searched fast again.
 * @returns In the order of the voices where they match alike; all of them for an empty query.
 */
export function searchVoices(voices: readonly Voice[], query: string): readonly Voice[] {
  const words = wordsOf(query)
  if (words.length === 0) return voices
  return indexOf(voices)
    .map(entry => ({ voice: entry.voice, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ voice }) => voice)
}

function rankOf({ name, language, other }: Entry, words: readonly string[]): number | undefined {
  let rank = 0
  for (const word of words) {
    const starts = (key: string) => key.startsWith(word)
    if (name.some(starts)) rank += 0
    else if (language.some(starts)) rank += 1
    // "male" stands within "female": here only the start counts.
    else if (other.some(starts)) rank += 2
    else if ([...name, ...language].some(key => key.includes(word))) rank += 3
    else return undefined
  }
  return rank
}

function indexOf(voices: readonly Voice[]): readonly Entry[] {
  const known = INDEXES.get(voices)
  if (known) return known
  const made = voices.map(entryOf)
  INDEXES.set(voices, made)
  return made
}

function entryOf(voice: Voice): Entry {
  const codes = codesOf(voice)
  const languages = codes.flatMap(code => [englishLanguageName(code) ?? '', ownLanguageName(code) ?? ''])
  const language = [voice.LanguageName, ...languages, ...codes.flatMap(regionNames)].flatMap(wordsOf)
  return {
    voice,
    name: [...wordsOf(voice.Name), ...wordsOf(voice.Id)],
    language: [...new Set(language)],
    other: [
      ...codes.map(fold),
      ...codes.flatMap(code => fold(code).split('-')),
      fold(voice.Gender),
      ...voice.SupportedEngines,
    ],
  }
}

function wordsOf(text: string): string[] {
  const folded = fold(text).match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []
  return [...folded]
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæøœłđðþıə]/g, letter => PLAIN[letter] ?? letter)
}
