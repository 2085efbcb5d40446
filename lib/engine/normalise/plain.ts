/** Latin letters that Unicode does not decompose. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'ng',
  Ŋ: 'Ng',
  ŧ: 't',
  Ŧ: 'T',
  ə: 'e',
  Ə: 'E',
  ƒ: 'f',
  ĸ: 'k',
}

/** Signs that people mean the same by. */
const SIGNS: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  ʼ: "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '−': '-',
  '⁄': '/',
  '∕': '/',
  º: '°',
}

/** These mean something that their compatible letters do not: they are left for the readers. */
const KEPT = /[¼-¾⅐-⅞⁰¹²³⁴-⁹™℠№Α-Ωα-ω]/

/**
 * Text of one word in the letters that English is read from: accents taken
 * off, quotes and hyphens made plain, ligatures and wide forms opened, what is
 * not seen left out. Letters of other scripts, signs and pictures stay.
 */
export function toPlain(raw: string): string {
  if (/^[\x20-\x7e]*$/.test(raw)) return raw
  return raw
    .toWellFormed()
    .replace(/(?<=\d)[\u00a0\u2009\u202f](?=\d{3})/g, ',')
    .replace(/\p{Cf}|\p{Cc}|\u034f|\ufe0e|\ufe0f/gu, '')
    .replace(
      /[^\0-\x7f]/gu,
      char => SIGNS[char] ?? LETTERS[char] ?? (KEPT.test(char) ? char : decomposed(char)),
    )
}

/** Letters keep no mark; a sign such as ≠ is not its parts. */
function decomposed(char: string): string {
  // Letters of other scripts are not read: neither are their parts.
  if (/(?!\p{Script=Latin}|\p{Script=Common})\p{L}/u.test(char)) return char
  const parts = char.normalize('NFKD')
  return /^\p{S}$/u.test(char) && /^\p{S}/u.test(parts) && /\p{M}/u.test(parts)
    ? char
    : parts.replace(/[\p{M}\s]/gu, '').replaceAll('⁄', '/')
}
