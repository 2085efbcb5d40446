import { type Automaton, createAutomaton } from './automaton'
import type { Lexeme, ParsedLexicon } from './pls'

/** Where a lexeme stands in a text, as UTF-16 offsets, end exclusive, and what is said for it. */
export type LexemeMatch = {
  readonly start: number
  readonly end: number
  readonly alias?: string | undefined
  readonly ipa?: string | undefined
}

type Finder = { readonly automaton: Automaton; readonly lexemes: readonly Lexeme[] }

/** By the lexicons of a request, and by language: a document with many runs of text builds one. */
const FINDERS = new WeakMap<readonly ParsedLexicon[], Map<string, Finder>>()

/**
 * Finds the lexemes that apply to a text, in order and without overlap: whole
 * words, or several in one grapheme, the longest where two begin together.
 * Linear in the length of the text; what is built of the lexicons is kept with
 * their array.
 *
 * - A lexicon counts where its language is the text's, or that without its
 *   region (Polly, LexiconAttributes, LanguageCode).
 * - The first lexicon for a grapheme counts, and in it the first lexeme (Polly,
 *   Using multiple lexicons; Using the PutLexicon operation, Example 2).
 * - Case counts, except that "pecan" is found as "Pecan" too, where no lexeme is
 *   for that (same place, Example 1).
 * - A replacement is final: no lexeme applies within it (Example 2).
 *
 * @param language A Polly LanguageCode such as `en-US`.
 * @param lexicons In the order of the request's LexiconNames.
 */
export function lexemesIn(text: string, language: string, lexicons: readonly ParsedLexicon[]): LexemeMatch[] {
  const { plain, offsets } = singleSpaced(text)
  const { automaton, lexemes } = finderFor(language, lexicons)
  const isEdge = memoised(plain.length + 1, at => isWordEdge(plain, at))
  /** For each start the end of the longest, and its lexeme; 0 where none starts. */
  const ends = new Uint32Array(plain.length)
  const indexes = new Uint32Array(plain.length)
  automaton.find(plain, (start, end, index) => {
    if (!isEdge(end) || !isEdge(start)) return
    ends[start] = end
    indexes[start] = index
  })

  const matches: LexemeMatch[] = []
  for (let start = 0; start < plain.length; start++) {
    const end = ends[start] ?? 0
    const lexeme = lexemes[indexes[start] ?? 0]
    if (end === 0 || !lexeme) continue
    const { graphemes: _, ...replacement } = lexeme
    // A grapheme neither begins nor ends with white space: its last unit is one of the text.
    matches.push({ start: offsets[start] ?? 0, end: (offsets[end - 1] ?? 0) + 1, ...replacement })
    start = end - 1
  }
  return matches
}

function finderFor(language: string, lexicons: readonly ParsedLexicon[]): Finder {
  const built = FINDERS.get(lexicons) ?? new Map<string, Finder>()
  FINDERS.set(lexicons, built)
  const finder = built.get(language) ?? createFinder(language, lexicons)
  built.set(language, finder)
  return finder
}

function createFinder(language: string, lexicons: readonly ParsedLexicon[]): Finder {
  const byGrapheme = lexemesByGrapheme(language, lexicons)
  return { automaton: createAutomaton([...byGrapheme.keys()]), lexemes: [...byGrapheme.values()] }
}

function lexemesByGrapheme(language: string, lexicons: readonly ParsedLexicon[]): Map<string, Lexeme> {
  const byGrapheme = new Map<string, Lexeme>()
  for (const lexicon of lexicons) {
    if (lexicon.language !== language && lexicon.language !== language.replace(/-.*/, '')) continue
    for (const lexeme of lexicon.lexemes) {
      for (const grapheme of lexeme.graphemes) {
        if (!byGrapheme.has(grapheme)) byGrapheme.set(grapheme, lexeme)
      }
    }
  }
  for (const [grapheme, lexeme] of [...byGrapheme]) {
    const capitalised = grapheme.replace(/^./u, initial => initial.toUpperCase())
    if (!byGrapheme.has(capitalised)) byGrapheme.set(capitalised, lexeme)
  }
  return byGrapheme
}

/** The text with each run of white space as one space, and for each of its units the offset in the text. */
function singleSpaced(text: string): { plain: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(text.length)
  let plain = ''
  for (const { 0: run, index } of text.matchAll(/\s+|\S+/g)) {
    const kept = /^\s/.test(run) ? ' ' : run
    for (let unit = 0; unit < kept.length; unit++) offsets[plain.length + unit] = index + unit
    plain += kept
  }
  return { plain, offsets }
}

/** Asks once for each place below `count`. */
function memoised(count: number, ask: (at: number) => boolean): (at: number) => boolean {
  const known = new Uint8Array(count)
  return at => {
    const answer = known[at] || (ask(at) ? 2 : 1)
    known[at] = answer
    return answer === 2
  }
}

const JOINS = /[\p{L}\p{M}\p{N}_\u200C\u200D]/u
/** Written without spaces between words: each of these may begin or end one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const CONTINUES = /[\p{M}\p{Emoji_Modifier}\u200D]/u

/**
 * Whether a word may begin or end there. "don't" is one word, so that "Don" is
 * not in it; the "'s" of "Bob's" is not a part of the word.
 */
function isWordEdge(text: string, at: number): boolean {
  const before = characterBefore(text, at)
  const after = characterAt(text, at)
  if (before === '' || after === '') return true
  // Half of a surrogate pair, a mark of its letter, the rest of an emoji
  if (characterAt(text, at - 1).length === 2 || CONTINUES.test(after) || before === '\u200D') return false
  if (!joins(before)) return true
  if (/['’]/.test(after))
    return !joins(characterAt(text, at + 1)) || /^.s(?!\p{L})/iu.test(text.slice(at, at + 4))
  return !joins(after)
}

function joins(character: string): boolean {
  return JOINS.test(character) && !UNSPACED.test(character)
}

/** The code point that begins there; empty at the end of the text. */
function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function characterBefore(text: string, at: number): string {
  const pair = characterAt(text, at - 2)
  return pair.length === 2 ? pair : text.slice(Math.max(0, at - 1), at)
}
