import type { Flite } from './flite'

/** Words whose phones are remembered: those of a long novel. */
const MAX_KNOWN = 20_000

export type PhonesOf = (words: readonly string[]) => (readonly string[])[]

/**
 * The phones that Flite gives to each word by itself. New words are asked for
 * together, in one short pass of its fastest voice; all voices share the lexicon.
 *
 * @see alignPhones, which is what they are for.
 */
export function createPhonesOf(flite: Flite): PhonesOf {
  const known = new Map<string, readonly string[]>()

  return words => {
    const unknown = [...new Set(words.filter(word => !known.has(word)))]
    if (known.size + unknown.length > MAX_KNOWN) known.clear()
    for (const [word, phones] of ask(flite, unknown)) known.set(word, phones)
    return words.map(word => known.get(word) ?? [])
  }
}

/** A full stop after each word makes a phrase of it, and phrases are told apart by pauses. */
function ask(flite: Flite, words: readonly string[]): [string, readonly string[]][] {
  if (words.length === 0) return []
  const phrases = flite
    .phones(words.map(word => `${word}.`).join(' '))
    .join(' ')
    .split('pau')
    .map(phrase => phrase.trim())
    .filter(phrase => phrase !== '')
  if (phrases.length === words.length) {
    return words.map((word, i) => [word, (phrases[i] as string).split(' ')])
  }
  // One of them is silent, or two phrases: asked one by one, each has what it gets.
  if (words.length === 1) return [[words[0] as string, phrases.join(' ').split(' ').filter(Boolean)]]
  const half = words.length >> 1
  return [...ask(flite, words.slice(0, half)), ...ask(flite, words.slice(half))]
}
