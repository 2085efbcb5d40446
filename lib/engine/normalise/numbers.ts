/** Which English: spelling of dates and numbers differs. */
export type Variant = 'en-US' | 'en-GB'

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const SCALES = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion']
/** Beyond 10^15 nobody knows the names: digits are said one by one. */
const MAX_DIGITS = 15
const QUADRILLION = `1${'0'.repeat(15)}`

const IRREGULAR_ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** A number as people type it, signs and units apart: `7`, `1,200`, `3.14`, `.5`. To be used within a larger pattern. */
export const NUMBER = String.raw`(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)`

const WHOLE_NUMBER = new RegExp(`^${NUMBER}$`)

/** @param n 0 to 99. */
function belowHundred(n: number): string {
  if (n < 20) return SMALL[n] ?? ''
  const tens = TENS[Math.floor(n / 10)] ?? ''
  return n % 10 === 0 ? tens : `${tens} ${SMALL[n % 10]}`
}

/** @param n 1 to 999. */
function belowThousand(n: number, and: string): string {
  const hundreds = Math.floor(n / 100)
  const rest = n % 100
  if (hundreds === 0) return belowHundred(rest)
  const head = `${SMALL[hundreds]} hundred`
  return rest === 0 ? head : `${head}${and} ${belowHundred(rest)}`
}

/** "4207" → "four two zero seven". What is no digit is passed over. */
export function digitByDigit(digits: string): string {
  return [...digits.replace(/\D/g, '')].map(digit => SMALL[Number(digit)]).join(' ')
}

/** @param digits Decimal digits only, of any length; leading zeros count for nothing. */
export function cardinal(digits: string, variant: Variant = 'en-US'): string {
  const plain = digits.replace(/^0+(?=\d)/, '')
  if (plain.length > MAX_DIGITS && plain !== QUADRILLION) return digitByDigit(plain)
  if (plain === '0') return 'zero'
  const and = variant === 'en-GB' ? ' and' : ''
  const words: string[] = []
  for (let scale = Math.ceil(plain.length / 3) - 1; scale >= 0; scale--) {
    const end = plain.length - 3 * scale
    const group = Number(plain.slice(Math.max(0, end - 3), end))
    if (group === 0) continue
    if (scale === 0 && group < 100 && words.length > 0 && and) words.push('and')
    words.push(belowThousand(group, and))
    if (scale > 0) words.push(SCALES[scale] ?? '')
  }
  return words.join(' ')
}

/** "22" → "twenty second". */
export function ordinal(digits: string, variant: Variant = 'en-US'): string {
  const words = cardinal(digits, variant).split(' ')
  const last = words.pop() ?? ''
  const regular = last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`
  return [...words, IRREGULAR_ORDINALS[last] ?? regular].join(' ')
}

/** The plural of a number word: "eighty" → "eighties", "six" → "sixes". */
export function pluralNumber(words: string): string {
  if (words.endsWith('y')) return `${words.slice(0, -1)}ies`
  return words.endsWith('x') ? `${words}es` : `${words}s`
}

/**
 * A year: "1998" → "nineteen ninety eight", "2005" → "two thousand five".
 *
 * @param digits One to four digits.
 */
export function year(digits: string, variant: Variant = 'en-US'): string {
  const n = Number(digits)
  const century = Math.floor(n / 100)
  if (digits.length < 4 || century % 10 === 0) {
    return n >= 2010 && n < 2100 ? inPairs(digits) : cardinal(digits, variant)
  }
  return inPairs(digits)
}

/**
 * A number that is a name, as of a room, a flight or a model: "380" → "three
 * eighty", "101" → "one oh one", "4090" → "forty ninety". Longer ones digit by
 * digit, and those that begin with zero.
 */
export function inPairs(digits: string): string {
  if (digits.length > 4 || (digits.startsWith('0') && digits !== '0')) return digitByDigit(digits)
  if (digits.length < 3) return cardinal(digits)
  if (/000$/.test(digits)) return cardinal(digits)
  const head = cardinal(digits.slice(0, -2))
  const rest = Number(digits.slice(-2))
  if (rest === 0) return `${head} hundred`
  return rest < 10 ? `${head} oh ${SMALL[rest]}` : `${head} ${belowHundred(rest)}`
}

export type SpokenNumber = {
  spoken: string
  /** Whether what is counted stands in the singular. */
  isOne: boolean
}

/**
 * "1,200" → "one thousand two hundred", "3.14" → "three point one four",
 * "007" → "zero zero seven", "−5" → "minus five".
 *
 * @param text A number with or without a sign, nothing else.
 * @returns undefined for what is no number.
 */
export function readNumber(text: string, variant: Variant = 'en-US'): SpokenNumber | undefined {
  const sign = /^[-+±]/.exec(text)?.[0]
  const number = sign ? text.slice(1) : text
  if (!WHOLE_NUMBER.test(number)) return undefined
  const [whole = '', part] = number.replaceAll(',', '').split('.')
  const head = whole === '' ? '' : /^0\d/.test(whole) ? digitByDigit(whole) : cardinal(whole, variant)
  const tail = part === undefined ? '' : `point ${digitByDigit(part)}`
  const words = [sign ? SIGNS[sign] : '', head, tail].filter(Boolean)
  return { spoken: words.join(' '), isOne: number === '1' }
}

const SIGNS: Readonly<Record<string, string>> = { '-': 'minus', '+': 'plus', '±': 'plus or minus' }

/** "2" → "squared", "-3" → "to the power of minus three". */
export function sayPower(exponent: string, variant: Variant): string {
  if (exponent === '2') return 'squared'
  if (exponent === '3') return 'cubed'
  return `to the power of ${readNumber(exponent, variant)?.spoken ?? ''}`
}
