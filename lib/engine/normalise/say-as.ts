import { readAddressLine } from './address-line'
import { calendarDate, MONTHS, sayDate } from './calendar'
import { readDuration } from './clock'
import { normaliseEnglish } from './english'
import { fraction, readFraction } from './fractions'
import { spell } from './letters'
import { readMeasure, unitOf } from './measures'
import { cardinal, digitByDigit, ordinal, readNumber, type Variant } from './numbers'
import { toPlain } from './plain'
import { nameOfSign } from './symbols'
import { sayTelephone } from './telephone'

/** The attributes of `<say-as>`. */
export type SayAs = { interpretAs: string; format?: string | undefined }

/** Longer contents are read as plain text: nothing that these name is as long. */
const MAX_LENGTH = 200

type Reader = (content: string, variant: Variant, format: string) => string | undefined

const READERS: Readonly<Record<string, Reader>> = {
  characters: spellOut,
  'spell-out': spellOut,
  cardinal: (content, variant) => readNumber(content, variant)?.spoken,
  number: (content, variant) => readNumber(content, variant)?.spoken,
  ordinal: readOrdinal,
  digits: (content, variant) =>
    /\d/.test(content) ? spellOut(content.replace(/[\s().-]/g, ''), variant) : undefined,
  fraction: readMixedFraction,
  unit: readUnitName,
  date: readFormattedDate,
  time: (content, variant) => readDuration(content, variant),
  address: readAddressLine,
  telephone: readTelephone,
}

/**
 * The words of `<say-as>` (Polly, Supported SSML tags, say-as).
 *
 * @param content The text within the tag, of any length.
 * @returns Words as in a token's `spoken`: what does not fit its kind is read as
 * plain text, as Polly does. null for an expletive: a tone is to be heard in its
 * place. undefined for an interpret-as that Polly does not have.
 */
export function sayAs(content: string, how: SayAs, variant: Variant = 'en-US'): string | null | undefined {
  if (how.interpretAs === 'expletive') return null
  if (!Object.hasOwn(READERS, how.interpretAs)) return undefined
  const trimmed = content.trim()
  // Characters have no end that would be too late; all other kinds are short.
  const isSpelled = READERS[how.interpretAs] === spellOut
  const fits = isSpelled || trimmed.length <= MAX_LENGTH
  const plain = trimmed.split(/\s+/).map(toPlain).join(' ')
  const words = fits ? READERS[how.interpretAs]?.(plain, variant, how.format?.toLowerCase() ?? '') : undefined
  return words || plainReading(trimmed, variant)
}

function plainReading(text: string, variant: Variant): string {
  return normaliseEnglish(text, variant)
    .map(token => token.spoken)
    .filter(Boolean)
    .join(' ')
}

/** Every letter, digit and sign by its name; space and other scripts are not heard. */
function spellOut(content: string, variant: Variant): string {
  return [...content]
    .map(char => (/[a-z0-9]/i.test(char) ? spell(char, variant) : (nameOfSign(char) ?? '')))
    .filter(Boolean)
    .join(' ')
}

function readOrdinal(content: string, variant: Variant): string | undefined {
  const digits = /^(\d[\d,]*)(?:st|nd|rd|th)?$/i.exec(content)?.[1]
  return digits && ordinal(digits.replaceAll(',', ''), variant)
}

/** "3/20", "2+1/2" and "2 1/2" (Polly: a plus joins the whole to its fraction). */
function readMixedFraction(content: string, variant: Variant): string | undefined {
  const [, whole, numerator, denominator] =
    /^(?:(\d{1,9})\s*[+ ]\s*)?(\d{1,9})\s?\/\s?(\d{1,9})$/.exec(content) ?? []
  if (!numerator || !denominator) return readFraction(content, { variant, previous: '' })
  if (Number(denominator) < 2) return undefined
  if (!whole) return fraction(numerator, denominator, variant)
  const rest = readFraction(`${numerator}/${denominator}`, { variant, previous: whole })
  return `${cardinal(whole, variant)} ${rest?.startsWith('and ') ? rest : `and ${fraction(numerator, denominator, variant)}`}`
}

/** "1/2inch", "1meter", "10 ft": a number or a fraction, then a symbol or a name. */
function readUnitName(content: string, variant: Variant): string | undefined {
  const [, number = '', unit = ''] = /^([-+]?[\d.,/]{1,20})\s?(\D{1,40})$/.exec(content) ?? []
  const measure = readMeasure(`${number}${unit}`, { variant, quoted: false })
  if (measure) return measure
  const amount = readMixedFraction(number, variant) ?? readNumber(number, variant)?.spoken
  if (!amount) return undefined
  const isOne = number === '1' || number.includes('/')
  const symbol = unitOf(unit)
  const name = symbol ? (isOne ? symbol.one : symbol.many) : plainReading(unit, variant)
  return name && `${amount} ${name}`
}

/** Fields of the formats; yyyymmdd alone has no separators, and question marks for what is not known. */
const FORMAT = /^[mdy]{1,3}$/
const COMPACT = /^(\d{4}|\?{4})(\d{2}|\?{2})(\d{2}|\?{2})$/

function readFormattedDate(content: string, variant: Variant, format: string): string | undefined {
  const compact = COMPACT.exec(content)
  if (compact && (format === '' || format === 'yyyymmdd')) {
    const [year = '', month = '', day = ''] = compact.slice(1).map(part => part.replaceAll('?', ''))
    return sayChecked({ y: year, m: month, d: day }, variant)
  }
  const fields = content.split(/[-/. ,]+/).filter(Boolean)
  if (!FORMAT.test(format) || fields.length !== format.length) return undefined
  return sayChecked(Object.fromEntries([...format].map((letter, i) => [letter, fields[i] ?? ''])), variant)
}

/** @param fields By letters of the format; empty or absent ones are not said. */
function sayChecked(
  { y = '', m = '', d = '' }: Record<string, string>,
  variant: Variant,
): string | undefined {
  const month = monthNumber(m)
  if (!/^(?:\d{1,4})?$/.test(y) || !/^(?:\d{1,2})?$/.test(d) || month === undefined) return undefined
  if (!calendarDate(y || '2000', String(month || 1), d || '1')) return undefined
  return sayDate({ year: y || undefined, month: month || undefined, day: Number(d) || undefined }, variant)
}

/** @returns 1 to 12, 0 where none is given, undefined for what is no month. */
function monthNumber(text: string): number | undefined {
  if (text === '') return 0
  if (/^\d{1,2}$/.test(text)) return Number(text) || undefined
  const index = MONTHS.findIndex(name => text.length >= 3 && name.startsWith(text.toLowerCase()))
  return index < 0 ? undefined : index + 1
}

function readTelephone(content: string, variant: Variant): string | undefined {
  const [, number = '', extension] =
    /^([+\d][\d\s().-]{1,40}|\([\d\s().-]{1,40})(?:\s*(?:x|ext\.?|extension)\s*(\d{1,8}))?$/i.exec(content) ??
    []
  if (number) return `${sayTelephone(number)}${extension ? ` extension ${digitByDigit(extension)}` : ''}`
  return /\d/.test(content) ? spellOut(content.replace(/[\s().-]/g, ''), variant) : undefined
}
