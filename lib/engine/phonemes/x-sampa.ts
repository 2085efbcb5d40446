import { PhonemeError } from './error'

/**
 * X-SAMPA to IPA: Wells, Computer-coding the IPA (1995, rev. 2000), and the two
 * spellings of Polly's tables that differ from it, `@'` and `3'`.
 */
const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Lower case
    ...{
      a: 'a',
      b: 'b',
      'b_<': 'ɓ',
      c: 'c',
      d: 'd',
      'd`': 'ɖ',
      'd_<': 'ɗ',
      e: 'e',
      f: 'f',
      g: 'ɡ',
      'g_<': 'ɠ',
    },
    ...{
      h: 'h',
      'h\\': 'ɦ',
      i: 'i',
      j: 'j',
      'j\\': 'ʝ',
      k: 'k',
      l: 'l',
      'l`': 'ɭ',
      'l\\': 'ɺ',
      m: 'm',
      n: 'n',
    },
    ...{ 'n`': 'ɳ', o: 'o', p: 'p', 'p\\': 'ɸ', q: 'q', r: 'r', 'r`': 'ɽ', 'r\\': 'ɹ', 'r\\`': 'ɻ', s: 's' },
    ...{ 's`': 'ʂ', 's\\': 'ɕ', t: 't', 't`': 'ʈ', u: 'u', v: 'v', 'v\\': 'ʋ', P: 'ʋ', w: 'w', x: 'x' },
    ...{ 'x\\': 'ɧ', y: 'y', z: 'z', 'z`': 'ʐ', 'z\\': 'ʑ' },
    // Upper case
    ...{
      A: 'ɑ',
      B: 'β',
      'B\\': 'ʙ',
      C: 'ç',
      D: 'ð',
      E: 'ɛ',
      F: 'ɱ',
      G: 'ɣ',
      'G\\': 'ɢ',
      'G\\_<': 'ʛ',
      H: 'ɥ',
    },
    ...{ 'H\\': 'ʜ', I: 'ɪ', 'I\\': 'ᵻ', J: 'ɲ', 'J\\': 'ɟ', 'J\\_<': 'ʄ', K: 'ɬ', 'K\\': 'ɮ', L: 'ʎ' },
    ...{ 'L\\': 'ʟ', M: 'ɯ', 'M\\': 'ɰ', N: 'ŋ', 'N\\': 'ɴ', O: 'ɔ', 'O\\': 'ʘ', Q: 'ɒ', R: 'ʁ', 'R\\': 'ʀ' },
    ...{ S: 'ʃ', T: 'θ', U: 'ʊ', 'U\\': 'ᵿ', V: 'ʌ', W: 'ʍ', X: 'χ', 'X\\': 'ħ', Y: 'ʏ', Z: 'ʒ' },
    // Other characters
    ...{ '@': 'ə', '@\\': 'ɘ', '@`': 'ɚ', "@'": 'ɚ', '{': 'æ', '}': 'ʉ', '1': 'ɨ', '2': 'ø', '3': 'ɜ' },
    ...{
      '3\\': 'ɞ',
      '3`': 'ɝ',
      "3'": 'ɝ',
      '4': 'ɾ',
      '5': 'ɫ',
      '6': 'ɐ',
      '7': 'ɤ',
      '8': 'ɵ',
      '9': 'œ',
      '&': 'ɶ',
    },
    ...{
      '?': 'ʔ',
      '?\\': 'ʕ',
      '<\\': 'ʢ',
      '>\\': 'ʡ',
      '!': 'ꜜ',
      '!\\': 'ǃ',
      '|\\': 'ǀ',
      '|\\|\\': 'ǁ',
      '=\\': 'ǂ',
    },
    // Suprasegmentals; "-" separates symbols
    ...{
      '"': 'ˈ',
      '%': 'ˌ',
      ':': 'ː',
      ':\\': 'ˑ',
      '.': '.',
      '-': '',
      '-\\': '‿',
      '|': '|',
      '||': '‖',
      ' ': ' ',
    },
    ...{ '^': 'ꜛ', "'": 'ʲ', '`': '˞', '=': '\u0329', '~': '\u0303', '<F>': '↘', '<R>': '↗' },
    // Diacritics
    ...{
      '_"': '\u0308',
      '_+': '\u031F',
      '_-': '\u0320',
      _0: '\u0325',
      '_=': '\u0329',
      '_>': 'ʼ',
      '_?\\': 'ˤ',
    },
    ...{
      '_^': '\u032F',
      '_}': '\u031A',
      '_`': '˞',
      '_~': '\u0303',
      _A: '\u0318',
      _a: '\u033A',
      _c: '\u031C',
    },
    ...{
      _d: '\u032A',
      _e: '\u0334',
      _G: 'ˠ',
      _h: 'ʰ',
      _j: 'ʲ',
      "_'": 'ʲ',
      _k: '\u0330',
      _l: 'ˡ',
      _m: '\u033B',
    },
    ...{ _N: '\u033C', _n: 'ⁿ', _O: '\u0339', _o: '\u031E', _q: '\u0319', _r: '\u031D', _t: '\u0324' },
    ...{ _v: '\u032C', _w: 'ʷ', _X: '\u0306', _x: '\u033D' },
    // Tones
    ...{ _T: '\u030B', _H: '\u0301', _M: '\u0304', _L: '\u0300', _B: '\u030F', _F: '\u0302', _R: '\u030C' },
  }),
)
/** In UTF-16 units. */
const LONGEST_SYMBOL = Math.max(...[...SYMBOLS.keys()].map(symbol => symbol.length))

/**
 * A pronunciation in X-SAMPA, such as `pI"kA:n`, in IPA: `pɪˈkɑːn`. Longest
 * match, linear in the length.
 *
 * @throws {PhonemeError} On what is no symbol of X-SAMPA.
 */
export function xSampaToIpa(xSampa: string): string {
  let ipa = ''
  for (let at = 0; at < xSampa.length; ) {
    const symbol = symbolAt(xSampa, at)
    if (symbol === undefined) {
      throw new PhonemeError(`X-SAMPA has no symbol "${String.fromCodePoint(xSampa.codePointAt(at) ?? 0)}"`)
    }
    ipa += SYMBOLS.get(symbol) ?? ''
    at += symbol.length
  }
  return ipa
}

function symbolAt(xSampa: string, at: number): string | undefined {
  for (let length = LONGEST_SYMBOL; length > 0; length--) {
    const symbol = xSampa.slice(at, at + length)
    if (symbol.length === length && SYMBOLS.has(symbol)) return symbol
  }
  return undefined
}
