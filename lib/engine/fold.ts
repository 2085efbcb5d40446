import { CURRENCIES, LETTERS, SYMBOLS } from './fold-tables'

/** A longer run without a space makes Flite slow, and beyond thousands overflows its stack. */
const MAX_WORD_LENGTH = 60

const SIGNS = `[${Object.keys(CURRENCIES).join('')}]`
const AMOUNT = String.raw`(?<!\d)(\d[\d,]*)(?:\.(\d+))?(\s?(?:million|billion|trillion)\b)?`
const SIGN_FIRST = new RegExp(String.raw`(${SIGNS})\s?${AMOUNT}`, 'g')
const SIGN_LAST = new RegExp(String.raw`${AMOUNT}\s?(${SIGNS})`, 'g')
const SIGN_ALONE = new RegExp(SIGNS, 'g')
const SUPERSCRIPT_POWER = /(\d)([⁰¹⁴-⁹]|[⁰¹²³⁴-⁹]{2,})/g
const LONG_WORD = new RegExp(`[^ ]{${MAX_WORD_LENGTH}}(?=[^ ])`, 'g')

/**
 * Any Unicode text as printable ASCII that Flite reads as a person would:
 * quotes and dashes made plain, symbols and currencies put into words, accents
 * taken off, what it has no way to say (emoji, other scripts, controls) left
 * out. Words longer than 60 characters are broken. Never throws.
 *
 * @returns Characters U+0020 to U+007E only, without spaces at the ends or doubled.
 */
export function fold(text: string): string {
  return text
    .toWellFormed()
    .replace(SIGN_FIRST, (_, sign, whole, part, scale) => money(sign, whole, part, scale))
    .replace(SIGN_LAST, (_, whole, part, scale, sign) => money(sign, whole, part, scale))
    .replace(SIGN_ALONE, sign => ` ${CURRENCIES[sign]?.many} `)
    .replace(/°\s?C\b/g, ' degrees Celsius')
    .replace(/°\s?F\b/g, ' degrees Fahrenheit')
    .replace(/(\d)\s*([¼-¾⅐-⅞])/g, '$1 and $2')
    .replace(/(\d)\s*[–‒]\s*(?=\d)/g, '$1 to ')
    .replace(/\s*[—―⸺]\s*|\s+[–‒]\s+/g, ', ')
    .replace(SUPERSCRIPT_POWER, '$1 to the power of $2')
    .replace(/[^\x20-\x7e]/g, sign => SYMBOLS[sign] ?? LETTERS[sign] ?? sign)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replaceAll('\u2044', '/') // the fraction slash, left by decomposed fractions
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(LONG_WORD, '$& ')
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[,;.!?])/g, '')
    .trim()
}

/** Whether Flite utters a sound for a folded text. It names these symbols; all others only shape the voice. */
export function isSpeakable(folded: string): boolean {
  return /[A-Za-z0-9@#&+=/^~|\\_*%$]/.test(folded)
}

/** "€5.50" → "5 euros and 50 cents", "€2.5 million" → "2.5 million euros", "£1" → "1 pound". */
function money(sign: string, whole: string, part: string | undefined, scale: string | undefined): string {
  const currency = CURRENCIES[sign]
  if (!currency) return sign
  if (scale) return ` ${whole}${part ? `.${part}` : ''} ${scale.trim()} ${currency.many} `
  const amount = ` ${whole} ${whole === '1' ? currency.one : currency.many} `
  if (!part || /^0+$/.test(part)) return amount
  if (part.length !== 2 || !currency.cents) return ` ${whole}.${part} ${currency.many} `
  return whole === '0'
    ? ` ${Number(part)} ${currency.cents} `
    : `${amount}and ${Number(part)} ${currency.cents} `
}
