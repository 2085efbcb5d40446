import type { Context } from './context'
import { isQuantity } from './measures'
import { currencyName } from './money'

const GREEK =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  )

/** Signs that are said wherever they stand. */
const SAID: Readonly<Record<string, string>> = {
  '&': 'and',
  '+': 'plus',
  '=': 'equals',
  '@': 'at',
  '%': 'percent',
  '‰': 'per mille',
  '°': 'degrees',
  '§': 'section',
  '№': 'number',
  '¶': 'paragraph',
  '©': 'copyright',
  '®': 'registered',
  '™': 'trademark',
  '℠': 'service mark',
  '×': 'times',
  '÷': 'divided by',
  '±': 'plus or minus',
  '∓': 'minus or plus',
  '≈': 'about',
  '≠': 'is not equal to',
  '≡': 'is identical to',
  '≤': 'is at most',
  '≥': 'is at least',
  '√': 'square root of',
  '∞': 'infinity',
  '∑': 'sum of',
  '∏': 'product of',
  '∫': 'integral of',
  '∂': 'partial',
  '∆': 'delta',
  '∈': 'in',
  '∴': 'therefore',
  '→': 'to',
  '⇒': 'implies',
  '↔': 'to and from',
  '♥': 'heart',
  '★': 'star',
  '♯': 'sharp',
  '♭': 'flat',
  '->': 'to',
  '=>': 'implies',
  '==': 'equals',
  '!=': 'is not equal to',
  '<=': 'is at most',
  '>=': 'is at least',
  '+/-': 'plus or minus',
  '²': 'squared',
  '³': 'cubed',
}

/** Signs that are spoken letter by letter, in addresses and where every character counts. */
const NAMES: Readonly<Record<string, string>> = {
  '.': 'dot',
  '/': 'slash',
  '-': 'dash',
  _: 'underscore',
  ':': 'colon',
  '?': 'question mark',
  '!': 'exclamation mark',
  ',': 'comma',
  ';': 'semicolon',
  '#': 'hash',
  '~': 'tilde',
  '*': 'asterisk',
  '\\': 'backslash',
  '|': 'bar',
  '^': 'caret',
  '"': 'quote',
  "'": 'apostrophe',
  '(': 'open parenthesis',
  ')': 'close parenthesis',
  '[': 'open bracket',
  ']': 'close bracket',
  '{': 'open brace',
  '}': 'close brace',
  '<': 'less than',
  '>': 'greater than',
  $: 'dollar',
  '–': 'dash',
  '—': 'dash',
  '`': 'backtick',
}

/** A sign that stands by itself, or a single Greek letter; undefined for what is not said. */
export function readSymbol(core: string): string | undefined {
  if (Object.hasOwn(SAID, core)) return SAID[core]
  const code = core.length === 1 ? core.toLowerCase().charCodeAt(0) : 0
  return GREEK[code - 0x3b1] ?? (code === 0x221a ? 'root' : currencyName(core))
}

/** The name of any sign, for spelling: "." → "dot". Undefined for what has none. */
export function nameOfSign(sign: string): string | undefined {
  return (Object.hasOwn(NAMES, sign) ? NAMES[sign] : undefined) ?? readSymbol(sign)
}

/** A sign between spaces, whose meaning its neighbours tell: "5 - 3 = 2", "pages 5 - 10", "3 x 4", "a < b". */
export function readOperator(core: string, context: Context): string | undefined {
  const between = isQuantity(context.previous) && isQuantity(context.next)
  if (/^[-–−]$/.test(core)) {
    if (!between) return undefined
    return context.nextButOne !== '=' && Number(context.previous) < Number(context.next) ? 'to' : 'minus'
  }
  if (core === '<' || core === '>') {
    const compares = context.previous !== '' && context.next !== ''
    return compares ? (core === '<' ? 'is less than' : 'is greater than') : undefined
  }
  if (between && core === '*') return 'times'
  if (between && core === '/') return 'divided by'
  return between && core === 'x' ? 'by' : undefined
}
