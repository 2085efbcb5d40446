import { readDate, readDay, readYear } from './calendar'
import { readTime, splitTimestamp } from './clock'
import type { Context } from './context'
import { readFraction } from './fractions'
import { isUnit, readMeasure, unitOf } from './measures'
import { currencyBefore, readMoney, SCALE_WORD } from './money'
import {
  cardinal,
  digitByDigit,
  inPairs,
  NUMBER,
  ordinal,
  pluralNumber,
  readNumber,
  sayPower,
  type Variant,
  year,
} from './numbers'

/** Nothing longer is a numeral, but a row of digits. */
const MAX_LENGTH = 40

const ORDINAL = /^(\d{1,3}(?:,\d{3})*|\d{1,9})(?:st|nd|rd|th)$/i
const DECADE = /^'?(\d{1,4})'?s$/
const POWER_OF_TEN = new RegExp(`^(-?${NUMBER})[eE]([-+]?\\d{1,3})$`)
const SUPERSCRIPT = /^(-?[\d.,]{1,15})([⁻]?[⁰¹²³⁴-⁹]{1,3})$/
const MILLIONS = new RegExp(`^(${NUMBER})(M|bn|(?<=\\.\\d{1,3})B)$`)
const VERSION = /^v(\d{1,6}(?:\.\d{1,6}){0,4})$/
const DOTTED_GROUPS = /^\d{1,6}(?:\.\d{1,6}){2,5}$/
const HYPHENATED = /^\d{1,10}(?:-\d{1,10}){2,5}$/
const SPAN = /^([^–-]{1,15})[–-]([^–-]{1,15})$/
const SEASON = /^((?:19|20)\d\d)\/(\d\d)$/
/** What is numbered by its letters: RFC 9110, HTTP 404. */
const SERIES = /^(?!BC$|AD$|CE$|BCE$)[A-Z]{2,5}$/

const PREFIXES: Readonly<Record<string, string>> = {
  '~': 'about',
  '≈': 'about',
  '<': 'less than',
  '>': 'more than',
  '≤': 'at most',
  '≥': 'at least',
  '#': 'number',
  '№': 'number',
  '√': 'the square root of',
}

/**
 * Reads what is a number or made of numbers: dates, times, money, measures,
 * ordinals, ranges, fractions, versions, years, cardinals.
 *
 * @param core Plain text without a space.
 * @returns undefined for what is none.
 */
export function readNumeral(core: string, context: Context): string | undefined {
  if (!/[\d¼-¾⅐-⅞]/.test(core)) return undefined
  if (core.length > MAX_LENGTH) return undefined
  return (
    readDay(core, context) ??
    readStamp(core, context) ??
    readDate(core, context) ??
    readSimple(core, context) ??
    readSpan(core, context) ??
    readGroups(core) ??
    readPer(core, context) ??
    readAffixed(core, context) ??
    readDecimalComma(core, context)
  )
}

function readStamp(core: string, context: Context): string | undefined {
  const stamp = splitTimestamp(core)
  if (!stamp) return undefined
  const date = readDate(stamp.date, context)
  const time = readTime(stamp.time, context)
  return date && time && `${date} ${time}${stamp.isUtc ? ' u t c' : ''}`
}

/** One number with what touches it. */
function readSimple(core: string, context: Context): string | undefined {
  const { variant } = context
  const nth = ORDINAL.exec(core)?.[1]
  if (nth) return ordinal(nth.replaceAll(',', ''), variant)
  return (
    readTime(core, context) ??
    readMoney(core, context) ??
    readDecade(core, variant) ??
    readPence(core, variant) ??
    readSeason(core, variant) ??
    readFraction(core, context) ??
    readMeasure(core, context) ??
    readPower(core, variant) ??
    readMillions(core, variant) ??
    readPlainNumber(core, context)
  )
}

function readPlainNumber(core: string, context: Context): string | undefined {
  // "2000 kg" and "1500 million" count, "1998" alone does not.
  const counts = isUnit(context.next) || SCALE_WORD.test(context.next)
  const number = counts ? undefined : readYear(core, context)
  const isName = /^\d{3,4}$/.test(core) && SERIES.test(context.previous) && !context.shouted
  return (
    number ?? (isName && !counts ? inPairs(core) : undefined) ?? readNumber(core, context.variant)?.spoken
  )
}

/** "5M" → "five million"; a small m is meters. */
function readMillions(core: string, variant: Variant): string | undefined {
  const [, number = '', scale = ''] = MILLIONS.exec(core) ?? []
  const spoken = readNumber(number, variant)?.spoken
  return spoken && `${spoken} ${scale === 'M' ? 'million' : 'billion'}`
}

/** "50p", in Britain. */
function readPence(core: string, variant: Variant): string | undefined {
  const digits = variant === 'en-GB' ? /^(\d{1,3})p$/.exec(core)?.[1] : undefined
  return digits && `${cardinal(digits, variant)} ${digits === '1' ? 'penny' : 'pence'}`
}

/** "2026/27" → "twenty twenty six twenty seven". */
function readSeason(core: string, variant: Variant): string | undefined {
  const [, first, second] = SEASON.exec(core) ?? []
  return first && second && `${year(first, variant)} ${cardinal(second, variant)}`
}

