import { PhonemeError } from './error'
import { isLexiconPhone } from './flite'

/** How a word is to be said: phones of Flite, vowels with their digit of stress: `ax0 b aw1 t`. */
export type Addendum = { readonly word: string; readonly phones: readonly string[] }

/**
 * The content of a file of addenda to Flite's lexicon, by which it speaks given
 * phones within running text. For the command line:
 *
 *     flite -voice slt -add_lex FILE -t ' hello zuzoba again. ' -o OUT
 *
 * An entry comes before the built-in lexicon, in every voice and sentence
 * position; stress is kept and syllables are found by Flite itself. The
 * file holds only while the text's tokeniser leaves a word alone: it must be
 * letters (of either case in the text, lower-case here) that look
 * pronounceable, or it is spelt out before any lexicon is asked:
 * {@link addendumWord} makes such words. A phone costs some 1.2 ms to speak,
 * so callers bound what they pass: 100 is a long word.
 *
 * @throws {PhonemeError} For a word other than lower-case letters, no phones, or one that the lexicon lacks.
 * @see https://github.com/festvox/flite src/lexicon/cst_lexicon.c, cst_lex_make_entry
 */
export function addenda(entries: readonly Addendum[]): string {
  return entries.map(line).join('')
}

function line({ word, phones }: Addendum): string {
  if (!/^[a-z]+$/.test(word)) throw new PhonemeError(`Cannot add "${word}" as it is not lower-case letters`)
  if (phones.length === 0) throw new PhonemeError(`Cannot add "${word}" as it has no phones`)
  const stranger = phones.find(phone => !isLexiconPhone(phone))
  if (stranger !== undefined) throw new PhonemeError(`Flite's lexicon has no phone "${stranger}"`)
  return `${word} : ${phones.join(' ')}\n`
}

const ONSETS = 'bdfgklmnprstvz'
const NUCLEI = 'aeiou'
const SYLLABLES = ONSETS.length * NUCLEI.length

/**
 * A word that no text has, to stand in a text for its `index`-th
 * pronunciation: `zuzoba`, `zuzobe`, … Six letters up to index 69, then two more
 * for each further power of 70.
 *
 * @param index From 0.
 */
export function addendumWord(index: number): string {
  let word = ''
  let rest = index
  do {
    const syllable = rest % SYLLABLES
    const nucleus = syllable % NUCLEI.length
    word = `${ONSETS.charAt((syllable - nucleus) / NUCLEI.length)}${NUCLEI.charAt(nucleus)}${word}`
    rest = Math.floor(rest / SYLLABLES)
  } while (rest > 0)
  return `zuzo${word}`
}
