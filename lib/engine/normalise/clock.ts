import type { Context } from './context'
import { cardinal, type Variant } from './numbers'

const TIME = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:([ap])\.?m\.?)?$/i
const HOUR = /^(0?[1-9]|1[0-2])([ap])\.?m\.?$/i
const DOTTED = /^(0?[1-9]|1[0-2])\.([0-5]\d)(?:([ap])\.?m\.?)?$/i
/** ISO 8601: date and time, without or with seconds and zone. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z|[+-]\d\d:?\d\d)?$/

const MERIDIEM = /^[ap]\.?m\.?$/i

/** "5:30" → "five thirty", "17:00" → "seventeen hundred", "5pm" → "five p m", "3:1" → "three to one". */
export function readTime(core: string, context: Pick<Context, 'variant' | 'next'>): string | undefined {
  const followed = MERIDIEM.test(context.next)
  const hour = HOUR.exec(core)
  if (hour) return `${cardinal(hour[1] ?? '')} ${meridiem(hour[2])}`
  const time = TIME.exec(core) ?? (followed || /m$/i.test(core) ? dotted(core) : null)
  if (time) return sayTime(time[1] ?? '', time[2] ?? '', time[3], time[4], followed)
  const [, left, right] = /^(\d{1,4}):(\d{1,4})$/.exec(core) ?? []
  return left && right
    ? `${cardinal(left, context.variant)} to ${cardinal(right, context.variant)}`
    : undefined
}

/** @returns Date and time of a timestamp apart, or undefined. */
export function splitTimestamp(core: string): { date: string; time: string; isUtc: boolean } | undefined {
  const [, date, time, zone] = TIMESTAMP.exec(core) ?? []
  return date && time ? { date, time, isUtc: zone === 'Z' } : undefined
}

/** "5.30pm": hours and minutes where they stand in the places of TIME. */
function dotted(core: string): (string | undefined)[] | null {
  const [whole, hours, minutes, letter] = DOTTED.exec(core) ?? []
  return whole === undefined ? null : [whole, hours, minutes, undefined, letter]
}

function meridiem(letter: string | undefined): string {
  return letter?.toLowerCase() === 'a' ? 'ay m' : 'p m'
}

/** "am" or "p.m." after a time. */
export function readMeridiem(core: string, { previous }: Context): string | undefined {
  const isTime =
    /^\d{1,2}(?:[:.][0-5]\d){0,2}$/.test(previous) ||
    /^\d{1,2}(?::\d\d)?[-–]\d{1,2}(?::\d\d)?$/.test(previous)
  return MERIDIEM.test(core) && (isTime || core.includes('.')) ? meridiem(core[0]) : undefined
}

function sayTime(
  hours: string,
  minutes: string,
  seconds: string | undefined,
  letter: string | undefined,
  followed: boolean,
): string {
  const half = letter ? ` ${meridiem(letter)}` : ''
  const tail = seconds && Number(seconds) > 0 ? ` and ${count(Number(seconds), 'second')}` : ''
  return `${hoursAndMinutes(Number(hours), Number(minutes), half !== '' || followed)}${tail}${half}`
}

function hoursAndMinutes(hours: number, minutes: number, isHalf: boolean): string {
  const hour = cardinal(String(hours))
  if (minutes > 0) return `${hour} ${minutes < 10 ? 'oh ' : ''}${cardinal(String(minutes))}`
  if (isHalf) return hour
  if (hours === 0) return 'midnight'
  return hours <= 12 ? `${hour} o'clock` : `${hour} hundred`
}

/**
 * A duration as Polly's `time` reads it: "1'21"" → "one minute twenty one
 * seconds".
 *
 * @returns undefined for what is none.
 */
export function readDuration(core: string, variant: Variant): string | undefined {
  const [, minutes, seconds] = /^(?:(\d{1,4})')?(?:(\d{1,4})")?$/.exec(core.replaceAll("''", '"')) ?? []
  const parts = [
    minutes ? count(Number(minutes), 'minute', variant) : '',
    seconds ? count(Number(seconds), 'second', variant) : '',
  ]
  return parts.filter(Boolean).join(' ') || undefined
}

function count(n: number, unit: string, variant: Variant = 'en-US'): string {
  return `${cardinal(String(n), variant)} ${unit}${n === 1 ? '' : 's'}`
}
