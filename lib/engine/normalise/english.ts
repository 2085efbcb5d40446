import type { Token } from '../script'
import { readAbbreviation } from './abbreviations'
import { readShortName } from './calendar'
import { readMeridiem } from './clock'
import type { Context } from './context'
import { readAddress, readTag } from './internet'
import { spell } from './letters'
import { readUnit } from './measures'
import { areMoney, readMoney, readScale } from './money'
import type { Variant } from './numbers'
import { readNumeral } from './numerals'
import { readEmoticon, readPicture } from './pictures'
import { type Piece, piecesOf } from './pieces'
import { readRoman } from './roman'
import { sentences } from './sentences'
import { readOperator, readSymbol } from './symbols'
import { sayTelephone } from './telephone'
import { readWords } from './words'

/**
 * English text as it is read aloud: numbers, dates, amounts, abbreviations,
 * addresses and pictures in words. Linear in the length of the text.
 *
 * A token covers a word without the quotes, brackets and stops around it, as
 * Polly's word marks do; `spoken` has lower-case letters, apostrophes and single
 * spaces only, and a few hundred of them at most. Every stretch without space has
 * a token, empty where nothing is heard: other scripts, mere punctuation.
 *
 * @param text Any Unicode.
 * @param variant How dates are ordered, and numbers and the letter z are said.
 * @returns Tokens in order, which do not overlap. Offsets are UTF-16, end exclusive.
 */
export function normaliseEnglish(text: string, variant: Variant = 'en-US'): Token[] {
  const pieces = piecesOf(text)
  const contexts = contextsOf(text, pieces, variant)
  const tokens: Token[] = []
  for (let i = 0; i < pieces.length; i++) {
    const [piece, context] = [pieces[i], contexts[i]]
    if (!piece || !context) continue
    const after = pieces[i + 1]
    const amount = after && context.next !== '' ? readJoined(text, piece, after, context) : undefined
    const last = amount && after ? after : piece
    const reading = amount ? { spoken: amount, takesStop: false } : read(text, piece, pieces[i - 1], context)
    if (amount) i++
    const end = last.end + (reading.takesStop ? 1 : 0)
    // The stop of an abbreviation ends the sentence too, where this is its last word.
    const gap = text.slice(
      last.end + (reading.takesStop && !contexts[i]?.ends ? 1 : 0),
      pieces[i + 1]?.start ?? text.length,
    )
    const betweenGroups = piece.kind === 'telephone' && after?.kind === 'telephone'
    // "1. First": the number of a list ends no sentence.
    const isListed = context.starts && !context.ends && /^\d{1,3}$/.test(piece.core) && /^\.\s/.test(gap)
    const punctuation = betweenGroups || isListed ? ',' : punctuationOf(gap, contexts[i]?.ends ?? true)
    const spoken = clean(reading.spoken)
    // A dash between spaces is heard as a rest after the word before.
    if (spoken === '' && /[–—―…]|--|\.\./.test(piece.core) && context.previous !== '') restBefore(tokens)
    tokens.push({ start: piece.start, end, spoken, punctuation })
  }
  return tokens
}

type Reading = {
  spoken: string
  /** The full stop after it belongs to the word. */
  takesStop: boolean
}

function read(text: string, piece: Piece, before: Piece | undefined, context: Context): Reading {
  const { core, kind } = piece
  if (kind === 'picture') return { spoken: isEcho(piece, before) ? '' : readPicture(core), takesStop: false }
  if (kind === 'emoticon') return { spoken: readEmoticon(core) ?? '', takesStop: false }
  if (kind === 'address') return { spoken: readAddress(core, context), takesStop: false }
  if (kind === 'telephone')
    return { spoken: /\d/.test(core) ? sayTelephone(core) : readWords(core, context), takesStop: false }
  if (!/[\p{L}\p{N}]/u.test(core)) {
    return { spoken: readOperator(core, context) ?? readSymbol(core) ?? '', takesStop: false }
  }
  const dotted = text[piece.end] === '.' && text[piece.end + 1] !== '.'
  const short = readAbbreviation(core, dotted, context) ?? readShortName(core, dotted, context)
  if (short !== undefined) return { spoken: short, takesStop: dotted }
  const spoken =
    readNumeral(core, context) ??
    readMeridiem(core, context) ??
    readScale(core, context) ??
    readUnit(core, context) ??
    readRoman(core, context) ??
    readOperator(core, context) ??
    readTag(core, context) ??
    readSymbol(core) ??
    readWords(core, context)
  // The initials of a name: the stop is theirs.
  const isInitial = dotted && !context.ends && /^[A-Z]$/.test(core)
  // "a 5-lb. bag": the stop is the unit's.
  const isUnit = dotted && !context.ends && /\d-?[a-z]{1,4}$/.test(core)
  return { spoken: isInitial ? spell(core, context.variant) : spoken, takesStop: isInitial || isUnit }
}

