import { normaliseEnglish } from './english'
import { digitByDigit, inPairs, type Variant } from './numbers'

const HEADINGS: Readonly<Record<string, string>> = {
  N: 'north',
  S: 'south',
  E: 'east',
  W: 'west',
  NE: 'northeast',
  NW: 'northwest',
  SE: 'southeast',
  SW: 'southwest',
}

const STREETS: Readonly<Record<string, string>> = {
  St: 'street',
  Dr: 'drive',
  Ave: 'avenue',
  Av: 'avenue',
  Blvd: 'boulevard',
  Rd: 'road',
  Ln: 'lane',
  Ct: 'court',
  Pl: 'place',
  Sq: 'square',
  Cir: 'circle',
  Ter: 'terrace',
  Hwy: 'highway',
  Pkwy: 'parkway',
  Apt: 'apartment',
  Ste: 'suite',
  Fl: 'floor',
}

const STATES: Readonly<Record<string, string>> = Object.fromEntries(
  'AL:alabama AK:alaska AZ:arizona AR:arkansas CA:california CO:colorado CT:connecticut DE:delaware FL:florida GA:georgia HI:hawaii ID:idaho IL:illinois IN:indiana IA:iowa KS:kansas KY:kentucky LA:louisiana ME:maine MD:maryland MA:massachusetts MI:michigan MN:minnesota MS:mississippi MO:missouri MT:montana NE:nebraska NV:nevada NH:new_hampshire NJ:new_jersey NM:new_mexico NY:new_york NC:north_carolina ND:north_dakota OH:ohio OK:oklahoma OR:oregon PA:pennsylvania RI:rhode_island SC:south_carolina SD:south_dakota TN:tennessee TX:texas UT:utah VT:vermont VA:virginia WA:washington WV:west_virginia WI:wisconsin WY:wyoming DC:d_c'
    .split(' ')
    .map(entry => entry.split(':'))
    .map(([code, name = '']) => [code, name.replaceAll('_', ' ')]),
)

/** A postal address: "123 N Main St, Ames, IA 50010" → "one twenty three north main street ames iowa five zero …". */
export function readAddressLine(content: string, variant: Variant): string {
  const words = content.split(/[\s,;]+/).filter(Boolean)
  return words
    .map((word, i) => readPart(word.replace(/\.$/, ''), words, i, variant))
    .filter(Boolean)
    .join(' ')
}

function readPart(word: string, words: readonly string[], i: number, variant: Variant): string {
  if (/^\d{5}(?:-\d{4})?$/.test(word)) return digitByDigit(word)
  if (/^\d{1,4}$/.test(word)) return inPairs(word)
  const isAfterStreet = i > 0 && !/^\d/.test(words[i - 1] ?? '')
  // "St Paul St": only what follows a name is a street.
  const street = isAfterStreet && Object.hasOwn(STREETS, word) ? STREETS[word] : undefined
  const state = isState(word, words[i + 1]) ? STATES[word] : undefined
  const heading = Object.hasOwn(HEADINGS, word) ? HEADINGS[word] : undefined
  return street ?? state ?? heading ?? plainReading(word, words[i + 1] ?? '', variant)
}

/** Read with the word after it, which tells a saint's name. */
function plainReading(word: string, next: string, variant: Variant): string {
  return normaliseEnglish(`${word} ${next}`, variant)[0]?.spoken ?? ''
}

/** A state stands at the end or before its code: "ME" and "OR" are words elsewhere. */
function isState(word: string, next: string | undefined): boolean {
  return Object.hasOwn(STATES, word) && (next === undefined || /^\d{5}/.test(next))
}
