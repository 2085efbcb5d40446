/**
 * A script: what is to be spoken, in order, with where each part stands in the
 * request's text. Text and SSML both become one; voices perform it.
 * Types only. Every offset counts UTF-16 units in the request's text as it was
 * sent, tags included: start inclusive, end exclusive.
 */

/** How a stretch is spoken: the sum of the tags around it. */
export type Style = {
  /** Language of the stretch: a Polly LanguageCode such as `en-US`. */
  readonly language: string
  /** Speed as a factor of the voice's own, 0.2 to 5. */
  readonly rate: number
  /** Fundamental frequency as a factor of the voice's own, 0.5 to 2. */
  readonly pitch: number
  /** Level in dB relative to the voice's own; -Infinity is silent. */
  readonly gainDb: number
  /** Length of the vocal tract as a factor, 0.5 to 2 (amazon:effect vocal-tract-length). */
  readonly vocalTract: number
  /** Dynamic range compression (amazon:effect drc). */
  readonly drc: boolean
  /** The span, if any, that must not last longer (amazon:max-duration); words of one span share the object. */
  readonly maxDuration?: { readonly ms: number } | undefined
}

export type Word = {
  readonly kind: 'word'
  readonly start: number
  readonly end: number
  /** The source as it stands there: what a word mark shows. */
  readonly value: string
  /** What the voice is given: English as lower-case ASCII words separated by spaces; other languages as written. Empty: not heard. */
  readonly spoken: string
  /** How to pronounce it, in IPA, where a phoneme tag or a lexicon says so: `spoken` is then only for voices that cannot. */
  readonly ipa?: string | undefined
  /** A tone in place of the word (say-as expletive). */
  readonly bleep?: boolean | undefined
  /** Punctuation that shapes the melody after the word: one of , ; : . ? ! or none. */
  readonly punctuation: '' | ',' | ';' | ':' | '.' | '?' | '!'
  readonly style: Style
}

/** Begins a sentence; the words up to the next `sentence` belong to it. */
export type Sentence = {
  readonly kind: 'sentence'
  readonly start: number
  readonly end: number
  readonly value: string
}

/** Silence of that length in ms, 0 to 10,000. `start` to `end` is its tag, where it has one: Polly marks that as a word. */
export type Break = {
  readonly kind: 'break'
  readonly ms: number
  readonly start: number
  readonly end: number
  readonly value: string
}

/** A `<mark name="…"/>`; value is the name. */
export type Mark = {
  readonly kind: 'mark'
  readonly start: number
  readonly end: number
  readonly value: string
}

export type ScriptItem = Word | Sentence | Break | Mark
export type Script = readonly ScriptItem[]

/**
 * A token of plain text as a language reads it: what `normalise` makes of a
 * stretch of text. Offsets count within that stretch.
 */
export type Token = {
  readonly start: number
  readonly end: number
  /** Words as they are said, separated by spaces; empty where nothing is. */
  readonly spoken: string
  readonly punctuation: Word['punctuation']
}
