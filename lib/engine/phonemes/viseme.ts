/**
 * Shapes of the mouth, as Polly marks them in all languages (Polly, Phoneme and
 * Viseme Tables); `sil` is at rest.
 */
export const VISEMES = [
  ...(['p', 't', 'S', 'T', 'f', 'k', 'i', 'l', 'r', 's', 'u'] as const),
  ...(['@', 'a', 'e', 'E', 'o', 'O', 'B', 'J', 'sil'] as const),
] as const
export type Viseme = (typeof VISEMES)[number]

function table(rows: Readonly<Partial<Record<Viseme, string>>>): ReadonlyMap<string, Viseme> {
  return new Map(VISEMES.flatMap(viseme => rows[viseme]?.split(' ').map(symbol => [symbol, viseme]) ?? []))
}

/** English, US (Polly, ph-table-english-us). */
const FLITE = table({
  ...{ p: 'b m p', t: 'd n t', S: 'jh sh ch zh', T: 'dh th', f: 'f v', k: 'g hh k ng', i: 'y iy ih', l: 'l' },
  ...{ r: 'r', s: 's z', u: 'w uw uh', '@': 'ax er er0', a: 'ae ay aw aa', e: 'ey', E: 'er1 eh ah', o: 'ow' },
  ...{ O: 'ao oy', sil: 'pau' },
})

/**
 * The viseme of a phone of Flite, with or without its digit of stress. Polly
 * tells the stressed `er` (`ɝ`, E) from the other (`ɚ`, @); without a digit it is the
 * more frequent one, which is not stressed.
 *
 * @returns `sil` for pauses and for what is no phone.
 */
export function visemeOf(flitePhone: string): Viseme {
  return FLITE.get(flitePhone) ?? FLITE.get(flitePhone.replace(/[01]$/, '')) ?? 'sil'
}

/** All languages: what most of Polly's tables say, and the nearest of them for what none has. A diphthong is as it starts. */
const IPA = table({
  p: 'p b m ɓ ʙ ɱ',
  t: 't d n l ɾ ʈ ɖ ɳ ɭ ɬ ɮ ɫ ɗ ɺ ʟ',
  S: 'ʃ ʒ ʂ ʐ ʧ ʤ',
  T: 'θ ð Θ',
  f: 'f v ʋ ɸ',
  k: 'k ɡ g h x c ɣ χ ʁ ʀ ŋ ɴ ɧ ɦ q ɢ ħ ʕ ɠ ʛ ʜ',
  i: 'i j ɪ ɨ ɯ ɰ ᵻ',
  r: 'r ɹ ɻ ɽ',
  s: 's z ʦ ʣ',
  u: 'u w ʊ y ʏ ʉ ɥ ʍ ᵿ',
  '@': 'ə ɚ ɘ',
  a: 'a ɑ æ ɐ ɶ',
  e: 'e',
  E: 'ɛ ʌ ɜ ɝ ɞ',
  o: 'o ø ɵ ɤ',
  O: 'ɔ œ ɒ',
  B: 'β',
  J: 'ɲ ʎ ɕ ʑ ɟ ʝ ʨ ʥ ʄ',
})
/** After t, d or p the mouth already has the shape of these: affricates. */
const RELEASES = new Set('ʃʒʂʐszɕʑf')

/**
 * The viseme of a phoneme of any language in IPA, such as `tʃ`, `aɪ` or `ɑ̃ː`:
 * that of its first symbol, but for affricates; stress, ties and details aside.
 *
 * @returns `sil` for pauses, the glottal stop, and what is no symbol of IPA.
 */
export function visemeOfIpa(phoneme: string): Viseme {
  const [first, second = ''] = [...phoneme.normalize('NFD')].filter(symbol => IPA.has(symbol))
  const shape = first && 'tdp'.includes(first) && RELEASES.has(second) ? second : first
  return IPA.get(shape ?? '') ?? 'sil'
}
