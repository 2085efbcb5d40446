import { PhonemeError } from './error'
import { FLITE_CONSONANTS, FLITE_VOWELS } from './flite'

/**
 * IPA to phones of Flite, vowels without their digit: the inventories of Polly
 * for en-US and en-GB (Polly, Phoneme and Viseme Tables), other spellings of
 * them in dictionaries, and what further Englishes add. Its voices are
 * American and Scottish, so that some vowels are their nearest: `ɒ` is `aa`.
 */
const PHONES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ b: 'b', d: 'd', ð: 'dh', f: 'f', ɡ: 'g', g: 'g', h: 'hh', j: 'y', k: 'k', l: 'l', m: 'm', n: 'n' },
    ...{ ŋ: 'ng', p: 'p', ɹ: 'r', r: 'r', s: 's', ʃ: 'sh', t: 't', θ: 'th', Θ: 'th', v: 'v', w: 'w', z: 'z' },
    ...{ ʒ: 'zh', dʒ: 'jh', ʤ: 'jh', tʃ: 'ch', ʧ: 'ch', ɻ: 'r', ɫ: 'l', ɾ: 'd', ʔ: 't', ʍ: 'hh w' },
    // Syllabic consonants
    ...{ l̩: 'ax l', ɫ̩: 'ax l', m̩: 'ax m', n̩: 'ax n', ŋ̩: 'ax ng', ɹ̩: 'er', r̩: 'er' },
    ...{ ə: 'ax', ɚ: 'er', æ: 'ae', a: 'ae', ɑ: 'aa', ɒ: 'aa', ɝ: 'er', ɜ: 'er', ɛ: 'eh', e: 'eh', i: 'iy' },
    ...{ ɪ: 'ih', ɔ: 'ao', o: 'ow', u: 'uw', ʉ: 'uw', ʊ: 'uh', ʌ: 'ah', ɐ: 'ah', ɘ: 'ax', ɨ: 'ih', ɵ: 'uh' },
    // Diphthongs. Those that end in ə are their two vowels.
    ...{ aɪ: 'ay', ɑɪ: 'ay', aʊ: 'aw', æʊ: 'aw', eɪ: 'ey', ɛɪ: 'ey', æɪ: 'ey', ɔɪ: 'oy', oɪ: 'oy' },
    ...{ oʊ: 'ow', əʊ: 'ow', əʉ: 'ow', ɔʊ: 'ow' },
    // Rhotic vowels
    ...{ 'ə˞': 'er', 'ɜ˞': 'er', '˞': 'r' },
  }).map(([symbol, phones]) => [symbol, phones.split(' ')]),
)
/** In UTF-16 units. */
const LONGEST_SYMBOL = Math.max(...[...PHONES.keys()].map(symbol => symbol.length))

/** Flite tells two degrees apart; its own lexicon gives the first to secondary stress too. */
const STRESS = /[ˈˌ]/
/** Syllables and words within the string: symbols on both sides of it are never one. */
const BOUNDARY = /[.\s‿|]/
/** Ties, length, and details that no phone of English depends on: aspiration, dental, devoiced, unreleased, glide. */
const DETAILS = /[\u0361\u035C\u032A\u0325\u030A\u031A\u032Fːˑ:ʰ]/g

/**
 * Phones of Flite for a pronunciation in IPA, with stress on vowels as its
 * lexicon writes it: `əˈbaʊt` is `ax0 b aw1 t`. Longest match; ties and length
 * are understood and passed over, dots keep symbols apart. Where no stress is
 * marked, the first full vowel has it. Linear in the length.
 *
 * @returns Undefined where a symbol is not English or there is nothing to say.
 */
export function ipaToFlite(ipa: string): string[] | undefined {
  const source = ipa.normalize('NFD').replace(DETAILS, '')
  const phones: string[] = []
  let stressed = false
  let marked = false
  for (let at = 0; at < source.length; ) {
    const here = source.charAt(at)
    const symbol = STRESS.test(here) || BOUNDARY.test(here) ? here : symbolAt(source, at)
    if (symbol === undefined) return undefined
    at += symbol.length
    if (STRESS.test(symbol)) stressed = marked = true
    for (const phone of PHONES.get(symbol) ?? []) {
      phones.push(FLITE_VOWELS.has(phone) ? vowel(phone, stressed) : phone)
      if (FLITE_VOWELS.has(phone)) stressed = false
    }
  }
  if (!marked) {
    const first = phones.findIndex(phone => phone.endsWith('0') && phone !== 'ax0')
    if (first >= 0) phones[first] = vowel((phones[first] ?? '').slice(0, -1), true)
  }
  return phones.length > 0 ? phones : undefined
}

function vowel(phone: string, stressed: boolean): string {
  if (!stressed) return `${phone}0`
  return phone === 'ax' ? 'ah1' : `${phone}1`
}

/** The longest symbol of English that starts there. */
function symbolAt(source: string, at: number): string | undefined {
  for (let length = LONGEST_SYMBOL; length > 0; length--) {
    const symbol = source.slice(at, at + length)
    if (symbol.length === length && PHONES.has(symbol)) return symbol
  }
  return undefined
}

const VOWEL_SYMBOLS: Readonly<Record<string, string>> = {
  ...{ aa: 'ɑ', ae: 'æ', ah: 'ʌ', ao: 'ɔ', aw: 'aʊ', ax: 'ə', ay: 'aɪ', eh: 'ɛ', er: 'ɚ', ey: 'eɪ', ih: 'ɪ' },
  ...{ iy: 'i', ow: 'oʊ', oy: 'ɔɪ', uh: 'ʊ', uw: 'u' },
}
const CONSONANT_SYMBOLS: Readonly<Record<string, string>> = {
  ...{ b: 'b', ch: 't͡ʃ', d: 'd', dh: 'ð', f: 'f', g: 'ɡ', hh: 'h', jh: 'd͡ʒ', k: 'k', l: 'l', m: 'm', n: 'n' },
  ...{ ng: 'ŋ', p: 'p', r: 'ɹ', s: 's', sh: 'ʃ', t: 't', th: 'θ', v: 'v', w: 'w', y: 'j', z: 'z', zh: 'ʒ' },
}

/**
 * IPA for phones of Flite, in the symbols of Polly's en-US inventory. Digits on
 * vowels become a mark right before the vowel (`həlˈoʊ`); without digits none is
 * marked. Dots keep apart what would be read as one symbol; pauses are spaces.
 *
 * @throws {PhonemeError} For what is no phone of Flite.
 */
export function fliteToIpa(phones: readonly string[]): string {
  let ipa = ''
  let before = ''
  for (const phone of phones) {
    const name = phone.replace(/[01]$/, '')
    const stressed = phone.endsWith('1')
    const symbol = stressed && name === 'er' ? 'ɝ' : symbolOf(name, phone)
    const joins =
      (FLITE_VOWELS.has(before) && FLITE_VOWELS.has(name)) || /^(?:t sh|d zh)$/.test(`${before} ${name}`)
    ipa += `${stressed ? 'ˈ' : joins ? '.' : ''}${symbol}`
    before = name
  }
  return ipa.trim()
}

function symbolOf(name: string, phone: string): string {
  if (name === 'pau') return ' '
  const symbol = FLITE_VOWELS.has(name)
    ? VOWEL_SYMBOLS[name]
    : FLITE_CONSONANTS.has(phone)
      ? CONSONANT_SYMBOLS[name]
      : undefined
  if (symbol === undefined) throw new PhonemeError(`Flite has no phone "${phone}"`)
  return symbol
}
