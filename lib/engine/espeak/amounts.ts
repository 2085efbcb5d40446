import { currencyName, degreesName, minusName } from './names'
import { clean, MAX_WORD, narrow, type Piece } from './pieces'

/** What is said for some pieces, and the first piece after them. */
export type Taken = { spoken: string; next: number }

/** A language as a code with region, and without: `fr-FR`, `fr`. */
export type Language = { code: string; main: string }

/** Languages that write "1 234" for one number (CLDR). */
const SPACE_GROUPS = new Set(
  'af be bg cs eo et fi fr hu hy ka kk lt lv nb nn no pl pt ru sk sq sv uk'.split(' '),
)

const DATE = /^0?(\d{1,2})\.0?(\d{1,2})\.(\d{4}|\d{2})$/

/**
 * An amount that begins at `from`: "€5", "1 234,50 €", "−5 °C", "20 %", "3/5/2024".
 *
 * @returns Undefined where none begins.
 */
export function takeAmount(pieces: readonly Piece[], from: number, language: Language): Taken | undefined {
  const first = pieces[from]
  if (first?.kind === 'currency') return takeCurrencyFirst(pieces, from, language)
  if (first?.kind === 'number') return takeQuantity(pieces, from, language)
  if (!isMinus(pieces, from)) return undefined
  const quantity = takeQuantity(pieces, from + 1, language)
  return { ...quantity, spoken: `${minusName(language.main)} ${quantity.spoken}` }
}

/** A dash before a number, after a space or at the start. */
function isMinus(pieces: readonly Piece[], at: number): boolean {
  const before = pieces[at - 1]
  return (
    /^[-−–]$/.test(pieces[at]?.text ?? '') &&
    pieces[at + 1]?.kind === 'number' &&
    (before === undefined || before.kind === 'space')
  )
}

/** "€5" is said as "5 €". */
function takeCurrencyFirst(pieces: readonly Piece[], from: number, language: Language): Taken {
  const sign = clean(pieces[from]?.text ?? '')
  const at = afterSpace(pieces, from + 1)
  if (pieces[at]?.kind !== 'number') return { spoken: currencyName(sign, '', language.code), next: from + 1 }
  const number = takeNumber(pieces, at, language.main)
  return { ...number, spoken: `${number.spoken} ${currencyName(sign, number.spoken, language.code)}` }
}

/** A number with what it counts, if that is a sign. */
function takeQuantity(pieces: readonly Piece[], from: number, language: Language): Taken {
  const number = takeNumber(pieces, from, language.main)
  const at = afterSpace(pieces, number.next)
  const unit = pieces[at]
  const next = at + 1
  if (unit?.kind === 'currency' && pieces[next]?.kind !== 'number') {
    const name = currencyName(clean(unit.text), number.spoken, language.code)
    return { spoken: `${number.spoken} ${name}`, next }
  }
  const sign = unit?.kind === 'sign' ? narrow(unit.text) : ''
  const scale = sign === '°' ? pieces[next]?.text : undefined
  if (scale === 'C' || scale === 'F') {
    const name = degreesName(number.spoken, language.code, scale === 'C' ? 'celsius' : 'fahrenheit')
    return { spoken: `${number.spoken} ${name}`, next: next + 1 }
  }
  // The Chinese languages say the percent first.
  if (sign === '%' && language.main === 'zh') return { spoken: `百分之${number.spoken}`, next }
  if (sign === '%' && language.main === 'yue') return { spoken: `百分之${number.spoken}`, next }
  return /^[%‰°]$/.test(sign) ? { spoken: `${number.spoken} ${sign}`, next } : number
}

function afterSpace(pieces: readonly Piece[], at: number): number {
  return pieces[at]?.kind === 'space' ? at + 1 : at
}

/** Digits with what groups and parts them: "1 234,50", "12:30", "3/5/2024", "12-én". */
function takeNumber(pieces: readonly Piece[], from: number, main: string): Taken {
  // The dots of a date would be spoken.
  let spoken = clean(pieces[from]?.text ?? '').replace(DATE, '$1 $2 $3')
  let next = from + 1
  while (spoken.length < MAX_WORD) {
    const between = narrow(pieces[next]?.text ?? '')
    const after = pieces[next + 1]
    const more = clean(after?.text ?? '')
    if (after?.kind === 'number' && groups(between, main)) {
      if (!/^\p{Nd}{3}(?!\p{Nd})/u.test(more) || !/^\p{Nd}+$/u.test(spoken)) break
      spoken += more
    } else if (after?.kind === 'number' && between === ':') spoken += `:${more}`
    else if (after?.kind === 'number' && /^[-–‑‐/]$/.test(between)) spoken += ` ${more}`
    else if (after?.kind === 'word' && /^[-‑‐]$/.test(between)) spoken += `-${more}`
    else break
    next += 2
  }
  return { spoken, next }
}

/** Whether a space may stand within a number: a narrow or unbreakable one anywhere, a plain one in some languages. */
function groups(space: string, main: string): boolean {
  return /^[\u00a0\u202f\u2009]$/.test(space) || (space === ' ' && SPACE_GROUPS.has(main))
}
