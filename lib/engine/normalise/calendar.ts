import type { Context } from './context'
import { cardinal, ordinal, type Variant, year } from './numbers'

export const MONTHS =
  'january february march april may june july august september october november december'.split(' ')

/** "nov" → "november", and the full names to themselves. */
const MONTH_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(MONTHS.flatMap(name => [name, name.slice(0, 3)].map(key => [key, name]))),
  sept: 'september',
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  mon: 'monday',
  tue: 'tuesday',
  tues: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  thur: 'thursday',
  thurs: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
}

export type CalendarDate = {
  /** 1 to 12. */
  month?: number | undefined
  /** 1 to 31. */
  day?: number | undefined
  /** Two to four digits. */
  year?: string | undefined
}

/**
 * A date in words, in the variant's order: "november twenty first twenty twenty
 * six" or "the twenty first of november twenty twenty six". Parts that are
 * missing are left out.
 */
export function sayDate(date: CalendarDate, variant: Variant): string {
  const month = date.month === undefined ? undefined : MONTHS[date.month - 1]
  const day = date.day === undefined ? undefined : ordinal(String(date.day))
  const dayMonth =
    day && month ? (variant === 'en-GB' ? `the ${day} of ${month}` : `${month} ${day}`) : (month ?? day)
  return [dayMonth, date.year && year(wholeYear(date.year), variant)].filter(Boolean).join(' ')
}

/** Two digits are a year of this century up to 49, of the last one from 50. */
function wholeYear(digits: string): string {
  if (digits.length !== 2) return digits
  return `${Number(digits) < 50 ? '20' : '19'}${digits}`
}

/** @returns The date when the day can be one of that month, else undefined. */
export function calendarDate(year: string, month: string, day: string): CalendarDate | undefined {
  const [m, d] = [Number(month), Number(day)]
  const isReal = m >= 1 && m <= 12 && d >= 1 && d <= (m === 2 ? 29 : [4, 6, 9, 11].includes(m) ? 30 : 31)
  return isReal ? { year: year || undefined, month: m, day: d } : undefined
}

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
/** Without a year it is as well a fraction, but after these. */
const NO_YEAR = /^(\d{1,2})(\/)(\d{1,2})$/
const BEFORE_DATE =
  /^(?:on|by|until|till|since|before|after|from|dated?|due|\w+day|mon|tue|wed|thu|fri|sat|sun)$/i
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/

/** "2026-11-21", "11/21/2026" (en-GB: "21/11/2026"), "21.11.2026", "on 12/25". */
export function readDate(
  core: string,
  { variant, previous }: Pick<Context, 'variant' | 'previous'>,
): string | undefined {
  const iso = YEAR_FIRST.exec(core)
  if (iso) {
    const date = calendarDate(iso[1] ?? '', iso[3] ?? '', iso[4] ?? '')
    return date && sayDate(date, variant)
  }
  const [, first = '', separator, second = '', years = ''] =
    YEAR_LAST.exec(core) ?? (BEFORE_DATE.test(previous) ? (NO_YEAR.exec(core) ?? []) : [])
  // With a full stop or a hyphen and two digits it is as well a version, a score or a code.
  if (!separator || (years.length < 4 && separator !== '/')) return undefined
  const dayFirst = calendarDate(years, second, first)
  const monthFirst = calendarDate(years, first, second)
  const date = separator === '.' || variant === 'en-GB' ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst)
  return date && sayDate(date, variant)
}

/** The full name of a month where `core` is one, or short for one, in capitals as names are. */
export function monthOf(core: string): string | undefined {
  return /^\p{Lu}/u.test(core) ? MONTH_NAMES[core.toLowerCase()] : undefined
}

/** "Nov" beside a number, "Nov." within a sentence, "Mon" before a month or a number. */
export function readShortName(core: string, dotted: boolean, context: Context): string | undefined {
  if (!/^[A-Z][a-z]{2,4}$/.test(core)) return undefined
  const besideNumber = /^\d{1,4}/.test(context.next) || /^\d{1,2}(?:st|nd|rd|th)?$/.test(context.previous)
  const month = MONTH_NAMES[core.toLowerCase()]
  if (month && month !== core.toLowerCase())
    return besideNumber || (dotted && !context.ends) ? month : undefined
  const weekday = WEEKDAYS[core.toLowerCase()]
  const isDate =
    /^\d/.test(context.next) ||
    monthOf(context.next) !== undefined ||
    context.next.toLowerCase() in WEEKDAYS ||
    context.previous.toLowerCase() in WEEKDAYS
  return weekday && (isDate || (dotted && !context.ends)) ? weekday : undefined
}

const DAY = /^(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/
const DAYS = /^(0?[1-9]|[12]\d|3[01])[-–](0?[1-9]|[12]\d|3[01])$/

/** The day beside its month: "Nov 21" → "twenty first", "21 November" → "the twenty first of". */
export function readDay(core: string, context: Context): string | undefined {
  const before = monthOf(context.next) !== undefined && !/^may$/i.test(context.nextButOne)
  if (!before && !monthOf(context.previous)) return undefined
  const [, first, last] = DAYS.exec(core) ?? []
  const day = DAY.exec(core)?.[1]
  if (!day && !first) return undefined
  const the = before && context.previous.toLowerCase() !== 'the' ? 'the ' : ''
  const words = day
    ? ordinal(day)
    : `${ordinal(first ?? '')} to ${before ? 'the ' : ''}${ordinal(last ?? '')}`
  return `${the}${words}${before ? ' of' : ''}`
}

const AS_YEAR =
  /^(?:the|in|since|by|from|until|till|before|after|during|of|year|circa|early|late|mid|his|her|its|their|our|this|that|and|to|for|summer|spring|autumn|fall|winter)$/i
const PLURAL =
  /^(?!this$|was$|is$|has$|as$|its$|his$|does$|us$|yes$|perhaps$|always$|plus$|versus$)[a-z]{2,}[^s]s$/

/** Four digits from 1100 to 2099 are a year, but where they count: "1250 items". */
export function readYear(core: string, context: Context): string | undefined {
  if (!/^(?:1[1-9]|20)\d\d$/.test(core)) return undefined
  const counts = PLURAL.test(context.next) && !AS_YEAR.test(context.previous) && !monthOf(context.previous)
  return counts ? cardinal(core, context.variant) : year(core, context.variant)
}
