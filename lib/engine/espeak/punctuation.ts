import type { Token } from '../script'

type Punctuation = Token['punctuation']

const SIGNS: Readonly<Record<Exclude<Punctuation, ''>, string>> = {
  ',': ',،、，﹐՝፣߸꓾()[]{}—',
  ';': ';؛；፤',
  ':': ':：፥',
  '.': '.。．｡…։।॥۔።။៕។᙮',
  '!': '!！՜‼',
  '?': '?？؟՞፧⁇⁈⁉\u037e',
}

const BY_SIGN: ReadonlyMap<string, Punctuation> = new Map(
  Object.entries(SIGNS).flatMap(([punctuation, signs]) =>
    Array.from(signs, (sign): [string, Punctuation] => [sign, punctuation as Punctuation]),
  ),
)

const STRENGTH: readonly Punctuation[] = ['', ',', ':', ';', '.', '!', '?']

/**
 * The one of six signs that shapes the melody as a language's own sign does.
 *
 * @param sign As it stands in the text.
 * @param main The language without region, such as `el`.
 * @param spaced Whether there is a space beside it: then a short dash parts too.
 */
export function punctuationOf(sign: string, main: string, spaced: boolean): Punctuation {
  if (main === 'el' && sign === ';') return '?'
  if (main === 'el' && (sign === '·' || sign === '\u0387')) return ';'
  if (spaced && /^[-–‒―]$/.test(sign)) return ','
  return BY_SIGN.get(sign) ?? ''
}

/** Of two signs after one word, the one that is heard. */
export function stronger(a: Punctuation, b: Punctuation): Punctuation {
  return STRENGTH.indexOf(b) > STRENGTH.indexOf(a) ? b : a
}
