import { localeOf } from './locale'

/** What a sign stands for where a language's region does not say otherwise (ISO 4217). */
const CODES: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
  '₹': 'INR',
  '₩': 'KRW',
  '₴': 'UAH',
  '₺': 'TRY',
  '₪': 'ILS',
  '₫': 'VND',
  '฿': 'THB',
  '₦': 'NGN',
  '₱': 'PHP',
  '₸': 'KZT',
  '₼': 'AZN',
  '₾': 'GEL',
  '֏': 'AMD',
  '৳': 'BDT',
}

const REGIONAL: Readonly<Record<string, string>> = { '$ MX': 'MXN', '¥ CN': 'CNY' }

/** What a minus is called where the synthesiser leaves it out or says it in English. */
const MINUS: Readonly<Record<string, string>> = {
  ar: 'ناقص',
  bg: 'минус',
  ca: 'menys',
  el: 'μείον',
  es: 'menos',
  fa: 'منفی',
  fr: 'moins',
  hi: 'माइनस',
  it: 'meno',
  ja: 'マイナス',
  ko: '마이너스',
  pt: 'menos',
  ru: 'минус',
  sr: 'минус',
  tr: 'eksi',
  uk: 'мінус',
  vi: 'âm',
  yue: '負',
  zh: '负',
}

/** "−" as a word, or as a sign that the synthesiser reads. */
export function minusName(main: string): string {
  return MINUS[main] ?? '−'
}

/** Names found so far, by language, what is named and the form of its plural: some hundreds at most. */
const names = new Map<string, string>()
const plurals = new Map<string, { region: string; rules: Intl.PluralRules }>()

/**
 * A currency as it is said after an amount: ("₽", "5", "ru-RU") → "российских рублей".
 *
 * @param amount As it is written; without digits for the sign alone.
 * @returns The sign itself where it is not known.
 */
export function currencyName(sign: string, amount: string, language: string): string {
  const code = REGIONAL[`${sign} ${pluralsOf(language).region}`] ?? CODES[sign]
  if (!code) return sign
  return nameOf(amount, language, code, {
    style: 'currency',
    currency: code,
    currencyDisplay: 'name',
    minimumFractionDigits: 0,
  })
}

/** Degrees as they are said after a number: ("5", "fr-FR", "celsius") → "degrés Celsius". */
export function degreesName(amount: string, language: string, unit: 'celsius' | 'fahrenheit'): string {
  return nameOf(amount, language, unit, { style: 'unit', unit, unitDisplay: 'long' })
}

function nameOf(amount: string, language: string, what: string, options: Intl.NumberFormatOptions): string {
  const number = amountOf(amount)
  // A name bends with the number: it is kept once for each form of the plural.
  const key = `${language} ${what} ${pluralsOf(language).rules.select(number)}`
  const known = names.get(key)
  if (known !== undefined) return known
  const parts = new Intl.NumberFormat(language, options).formatToParts(number)
  const name = parts
    .filter(part => part.type === 'currency' || part.type === 'unit')
    .map(part => part.value)
    .join(' ')
  names.set(key, name)
  return name
}

function pluralsOf(language: string): { region: string; rules: Intl.PluralRules } {
  const known = plurals.get(language)
  if (known) return known
  const made = { region: localeOf(language).maximize().region ?? '', rules: new Intl.PluralRules(language) }
  plurals.set(language, made)
  return made
}

/** Plural forms hang on the number and on whether it has a fraction: one or two digits after the last sign are one. */
function amountOf(amount: string): number {
  const [, fraction = ''] = /[.,٫](\d{1,2})$/.exec(amount) ?? []
  const whole = (fraction ? amount.slice(0, -fraction.length) : amount).replace(/\D/g, '')
  return whole ? Number(`${whole}.${fraction}`) : 2
}
