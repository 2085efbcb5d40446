import type { Token } from '../script'
import { type Language, type Taken, takeAmount } from './amounts'
import { localeOf } from './locale'
import { clean, MAX_WORD, narrow, type Piece, piecesOf } from './pieces'
import { punctuationOf, stronger } from './punctuation'

/** Languages in which "3." is an ordinal number (CLDR, and eSpeak NG's own rules). */
const ORDINAL_DOT = new Set('bs cs da de et eu fi hr hu is lv nb nn no pl sk sl sr tr'.split(' '))

type Draft = { -readonly [key in keyof Token]: Token[key] }

/**
 * What a stretch of text comes to in a language other than English: its words
 * in order, each with the punctuation after it. Numbers stay digits, as eSpeak
 * NG reads them by the language's rules; amounts get the currency's name.
 * Emoji and what has no sound are left out.
 *
 * @param text Any Unicode.
 * @param languageCode Polly's LanguageCode or BCP 47.
 * @returns Tokens whose offsets are UTF-16, in order, without overlap.
 */
export function wordsOf(text: string, languageCode: string): Token[] {
  const language: Language = { code: languageCode, main: localeOf(languageCode).language }
  const pieces = piecesOf(text, languageCode)
  const tokens: Draft[] = []
  let goesOn = false

  for (let i = 0; i < pieces.length; ) {
    const piece = pieces[i]
    const taken = takeToken(pieces, i, language)
    if (piece && taken?.spoken) {
      const end = pieces[taken.next - 1]?.end ?? piece.end
      // The synthesiser takes a dot before a capital for an end.
      const spoken = goesOn ? lowerFirst(taken.spoken, languageCode) : taken.spoken
      tokens.push({ start: piece.start, end, spoken, punctuation: '' })
      goesOn = false
    }
    const last = tokens.at(-1)
    if (!taken && last) goesOn = punctuate(last, pieces, i, language.main) || goesOn
    i = taken?.next ?? i + 1
  }
  return tokens
}

function takeToken(pieces: readonly Piece[], from: number, language: Language): Taken | undefined {
  const piece = pieces[from]
  if (piece?.kind === 'word') return takeCompound(pieces, from)
  return (
    takeAmount(pieces, from, language) ??
    (piece?.kind === 'sign' ? { spoken: clean(piece.text), next: from + 1 } : undefined)
  )
}

/** Words joined by hyphens are one: "dit-il". */
function takeCompound(pieces: readonly Piece[], from: number): Taken {
  let spoken = clean(pieces[from]?.text ?? '')
  let next = from + 1
  while (spoken.length < MAX_WORD && /^[-‐‑]$/.test(pieces[next]?.text ?? '')) {
    const after = pieces[next + 1]
    if (after?.kind !== 'word' && after?.kind !== 'number') break
    spoken += `-${clean(after.text)}`
    next += 2
  }
  return { spoken, next }
}

/**
 * Gives a word the punctuation that stands at `at`, if it is one.
 *
 * @returns Whether it was a dot after which the sentence goes on: it is then part of the word.
 */
function punctuate(token: Draft, pieces: readonly Piece[], at: number, main: string): boolean {
  const piece = pieces[at]
  if (piece?.kind !== 'other') return false
  const sign = narrow(piece.text)
  const after = pieces[at + 1]
  if (sign === '.' && token.end === piece.start && after?.kind === 'space') {
    const next = pieces[at + 2]
    const ordinal = ORDINAL_DOT.has(main) && /^\d{1,2}$/.test(token.spoken)
    if (next?.kind === 'word' && (ordinal || /^\p{Ll}/u.test(next.text))) {
      token.spoken += '.'
      token.end = piece.end
      return true
    }
  }
  // Within an address or the like.
  if (/^[.,:;!?]$/.test(piece.text) && (after?.kind === 'word' || after?.kind === 'number')) return false
  const spaced = pieces[at - 1]?.kind === 'space' || after?.kind === 'space'
  token.punctuation = stronger(token.punctuation, punctuationOf(sign, main, spaced))
  return false
}

function lowerFirst(spoken: string, language: string): string {
  const [first = ''] = spoken
  return first.toLocaleLowerCase(language) + spoken.slice(first.length)
}
