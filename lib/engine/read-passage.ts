import type { Style, Token, Word } from './script'
import { homograph } from './ssml/homographs'
import type { Passage, Run } from './ssml/passages'

/** A stretch of a text, in UTF-16 units: start inclusive, end exclusive. */
export type Stretch = { readonly start: number; readonly end: number }

/** A word or words that a lexicon replaces by others (alias) or pronounces (IPA). */
export type Lexeme = Stretch & { readonly alias?: string | undefined; readonly ipa?: string | undefined }

/** How a language is read. Whatever is a list is in order, without overlap. */
export type Readers = {
  /** A token of which nothing is spoken passes its punctuation on to the word before. */
  readonly normalise: (text: string, language: string) => readonly Token[]
  /** How say-as reads its content: null for a bleep, undefined where it is read like any text. */
  readonly sayAs: (
    content: string,
    how: { interpretAs: string; format?: string | undefined },
    language: string,
  ) => string | null | undefined
  /** Space around a sentence does not matter. */
  readonly sentences: (text: string, language: string) => readonly Stretch[]
  /** @default none */
  readonly lexemes?: ((text: string, language: string) => readonly Lexeme[]) | undefined
}

/** A word whose offsets are those of its passage's text. */
export type Spoken = Stretch & Omit<Word, 'kind' | 'value'>

/** A sentence of a passage's text, without the space around it. */
export type SpokenSentence = Stretch & { readonly words: readonly Spoken[] }

/**
 * Reads a passage: its sentences with their words, in order. Nothing that is
 * said as a whole is parted. A change of style or a break parts words, a mark
 * does not.
 */
export function* readPassage(
  passage: Passage,
  language: string,
  readers: Readers,
): Generator<SpokenSentence> {
  const { text, runs } = passage
  if (text.trim() === '') return
  const breaks = passage.events.flatMap(({ at, item }) => (item.kind === 'break' ? [at] : []))
  let run = 0
  let cut = 0
  let from = 0
  for (const sentence of readers.sentences(text, language)) {
    const words = new SentenceWords(readers)
    let at = Math.max(from, sentence.start)
    const start = at
    while (at < sentence.end) {
      while ((runs[run]?.to ?? text.length) <= at && run < runs.length - 1) run++
      while ((breaks[cut] ?? text.length) <= at && cut < breaks.length) cut++
      const current = runs[run]
      if (!current) break
      const to = current.whole ? current.to : Math.min(current.to, sentence.end, breaks[cut] ?? text.length)
      if (current.whole) words.addWhole(current, current.whole)
      else words.addPlain(text.slice(at, to), at, current.style, text.slice(to, sentence.end))
      at = Math.max(to, at + 1)
    }
    from = Math.max(from, at)
    const trimmed = trim(text, start, from)
    if (trimmed) yield { ...trimmed, words: words.spoken }
  }
}

class SentenceWords {
  readonly spoken: Spoken[] = []
  readonly #readers: Readers

  constructor(readers: Readers) {
    this.#readers = readers
  }

  /** Text of one style that begins at an offset of the passage, and what follows it in its sentence. */
  addPlain(text: string, offset: number, style: Style, following: string): void {
    this.#punctuate(text, style)
    let at = 0
    for (const lexeme of this.#readers.lexemes?.(text, style.language) ?? []) {
      this.#addTokens(text.slice(at, lexeme.start), offset + at, style, text.slice(lexeme.start))
      this.spoken.push({
        start: offset + lexeme.start,
        end: offset + lexeme.end,
        spoken: this.#said(lexeme.alias ?? text.slice(lexeme.start, lexeme.end), style),
        ipa: lexeme.ipa,
        punctuation: '',
        style,
      })
      at = lexeme.end
      this.#punctuate(text.slice(at), style)
    }
    this.#addTokens(text.slice(at), offset + at, style, following)
  }

