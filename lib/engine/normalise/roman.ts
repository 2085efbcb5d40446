import type { Context } from './context'
import { cardinal, ordinal } from './numbers'

const ROMAN = /^(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }

/** What is numbered: after these a Roman numeral is a number. */
const NUMBERED = new Set(
  'chapter chapters part parts act scene book books volume vol section sections article appendix phase title type level figure fig table stage episode season lesson unit canto psalm sonnet war grade class category tier type mark model symphony sonata concerto amendment schedule annex paragraph verse number no'.split(
    ' ',
  ),
)

/** What is counted in order: before these it is an ordinal. */
const ORDERED = new Set('century centuries dynasty olympiad congress corps legion'.split(' '))

const TITLES = new Set(
  'king queen pope emperor empress tsar czar kaiser prince princess sultan shah pharaoh saint san'.split(' '),
)

const REGNAL = new Set(
  'henry louis elizabeth george charles edward richard william james mary john paul pius benedict alexander napoleon philip peter catherine nicholas frederick francis leo innocent gregory clement ramses rameses ptolemy xerxes darius otto wilhelm ivan felipe carlos umberto victor emmanuel margaret harald olav christian gustav haakon constantine theodosius urban boniface sixtus julius adrian stephen david robert ferdinand leopold maximilian joseph franz rudolf albert alfonso pedro manuel thutmose amenhotep antiochus mehmed murad selim suleiman abdul anne'.split(
    ' ',
  ),
)

/** What may follow a king of the number one; after a mere "John", "I" begins a clause. */
const AFTER_FIRST =
  /^(?:was|is|of|had|has|and|who|died|reigned|became|ruled|in|on|at|to|by|or|the|style|period|era|)$/

/** @returns The value of a well-formed Roman numeral in capitals, or undefined. */
export function romanValue(text: string): number | undefined {
  if (!ROMAN.test(text)) return undefined
  const values = [...text].map(letter => VALUES[letter] ?? 0)
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0)
}

/**
 * A Roman numeral where it can be nothing else: "Chapter IV", "Henry VIII",
 * "World War II", "the XXI century". Never the pronoun, nor "MIX" or "CIVIC".
 */
export function readRoman(core: string, context: Context): string | undefined {
  const possessive = core.endsWith("'s") ? "'s" : ''
  const letters = possessive ? core.slice(0, -2) : core
  const value = romanValue(letters)
  if (value === undefined) return inBrackets(core, context)
  const previous = context.previous.toLowerCase()
  const isName = /^\p{Lu}/u.test(context.previous)
  const alone = letters.length === 1
  if (
    ORDERED.has(context.next.toLowerCase()) &&
    !(alone && letters !== 'I' && letters !== 'V' && letters !== 'X')
  ) {
    return ordinal(String(value))
  }
  if (isName && (TITLES.has(context.beforePrevious.toLowerCase()) || REGNAL.has(previous))) {
    if (value > 1 || AFTER_FIRST.test(context.next) || possessive) {
      return `the ${ordinal(String(value))}${possessive}`
    }
    return undefined
  }
  if (NUMBERED.has(previous) && (isName || !alone)) return cardinal(String(value))
  if (alone || !/^[IVXL]+$/.test(letters) || letters === 'LIV') return undefined
  const isSure = /^(?:I{2,3}|VI{2,3}|XI{2,3}|XIV|XIX|XVI{0,3}|X{2,3}I{1,3}|XXIV|L[IVX]{3,})$/.test(letters)
  // "Start IV fluids": at the head of a sentence any word has a capital.
  const followsName = isName && (!context.previousStarts || !/^[IV]{2}$/.test(letters))
  return isSure || followsName ? `${cardinal(String(value))}${possessive}` : undefined
}

/** "(iii)", as lists are numbered. A single letter is as well a letter. */
function inBrackets(core: string, { bracketed }: Context): string | undefined {
  if (!bracketed || !/^[ivx]{2,5}$/.test(core)) return undefined
  const value = romanValue(core.toUpperCase())
  return value === undefined ? undefined : cardinal(String(value))
}
