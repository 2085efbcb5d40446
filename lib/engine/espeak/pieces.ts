/** A piece of a text as its language breaks it (UAX 29); offsets are UTF-16. */
export type Piece = {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly kind: 'number' | 'word' | 'sign' | 'currency' | 'space' | 'other'
}

/** Longer runs without a space are cut: no language has such words, and each is a step of the synthesiser. */
export const MAX_WORD = 80

const NUMBER = /^\p{Nd}[\p{Nd}.,'’٫٬]*$/u
const CURRENCY = /^\p{Sc}$/u
/** Signs that eSpeak NG has words for in most languages. */
const SIGN = /^[&+=@%‰×÷°√∞§©®™\p{No}]+$/u

/** @param text Any Unicode. */
export function piecesOf(text: string, language: string): Piece[] {
  const pieces: Piece[] = []
  const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(text)
  for (const { segment, index, isWordLike } of segments) {
    let start = index
    // UAX 29 takes the narrow space of numbers and of French punctuation for a part of words.
    for (const part of segment.split(/(\u202f+)/)) {
      const kind = kindOf(part, isWordLike ?? false)
      const max = kind === 'word' || kind === 'number' ? MAX_WORD : part.length
      for (let at = 0; at < part.length; ) {
        const end = wholeCharacters(part, at + max)
        pieces.push({ start: start + at, end: start + end, text: part.slice(at, end), kind })
        at = end
      }
      start += part.length
    }
  }
  return pieces
}

/** @returns Where a cut near `at` breaks no surrogate pair; the end, at most. */
function wholeCharacters(text: string, at: number): number {
  if (at >= text.length) return text.length
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff ? at + 1 : at
}

function kindOf(segment: string, isWordLike: boolean): Piece['kind'] {
  if (isWordLike && /^\p{L}/u.test(segment)) return 'word'
  if (/^\s/.test(segment)) return 'space'
  const plain = narrow(segment)
  if (NUMBER.test(plain)) return 'number'
  if (CURRENCY.test(plain)) return 'currency'
  if (SIGN.test(plain)) return 'sign'
  // Emoji are not word-like, and nor is a mark that stands alone.
  return isWordLike && /[\p{L}\p{N}]/u.test(plain) ? 'word' : 'other'
}

/** Full-width forms as what they stand for. */
export function narrow(text: string): string {
  return /[\uff01-\uffe6]/.test(text) ? text.normalize('NFKC') : text
}

/** A word as the synthesiser is given it: without what only shapes the look, with plain apostrophes. */
export function clean(text: string): string {
  return (
    narrow(text)
      .toWellFormed()
      .normalize('NFC')
      // Joiners stay: Persian and the scripts of India are spelt with them.
      .replace(/\ufe0f|(?![\u200c\u200d])[\p{Cf}\p{Cc}\ufffd]/gu, '')
      .replace(/[’ʼ]/g, "'")
  )
}
