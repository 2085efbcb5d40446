import type { Context } from './context'
import { cardinal, ordinal, type Variant } from './numbers'

const VULGAR = /^(\d{0,6})([¼-¾⅐-⅞↉])$/
const TYPED = /^(\d{1,4})\/(\d{1,4})$/

/** What people say of a few that are no fractions. */
const SET_PHRASES: Readonly<Record<string, string>> = {
  '24/7': 'twenty four seven',
  '9/11': 'nine eleven',
  '50/50': 'fifty fifty',
  '20/20': 'twenty twenty',
}

/** "3/4" → "three quarters", "1½" → "one and a half", "2" before "1/2" → "and a half", "120/80" → "… over …". */
export function readFraction(
  core: string,
  context: Pick<Context, 'variant' | 'previous'>,
): string | undefined {
  const vulgar = VULGAR.exec(core)
  if (vulgar) {
    const [numerator = '', denominator = ''] = (vulgar[2] ?? '').normalize('NFKD').split('⁄')
    if (vulgar[1]) return `${cardinal(vulgar[1], context.variant)} ${andFraction(numerator, denominator)}`
    return isCounted(context.previous)
      ? andFraction(numerator, denominator)
      : fraction(numerator, denominator)
  }
  const [, numerator, denominator] = TYPED.exec(core) ?? []
  if (!numerator || !denominator) return undefined
  const phrase = SET_PHRASES[core]
  if (phrase) return phrase
  if (numerator === denominator) return `${cardinal(numerator)} out of ${cardinal(denominator)}`
  if (!isCommon(denominator))
    return `${cardinal(numerator, context.variant)} over ${cardinal(denominator, context.variant)}`
  const isMixed = isCounted(context.previous) && Number(numerator) < Number(denominator)
  return isMixed ? andFraction(numerator, denominator) : fraction(numerator, denominator)
}

function isCounted(previous: string): boolean {
  return /^\d{1,6}$/.test(previous)
}

function isCommon(denominator: string): boolean {
  const n = Number(denominator)
  return (n >= 2 && n <= 10) || [12, 16, 20, 32, 64, 100].includes(n)
}

function andFraction(numerator: string, denominator: string): string {
  if (numerator !== '1') return `and ${fraction(numerator, denominator)}`
  const name = part(denominator)
  return `and ${/^(?:eight|eleven)/.test(name) ? 'an' : 'a'} ${name}`
}

function part(denominator: string): string {
  return denominator === '2' ? 'half' : denominator === '4' ? 'quarter' : ordinal(denominator)
}

/** "3", "20" → "three twentieths". Both decimal digits; the denominator is at least 1. */
export function fraction(numerator: string, denominator: string, variant: Variant = 'en-US'): string {
  const name = part(denominator)
  const head = cardinal(numerator, variant)
  if (Number(numerator) === 1) return `${head} ${name}`
  return `${head} ${denominator === '2' ? 'halves' : `${name}s`}`
}
