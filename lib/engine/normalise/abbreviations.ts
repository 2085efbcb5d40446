import { BEFORE_NUMBER, COMMON, STARTERS, TITLES, UNDOTTED, UNDOTTED_TITLES } from './abbreviation-table'
import type { Context } from './context'
import { spell } from './letters'
import { isQuantity, readUnit } from './measures'

/** "U.S", "p.m", "J.R.R": letters with full stops between; the last one may be apart. */
const DOTTED_LETTERS = /^(?:[A-Za-z]\.){1,8}[A-Za-z]('?s)?$/
const BEFORE_SAINT =
  /^(?:mt|mount|fort|ft|port|lake|cape|sault|king|cathedral|church|of|and|the|from|in|to|at|for|by)$/i

/**
 * Reads what is written short.
 *
 * @param core The word without the full stop at its end.
 * @param dotted Whether it had one.
 * @returns undefined where it is to be read as any other word.
 */
export function readAbbreviation(core: string, dotted: boolean, context: Context): string | undefined {
  const undotted = own(UNDOTTED, core)
  if (undotted && !dotted) return undotted
  const title = own(TITLES, core)
  if (title && (dotted || UNDOTTED_TITLES.has(core)) && !isAtEnd(context)) return title
  if (core === 'St' || core === 'Dr') return readSaintOrDoctor(core, dotted, context)
  if (core === 'Ft' && isCapital(context.next)) return 'fort'
  if (DOTTED_LETTERS.test(core)) return own(COMMON, core.toLowerCase()) ?? readDottedLetters(core, context)
  if (!dotted) return undotted
  return readDotted(core, context) ?? undotted
}

function readDotted(core: string, context: Context): string | undefined {
  const small = core.toLowerCase()
  if (isQuantity(context.previous)) {
    const unit = small === 'in' && !context.ends ? 'inches' : readUnit(core, context)
    if (unit) return unit
  }
  if (small === 'no' && context.next === 'of') return 'number'
  if (/^[\d#]/.test(context.next) || /^[IVXL]+$/.test(context.next)) {
    const numbered = own(BEFORE_NUMBER, small)
    if (numbered) return numbered
  }
  // "Max." and "Ed." may be somebody; "co" and "al" only short in their place.
  if (context.ends && /^(?:max|min|ed|fig|est|co|no|gov|ext|incl|orig|ft)$/.test(small) && !isCompany(core))
    return undefined
  return own(COMMON, small)
}

function isCompany(core: string): boolean {
  return core === 'Co'
}

/** "St. John" and "Main St.", "Dr. Who" and "Sunset Dr.": a name follows, or went before. */
function readSaintOrDoctor(core: string, dotted: boolean, context: Context): string | undefined {
  const [first, last] = core === 'St' ? ['saint', 'street'] : ['doctor', 'drive']
  const beforeName = isCapital(context.next) && !(context.ends && dotted)
  const afterName =
    /^(?:\p{Lu}|\d+(?:st|nd|rd|th)$)/u.test(context.previous) &&
    !BEFORE_SAINT.test(context.previous) &&
    !(context.previousStarts && (beforeName || STARTERS.has(context.previous.toLowerCase())))
  if (core === 'Dr' && beforeName) return first
  if (beforeName && !afterName) return first
  if (afterName) return last
  return dotted && core === 'St' ? last : first
}

function readDottedLetters(core: string, { variant }: Context): string {
  const [, ending = ''] = DOTTED_LETTERS.exec(core) ?? []
  const letters = core.slice(0, core.length - ending.length).replaceAll('.', '')
  return `${spell(letters, variant)}${ending ? "'s" : ''}`
}

/** A title at the very end of the text still has its name to come, in another tag. */
function isAtEnd(context: Context): boolean {
  return context.ends && context.next !== ''
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word)
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}

const NEVER_LAST = new Set(
  [...Object.keys(TITLES), 'Dr', 'e.g', 'i.e', 'vs', 'cf', 'viz', 'approx', 'incl', 'esp'].map(word =>
    word.toLowerCase(),
  ),
)
const LIKE_LETTERS = /^(?:[a-z]\.)*[a-z]$/i
const MONTH_OR_DAY =
  /^(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun)$/i

/**
 * Whether the full stop after a word belongs to it alone, and ends no sentence.
 *
 * @param word What stands before the full stop.
 * @param next What follows after space: the first word, without quotes.
 */
export function isMidSentence(word: string, next: string): boolean {
  const small = word.toLowerCase()
  if (NEVER_LAST.has(small)) return true
  if (/^\d/.test(next))
    return Object.hasOwn(BEFORE_NUMBER, small) || MONTH_OR_DAY.test(small) || small in COMMON
  if (MONTH_OR_DAY.test(word) && /^[A-Z]/.test(word)) return isMonthOrDay(next)
  // "5 p.m. John left": a capital begins a sentence, after "U.S." it is a name as a rule.
  if (/^[ap]\.m$/.test(small) || small === 'etc')
    return /^(?:[ECMP][SD]?T|GMT|UTC)$/.test(next) || isMonthOrDay(next)
  if (LIKE_LETTERS.test(word) && word !== 'I') return !STARTERS.has(next.toLowerCase())
  if (small === 'st') return !STARTERS.has(next.toLowerCase())
  return Object.hasOwn(COMMON, small) && small !== 'no' && !STARTERS.has(next.toLowerCase())
}

function isMonthOrDay(word: string): boolean {
  return /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)/i.test(word)
}