  addWhole({ from, to, style }: Run, { content, reading }: NonNullable<Run['whole']>): void {
    const start = from + content.length - content.trimStart().length
    const end = content === '' ? to : from + content.trimEnd().length
    const word = { start, end, punctuation: '', style } as const
    switch (reading.kind) {
      case 'alias':
        this.spoken.push({ ...word, spoken: this.#said(reading.alias, style) })
        break
      case 'ipa':
        this.spoken.push({ ...word, spoken: this.#said(content, style), ipa: reading.ipa })
        break
      case 'role': {
        const ipa = homograph(content.trim(), reading.role, style.language)
        this.#addHeard({ ...word, spoken: this.#said(content, style), ipa })
        break
      }
      case 'say-as': {
        const said = this.#readers.sayAs(content.trim(), reading, style.language)
        if (said === null) this.spoken.push({ ...word, spoken: '', bleep: true })
        else this.#addHeard({ ...word, spoken: said ?? this.#said(content, style) })
      }
    }
  }

  #addHeard(word: Spoken): void {
    if (word.spoken !== '') this.spoken.push(word)
  }

  #addTokens(text: string, offset: number, style: Style, following: string): void {
    for (const token of this.#readers.normalise(text + standIn(text, following), style.language)) {
      const { spoken, punctuation } = token
      if (token.start >= text.length) break
      if (spoken === '') {
        this.#setPunctuation(punctuation)
        continue
      }
      const { start, end } = withoutPunctuation(text, token)
      this.spoken.push({ start: offset + start, end: offset + end, spoken, punctuation, style })
    }
  }

  /** What a stretch begins with may belong to the word before: it is read behind a word, as its language reads it. */
  #punctuate(text: string, { language }: Style): void {
    const signs = LEADING_SIGNS.exec(text.slice(0, MAX_SIGNS))?.[0] ?? ''
    if (this.spoken.length === 0 || !/\p{P}/u.test(signs)) return
    this.#setPunctuation(this.#readers.normalise(`so${signs}`, language)[0]?.punctuation ?? '')
  }

  #setPunctuation(punctuation: Word['punctuation']): void {
    const last = this.spoken.at(-1)
    if (last?.punctuation === '') this.spoken[this.spoken.length - 1] = { ...last, punctuation }
  }

  /** All of a text as words. */
  #said(text: string, { language }: Style): string {
    const tokens = this.#readers.normalise(text, language)
    return tokens.flatMap(({ spoken }) => (spoken === '' ? [] : [spoken])).join(' ')
  }
}

/** A word for the one that follows, as "A" is an article and "St." a saint before another word only. */
function standIn(text: string, following: string): string {
  if (!/(?:^|\s)(?:A|\p{L}+\.)\s+$/u.test(text.slice(-MAX_SIGNS)) || !/^\p{L}/u.test(following)) return ''
  return /^\p{Lu}/u.test(following) ? 'Mary' : 'word'
}

/** Signs that no word follows at once, but in scripts without spaces: ".5" is a number. */
const LEADING_SIGNS = /^[^\p{L}\p{N}]*(?=\s|$|\p{Lo})/u
const MAX_SIGNS = 16

function trim(text: string, start: number, end: number): Stretch | undefined {
  const part = text.slice(start, end)
  if (part.trim() === '') return undefined
  return { start: start + part.length - part.trimStart().length, end: start + part.trimEnd().length }
}

const OPENING = new Set('"\'“”‘’„‚«»‹›()[]{}<>¿¡*_「」『』《》（）—–-')
const CLOSING = new Set('"\'“”‘’«»‹›()[]{}<>*_「」『』《》（）')
const STOPS = new Set(',;:.?!…—–-、。，；：？！،؛؟।॥')

/**
 * Where the word itself stands in a token: marks carry no punctuation (Polly,
 * Speech mark output). The full stop of an abbreviation stays: it is no
 * punctuation of the sentence.
 */
function withoutPunctuation(text: string, { start, end, punctuation }: Token): Stretch {
  let first = start
  let last = end
  while (first < last && OPENING.has(text.charAt(first))) first++
  const isAfter = (character: string) =>
    CLOSING.has(character) || (punctuation !== '' && STOPS.has(character))
  while (last > first && isAfter(text.charAt(last - 1))) last--
  return /[\p{L}\p{N}]/u.test(text.slice(first, last)) ? { start: first, end: last } : { start, end }
}
