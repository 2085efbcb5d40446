import type { Context } from './context'
import { cardinal, digitByDigit, type Variant } from './numbers'

/** How an amount is spoken: one, several, and the hundredth part where it is named. */
type Currency = { one: string; many: string; cent?: string; cents?: string }

const dollar = (name = ''): Currency => ({
  one: `${name} dollar`.trim(),
  many: `${name} dollars`.trim(),
  cent: 'cent',
  cents: 'cents',
})
const same = (name: string): Currency => ({ one: name, many: name })
const plain = (name: string): Currency => ({ one: name, many: `${name}s` })

const euro: Currency = { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' }
const pound: Currency = { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' }
const rupee: Currency = { one: 'rupee', many: 'rupees', cent: 'paisa', cents: 'paise' }
const crown: Currency = { one: 'krona', many: 'kronor' }
const krone: Currency = { one: 'krone', many: 'kroner' }
const real: Currency = { one: 'real', many: 'reais' }
const cent: Currency = { one: 'cent', many: 'cents' }

const CURRENCIES: ReadonlyMap<string, Currency> = new Map(
  Object.entries({
    $: dollar(),
    '€': euro,
    '£': pound,
    '¥': same('yen'),
    '₹': rupee,
    '₩': same('won'),
    '₽': plain('rouble'),
    '₺': plain('lira'),
    '₴': plain('hryvnia'),
    '₪': plain('shekel'),
    '₫': same('dong'),
    '₦': same('naira'),
    '₱': plain('peso'),
    '฿': same('baht'),
    '₿': plain('bitcoin'),
    '¢': cent,
    US$: dollar('u s'),
    A$: dollar('australian'),
    AU$: dollar('australian'),
    C$: dollar('canadian'),
    CA$: dollar('canadian'),
    NZ$: dollar('new zealand'),
    HK$: dollar('hong kong'),
    S$: dollar('singapore'),
    NT$: dollar('new taiwan'),
    R$: real,
    USD: dollar('u s'),
    AUD: dollar('australian'),
    CAD: dollar('canadian'),
    NZD: dollar('new zealand'),
    HKD: dollar('hong kong'),
    SGD: dollar('singapore'),
    EUR: euro,
    GBP: pound,
    JPY: same('yen'),
    CHF: plain('swiss franc'),
    CNY: same('yuan'),
    RMB: same('yuan'),
    INR: rupee,
    KRW: same('won'),
    BRL: real,
    MXN: plain('mexican peso'),
    SEK: crown,
    NOK: krone,
    DKK: krone,
    kr: krone,
    PLN: same('zloty'),
    CZK: same('koruna'),
    HUF: same('forint'),
    TRY: plain('lira'),
    RUB: plain('rouble'),
    UAH: plain('hryvnia'),
    ZAR: same('rand'),
    ILS: plain('shekel'),
    THB: same('baht'),
    BTC: plain('bitcoin'),
  }),
)

const SCALES: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  mm: 'million',
  mio: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
}

/** Words that multiply the number before them. */
export const SCALE_WORD = /^(?:hundred|thousand|million|billion|trillion)$/

const NAME = [...CURRENCIES.keys()]
  .sort((a, b) => b.length - a.length)
  .map(name => name.replaceAll('$', '\\$'))
  .join('|')
const AMOUNT = String.raw`\d{1,3}(?:[,.]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?|\.\d+`
const SCALE = '(?:[kKmMbBtT]|mn|mm|mio|[bB][nN]|tn)'
const NAME_FIRST = new RegExp(`^([-+]?)(${NAME})([-+]?)(${AMOUNT})(${SCALE})?$`)
const NAME_LAST = new RegExp(`^([-+]?)(${AMOUNT})(${SCALE})?(${NAME})$`)
const NAME_ALONE = new RegExp(`^(?:${NAME})$`)
const AMOUNT_ALONE = new RegExp(`^[-+]?(?:${AMOUNT})${SCALE}?$`)

/** Whether two neighbours are one amount: "US$" and "20", "20" and "EUR". */
export function areMoney(first: string, second: string): boolean {
  return NAME_ALONE.test(first)
    ? AMOUNT_ALONE.test(second)
    : AMOUNT_ALONE.test(first) && NAME_ALONE.test(second)
}

/** The sign or code that an amount begins with, or undefined. */
export function currencyBefore(core: string): string | undefined {
  return NAME_FIRST.exec(core)?.[2]
}

/** "$3.50" → "three dollars and fifty cents", "€1,200", "-£5", "$3.5m", "20EUR", "50¢". */
export function readMoney(core: string, context: Pick<Context, 'variant' | 'next'>): string | undefined {
  const first = NAME_FIRST.exec(core)
  const last = first ? null : NAME_LAST.exec(core)
  const [sign, name, amount, scale] = first
    ? [first[1] || first[3], first[2], first[4], first[5]]
    : [last?.[1], last?.[4], last?.[2], last?.[3]]
  const currency = CURRENCIES.get(name ?? '')
  if (!currency || !amount) return undefined
  const head = sign === '-' ? 'minus ' : sign === '+' ? 'plus ' : ''
  const english = toEnglish(amount, name === '$' || name === '£')
  // "$3.5 million": the currency is said after the million.
  if (SCALE_WORD.test(context.next)) return `${head}${sayNumber(english, context.variant)}`
  const scaleWord = scale && SCALES[scale.toLowerCase()]
  if (scaleWord) return `${head}${sayNumber(english, context.variant)} ${scaleWord} ${currency.many}`
  return `${head}${sayAmount(english, currency, context.variant)}`
}

/** The name of a currency after "5 million", and "million" after "$5" with the currency that was left out. */
export function readScale(core: string, { previous, beforePrevious }: Context): string | undefined {
  if (SCALE_WORD.test(core)) {
    const currency = CURRENCIES.get(currencyBefore(previous.split(/[-–]/)[0] ?? '') ?? '')
    return currency && `${core} ${currency.many}`
  }
  return SCALE_WORD.test(previous) && /\d$/.test(beforePrevious) ? CURRENCIES.get(core)?.many : undefined
}

/** What a currency is called by itself, in the plural: "€" → "euros". */
export function currencyName(sign: string): string | undefined {
  return CURRENCIES.get(sign)?.many
}

/** "1.234,56" and "3,50" with the point where English has it. Three decimals are thousands but of dollars and pounds. */
function toEnglish(amount: string, isEnglish: boolean): string {
  if (/^\d{1,3}(?:\.\d{3})+,\d{1,2}$/.test(amount) || /^\d+,\d{1,2}$/.test(amount)) {
    return amount.replaceAll('.', '').replace(',', '.')
  }
  const areThousands =
    /^\d{1,3}(?:\.\d{3}){2,}$/.test(amount) || (!isEnglish && /^[1-9]\d{0,2}\.\d{3}$/.test(amount))
  return amount.replace(areThousands ? /[.,]/g : /,/g, '')
}

function sayNumber(number: string, variant: Variant): string {
  const [whole = '', part] = number.split('.')
  const head = whole === '' ? 'zero' : cardinal(whole, variant)
  return part === undefined ? head : `${head} point ${digitByDigit(part)}`
}

function sayAmount(number: string, currency: Currency, variant: Variant): string {
  const [whole = '', part = ''] = number.split('.')
  const units = `${cardinal(whole || '0', variant)} ${Number(whole) === 1 ? currency.one : currency.many}`
  if (/^0*$/.test(part)) return units
  if (part.length !== 2 || !currency.cents) return `${sayNumber(number, variant)} ${currency.many}`
  const cents = `${cardinal(part, variant)} ${Number(part) === 1 ? currency.cent : currency.cents}`
  return Number(whole) === 0 ? cents : `${units} and ${cents}`
}