/** Three times the same face is said once. */
function isEcho(piece: Piece, before: Piece | undefined): boolean {
  return before?.kind === 'picture' && before.core === piece.core
}

/** An amount whose sign or code stands apart: "US$ 20", "20 EUR". */
function readJoined(text: string, piece: Piece, after: Piece, context: Context): string | undefined {
  if (piece.kind !== 'text' || after.kind !== 'text' || !areMoney(piece.core, after.core)) return undefined
  if (!/^[^\S\n]{1,3}$/.test(text.slice(piece.end, after.start))) return undefined
  return readMoney(`${piece.core}${after.core}`, { variant: context.variant, next: context.nextButOne })
}

function contextsOf(text: string, pieces: readonly Piece[], variant: Variant): Context[] {
  const spans = sentences(text, 'en')
  let at = 0
  const owners = pieces.map(piece => {
    while (at < spans.length - 1 && (spans[at + 1]?.start ?? Infinity) <= piece.start) at++
    return at
  })
  const shouted = spans.map(span => isShouted(text.slice(span.start, span.end)))
  let quotes = 0
  return pieces.map((piece, i) => {
    const owner = owners[i]
    const near = (j: number) => (owners[j] === owner ? (pieces[j]?.core ?? '') : '')
    const lead = text.slice(pieces[i - 1]?.end ?? 0, piece.start)
    quotes += lead.split('"').length - 1
    const first = (j: number) => owners[j] !== owners[j - 1]
    return {
      variant,
      previous: near(i - 1),
      beforePrevious: near(i - 2),
      next: near(i + 1),
      nextButOne: near(i + 2),
      starts: first(i) || /[:"“‘([—]\s*["“‘([]*$/.test(lead.slice(-4)),
      previousStarts: i > 0 && first(i - 1),
      ends: owners[i + 1] !== owner,
      bracketed: /[([]$/.test(lead) && /[)\]]/.test(text[piece.end] ?? ''),
      quoted: quotes % 2 === 1,
      shouted: shouted[owner ?? 0] ?? false,
    }
  })
}

/** Two words in capitals and none in small letters, or three and more that outnumber them. */
function isShouted(sentence: string): boolean {
  const capitals = sentence.match(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu)?.length ?? 0
  const small = sentence.match(/(?<!\p{L})\p{Lu}?\p{Ll}+/gu)?.length ?? 0
  return small === 0 ? capitals >= 2 : capitals >= 3 && capitals > small
}

function punctuationOf(gap: string, ends: boolean): Token['punctuation'] {
  if (/[?？؟]/.test(gap)) return '?'
  if (/[!！]/.test(gap)) return '!'
  // An ellipsis within a sentence is a rest.
  if (/…|\.{2,}/.test(gap)) return ends ? '.' : ','
  if (/[.。]/.test(gap)) return '.'
  if (/[;；]/.test(gap)) return ';'
  if (/[:：]/.test(gap)) return ':'
  return /[,、，—―⸺]|--|\s[–([]|^[^([]*[)\]]\s/.test(gap) ? ',' : ''
}

function restBefore(tokens: Token[]): void {
  const last = tokens.pop()
  if (last) tokens.push(last.punctuation === '' ? { ...last, punctuation: ',' } : last)
}

/** The last care: only what every voice can be given. */
function clean(spoken: string): string {
  return spoken
    .toLowerCase()
    .replace(/[^a-z' ]/g, ' ')
    .replace(/(?<![a-z])'+|'+(?![a-z])/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}