/** "$5/month" → "five dollars per month". */
function readPer(core: string, context: Context): string | undefined {
  const [, money = '', unit = ''] = /^([^/]{2,20})\/([A-Za-z]{1,12})$/.exec(core) ?? []
  const amount = readMoney(money, { ...context, next: '' })
  return amount && `${amount} per ${unitOf(unit)?.one ?? unit.toLowerCase()}`
}

/** "1980s" → "nineteen eighties", "'80s" → "eighties", "1900s" → "nineteen hundreds". */
function readDecade(core: string, variant: Variant): string | undefined {
  const digits = DECADE.exec(core)?.[1]
  if (!digits?.endsWith('0')) return undefined
  // "100s of" is hundreds, not one of them.
  if (/^10+$/.test(digits) && digits !== '10') return pluralNumber(cardinal(digits).replace(/^one /, ''))
  return pluralNumber(digits.length === 4 ? year(digits, variant) : cardinal(digits, variant))
}

function readPower(core: string, variant: Variant): string | undefined {
  const [, mantissa = '', exponent = ''] = POWER_OF_TEN.exec(core) ?? []
  if (exponent) {
    const power = readNumber(exponent.replace('+', ''), variant)?.spoken
    return `${readNumber(mantissa, variant)?.spoken} times ten to the power of ${power}`
  }
  const [, base = '', raised = ''] = SUPERSCRIPT.exec(core) ?? []
  const number = readNumber(base, variant)?.spoken
  return number && `${number} ${sayPower(raised.normalize('NFKD').replace('−', '-'), variant)}`
}

/** "5-10", "1998–2003", "9am–5pm", "$5-10", "10–15%". */
function readSpan(core: string, context: Context): string | undefined {
  const [, left = '', right = ''] = SPAN.exec(core) ?? []
  if (!/\d/.test(left) || !/\d/.test(right)) return undefined
  const years = readYears(left, right, context.variant)
  if (years) return years
  // "747-400" is a name: a range goes up.
  if (/^\d{3}$/.test(left) && /^\d{3}$/.test(right) && left > right)
    return `${inPairs(left)} ${inPairs(right)}`
  const currency = currencyBefore(left)
  const from = readEnd(left, context, currency !== undefined && /^[\d.,]+$/.test(right) ? currency : '')
  const to = readEnd(
    currency && /^[\d.,]+[a-zA-Z]{0,2}$/.test(right) ? `${currency}${right}` : right,
    context,
  )
  if (!from || !to) return undefined
  return from === to ? `${from} ${to}` : `${from} to ${to}`
}

/** One end of a range; the currency that both ends share is said with the second. */
function readEnd(end: string, context: Context, shared = ''): string | undefined {
  const core = shared ? end.replace(shared, '') : end
  return readSimple(core, {
    ...context,
    previous: '',
    next: SCALE_WORD.test(context.next) ? context.next : '',
  })
}

function readYears(left: string, right: string, variant: Variant): string | undefined {
  if (!/^(?:1\d|20)\d\d$/.test(left) || !/^(?:(?:1\d|20)?\d\d)$/.test(right)) return undefined
  const end =
    right.length === 4
      ? year(right, variant)
      : right.startsWith('0')
        ? `oh ${cardinal(right)}`
        : cardinal(right)
  return `${year(left, variant)} to ${end}`
}

/** "v2.0.1", "192.168.0.1", "123-45-6789". */
function readGroups(core: string): string | undefined {
  const version = VERSION.exec(core)?.[1]
  if (version) return `version ${joined(version, 'point', cardinal)}`
  if (/^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(core)) return cardinal(core.replaceAll('.', ''))
  if (DOTTED_GROUPS.test(core)) {
    const isAddress = /^(?:\d{1,3}\.){3}\d{1,3}$/.test(core)
    return isAddress ? joined(core, 'dot', inPairs) : joined(core, 'point', cardinal)
  }
  if (!HYPHENATED.test(core)) return undefined
  const isCode = core.replaceAll('-', '').length >= 7
  return core
    .split('-')
    .map(group => (isCode ? digitByDigit(group) : cardinal(group)))
    .join(' ')
}

function joined(groups: string, separator: string, say: (digits: string) => string): string {
  return groups
    .split('.')
    .map(group => say(group))
    .join(` ${separator} `)
}

/** A sign before or after a numeral: "~5", "#1", "18+". */
function readAffixed(core: string, context: Context): string | undefined {
  const prefix = PREFIXES[core[0] ?? '']
  if (prefix) {
    const rest = readSimple(core.slice(1), context) ?? readSpan(core.slice(1), context)
    return rest && `${prefix} ${rest}`
  }
  if (!core.endsWith('+')) return undefined
  const rest = readSimple(core.slice(0, -1), context)
  return rest && `${rest} plus`
}

/** "3,5 %": before a unit the comma is the one of most of Europe. */
function readDecimalComma(core: string, context: Context): string | undefined {
  const [, whole, part, unit = ''] = /^(\d{1,9}),(\d{1,2})(\D{0,8})$/.exec(core) ?? []
  return whole && isUnit(unit || context.next) ? readSimple(`${whole}.${part}${unit}`, context) : undefined
}
