import { readCapitals } from './acronyms'
import type { Context } from './context'
import { readFraction } from './fractions'
import { spell, wordOf } from './letters'
import { digitByDigit, inPairs, pluralNumber, readNumber, sayPower, type Variant } from './numbers'
import { readSymbol } from './symbols'

/** Letters and apostrophes: a word, in capitals or not. */
const WORD = /^[A-Za-z]+(?:'[A-Za-z]+)*$/
const ALL_CAPITALS = /^([A-Z]{2,})('?s)?$/
/** A name with a capital inside, that is one word: McDonald, O'Brien, DeVito. */
const INNER_CAPITAL = /^(?:Mc|Mac|De|La|Le|Di|Du|Van|Fitz|O'|D')[A-Z][a-z']+$/
/** What a mixed token is made of: capitals before a word, a plural of capitals, words, numbers, powers, single signs. */
const RUN =
  /[A-Z]+(?='?s(?![A-Za-z]))'?s|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+(?:'[a-z]+)*|[A-Z]+|\d+s(?![a-z])|\d+(?:[.,]\d+)*|[²³¹⁰⁴-⁹]+|[¼-¾⅐-⅞]|\^-?\d+|\S/g

const PRONOUN_PAIRS: Readonly<Record<string, string>> = {
  'and/or': 'and or',
  'he/she': 'he or she',
  'she/he': 'she or he',
  'his/her': 'his or her',
  'him/her': 'him or her',
  's/he': 'she or he',
  'yes/no': 'yes or no',
  'either/or': 'either or',
}

/**
 * Any other token: words, acronyms, and what is mixed of letters, digits and
 * signs. Empty for what cannot be said, such as other scripts.
 */
export function readWords(core: string, context: Context): string {
  const pair = PRONOUN_PAIRS[core.toLowerCase()]
  if (pair) return pair
  const plural = core.replace(/\(e?s\)$/, match => match.slice(1, -1))
  if (WORD.test(plural)) return readWord(plural, context)
  return readRuns(plural, context)
}

function readWord(word: string, context: Context): string {
  const { variant, shouted } = context
  if (word.length === 1) return readLetter(word, context)
  const [, letters, ending = ''] = ALL_CAPITALS.exec(word) ?? []
  if (letters)
    return readCapitals(letters, ending === "'s" ? "'s" : ending === 's' ? 's' : '', shouted, variant)
  const single = /^([A-Z])('?s)$/.exec(word)
  if (single && word !== 'As' && word !== 'Is' && word !== 'Us') return `${spell(single[1] ?? '', variant)}'s`
  if (/^[A-Z]+'[A-Z]+$/.test(word) || INNER_CAPITAL.test(word) || !/[a-z][A-Z]|[A-Z]{2}/.test(word)) {
    return wordOf(word.toLowerCase(), variant)
  }
  return readRuns(word, context)
}

/** "A" is the article at the head of a sentence and in a title, else the letter: "Plan A". */
function readLetter(letter: string, { starts, next, previous, shouted, variant }: Context): string {
  if (letter === 'a') return 'a'
  if (letter !== 'A') return spell(letter, variant)
  const isTitle = /^\p{Lu}\p{Ll}/u.test(next) && previous !== ''
  const isArticle = !/^[A-Z]$/.test(next) && (starts || isTitle || shouted) && next !== ''
  return isArticle ? 'a' : 'ay'
}

/** A token in its parts: "iPhone" → "i phone", "B2B" → "b two b", "C-3PO", "x^2". */
export function readRuns(core: string, context: Context): string {
  const runs = core.match(RUN) ?? []
  const isMath = /[=+*^²³]/.test(core)
  const words = runs.map((run, i) => readRun(run, runs, i, isMath, context))
  return words.filter(Boolean).join(' ')
}

function readRun(run: string, runs: readonly string[], i: number, isMath: boolean, context: Context): string {
  const [before = '', after = ''] = [runs[i - 1], runs[i + 1]]
  if (/^\d/.test(run)) return readDigits(run, runs.length > 1, context.variant)
  if (/^\^/.test(run)) return sayPower(run.slice(1), context.variant)
  if (/^[²³¹⁰⁴-⁹]/.test(run)) return sayPower(run.normalize('NFKD'), context.variant)
  if (/^[¼-¾⅐-⅞]/.test(run)) return readFraction(run, { variant: context.variant, previous: before }) ?? ''
  if (/^[A-Za-z]/.test(run)) return readLetters(run, before, after, context)
  return readSign(run, before, after, isMath)
}

function readLetters(run: string, before: string, after: string, { variant, shouted }: Context): string {
  const [, letters, ending = ''] = /^([A-Z]+)('?s)?$/.exec(run) ?? []
  if (letters && (letters.length > 1 || ending)) {
    const besideDigit = /^\d/.test(after) || /^\d/.test(before)
    if (besideDigit && letters.length < 4) return `${spell(letters, variant)}${ending ? "'s" : ''}`
    return readCapitals(letters, ending === "'s" ? "'s" : ending ? 's' : '', shouted, variant)
  }
  if (run.length > 1) return wordOf(run.toLowerCase(), variant)
  // A letter is a name beside digits, signs and capitals; "a" between hyphens is the article.
  return run === 'a' && before === '-' && after === '-' ? 'a' : spell(run, variant)
}

/** Within a name, digits are said as those of a flight or a model; by themselves as a number. */
function readDigits(run: string, isPart: boolean, variant: Variant): string {
  if (run.endsWith('s')) return pluralNumber(inPairs(run.slice(0, -1)))
  if (/^\d+$/.test(run)) return isPart || run.length > 15 ? inPairs(run) : digitsAlone(run, variant)
  const groups = run.split('.')
  if (groups.length > 2) return groups.map(group => inPairs(group)).join(' point ')
  return (
    readNumber(run, variant)?.spoken ??
    run
      .split(/[.,]/)
      .map(group => inPairs(group))
      .join(' ')
  )
}

function digitsAlone(run: string, variant: Variant): string {
  return readNumber(run, variant)?.spoken ?? digitByDigit(run)
}

/** Signs inside a token: many only join its parts. */
function readSign(sign: string, before: string, after: string, isMath: boolean): string {
  const isBetween = before !== '' && after !== ''
  const digits = /^\d/.test(before) && /^\d/.test(after)
  if (sign === '.') return isBetween || (after !== '' && before === '') ? (digits ? 'point' : 'dot') : ''
  if (sign === '-') return isMath && (digits || before === '=') ? 'minus' : ''
  if (sign === '/') return isBetween && before !== '<' && !areCapitals(before, after) ? 'slash' : ''
  if (sign === '*') return digits ? 'times' : ''
  if (sign === '<') return digits ? 'less than' : ''
  if (sign === '>') return digits ? 'greater than' : ''
  if (sign === '\\') return isBetween ? 'backslash' : ''
  if (sign === '#') return after !== '' ? 'number' : 'sharp'
  return readSymbol(sign) ?? ''
}

/** "TCP/IP" is said without its slash. */
function areCapitals(before: string, after: string): boolean {
  return /^[A-Z]+$/.test(before) && /^[A-Z]+$/.test(after)
}
