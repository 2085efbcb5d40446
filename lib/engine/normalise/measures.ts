import type { Context } from './context'
import { NUMBER, readNumber, type Variant } from './numbers'
import { ONLY_ATTACHED, UNITS, type Unit } from './unit-table'

const ATTACHED = new RegExp(`^([-+±]?${NUMBER})(-?)([^\\d\\s.,-].*)$`)
const FEET_AND_INCHES = /^(\d{1,3})'(?:(\d{1,2}(?:\.\d)?)")?$/
const INCHES = new RegExp(`^(${NUMBER})"$`)
const BY = new RegExp(`^(${NUMBER})[x×](${NUMBER})(?:[x×](${NUMBER}))?([a-zA-Z]{1,2})?$`)
const TIMES = new RegExp(`^(${NUMBER})([x×])$`)
const COORDINATE = /^(\d{1,3})°(?:(\d{1,2})')?(?:(\d{1,2}(?:\.\d+)?)")?([NSEW])?$/
const NUMERIC = new RegExp(`^[-+±~]?${NUMBER}(?:[-–]${NUMBER})?$|^\\d*[¼-¾⅐-⅞]$|^\\d{1,4}\\/\\d{1,4}$`)

const POWERS: Readonly<Record<string, string>> = {
  '²': 'square',
  '^2': 'square',
  '³': 'cubic',
  '^3': 'cubic',
}
const HEADINGS: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' }

/** Whether a piece is a quantity, so that a unit may follow. */
export function isQuantity(core: string): boolean {
  return NUMERIC.test(core)
}

/**
 * The unit of a symbol: `kg`, `m²`, `km/h`, `MB/s`.
 *
 * @returns undefined for what is none.
 */
export function unitOf(symbol: string): Unit | undefined {
  const known = UNITS.get(symbol)
  if (known) return known
  const [, base = '', power] = /^([^²³^]{1,3})([²³]|\^[23])$/.exec(symbol) ?? []
  const prefix = POWERS[power ?? '']
  const powered = prefix && UNITS.get(base)
  if (powered) return { one: `${prefix} ${powered.one}`, many: `${prefix} ${powered.many}` }
  const [, above = '', below = '', square] = /^([^/]{1,5})\/([^/²^]{1,5})(²|\^2)?$/.exec(symbol) ?? []
  const upper = UNITS.get(above)
  const lower = UNITS.get(below)
  if (!upper || !lower) return undefined
  const per = ` per ${lower.one}${square ? ' squared' : ''}`
  return { one: `${upper.one}${per}`, many: `${upper.many}${per}` }
}

/** A number and what is measured, in one: "10km/h", "20°C", "5'11"", "50%", "3x4", "40°26'46"N". */
export function readMeasure(
  core: string,
  { variant, quoted }: Pick<Context, 'variant' | 'quoted'>,
): string | undefined {
  const say = (number: string) => readNumber(number, variant)?.spoken ?? ''
  const by = BY.exec(core)
  if (by) {
    const unit = by[4] ? unitOf(by[4]) : undefined
    if (by[4] && !unit) return undefined
    const sides = by.slice(1, 4).filter(Boolean).map(say).join(' by ')
    return unit ? `${sides} ${unit.many}` : sides
  }
  const times = TIMES.exec(core)
  if (times) return `${say(times[1] ?? '')} ${times[2] === '×' ? 'times' : 'x'}`
  return readFeet(core, quoted, say) ?? readCoordinate(core, say) ?? attached(core, variant)
}

function attached(core: string, variant: Variant): string | undefined {
  // "a 5-lb bag": the hyphen makes an adjective, without a plural.
  const [, number = '', hyphen, symbol = ''] = ATTACHED.exec(core) ?? []
  const unit = unitOf(symbol)
  const spoken = readNumber(number, variant)
  return unit && spoken && `${spoken.spoken} ${spoken.isOne || hyphen ? unit.one : unit.many}`
}

function readFeet(core: string, quoted: boolean, say: (number: string) => string): string | undefined {
  const [whole, feet, inches] = FEET_AND_INCHES.exec(core) ?? []
  if (whole && inches) return `${say(feet ?? '')} foot ${say(inches)}`
  if (whole && !quoted) return `${say(feet ?? '')} ${feet === '1' ? 'foot' : 'feet'}`
  const only = quoted ? undefined : INCHES.exec(core)?.[1]
  return only && `${say(only)} ${only === '1' ? 'inch' : 'inches'}`
}

function readCoordinate(core: string, say: (number: string) => string): string | undefined {
  const [, degrees, minutes, seconds, heading] = COORDINATE.exec(core) ?? []
  if (!degrees || !(minutes || seconds || heading)) return undefined
  const parts = [
    `${say(degrees)} degrees`,
    minutes && `${say(minutes)} minutes`,
    seconds && `${say(seconds)} seconds`,
    heading && HEADINGS[heading],
  ]
  return parts.filter(Boolean).join(' ')
}

/** These are units even without a number. */
const SURE = /^(?:km|kg|cm|mph|kHz|MHz|GHz|kWh|km\/h|m²|km²|°[CF])$/

/** The unit that stands apart from its number: "kg" after "5". */
export function readUnit(
  core: string,
  { previous, beforePrevious, ends }: Pick<Context, 'previous' | 'beforePrevious' | 'ends'>,
): string | undefined {
  const unit = unitOf(core)
  if (!isQuantity(previous)) return SURE.test(core) ? unit?.many : undefined
  // "5 in the morning" is an hour; "5 ft 11 in" is not.
  if (ONLY_ATTACHED.has(core))
    return core === 'in' && (ends || beforePrevious === 'ft') ? unit?.many : undefined
  const isOne = previous === '1' || /^[¼-¾⅐-⅞]$/.test(previous)
  return unit && (isOne ? unit.one : unit.many)
}

/** Whether the number before is one of something that is counted, not a year. */
export function isUnit(core: string): boolean {
  return !ONLY_ATTACHED.has(core) && unitOf(core) !== undefined
}
