import { localeOf } from './locale'

/**
 * The language that reads a script best, for words that the voice's own
 * language would spell out as "Cyrillic letter, Cyrillic letter …". Scripts by
 * ISO 15924, languages by eSpeak NG's identifiers.
 */
const READERS: readonly [script: string, language: string][] = [
  ['Arab', 'sem/ar'],
  ['Armn', 'ine/hy'],
  ['Beng', 'inc/bn'],
  ['Cyrl', 'zle/ru'],
  ['Deva', 'inc/hi'],
  ['Ethi', 'sem/am'],
  ['Geor', 'ccs/ka'],
  ['Grek', 'grk/el'],
  ['Gujr', 'inc/gu'],
  ['Guru', 'inc/pa'],
  ['Hang', 'ko'],
  ['Hani', 'sit/cmn'],
  ['Hebr', 'sem/he'],
  ['Hira', 'jpx/ja'],
  ['Kana', 'jpx/ja'],
  ['Knda', 'dra/kn'],
  ['Mlym', 'dra/ml'],
  ['Mymr', 'sit/my'],
  ['Sinh', 'inc/si'],
  ['Taml', 'dra/ta'],
  ['Telu', 'dra/te'],
  ['Thai', 'tai/th'],
]

/** Scripts in which a language is written, where `Intl.Locale` names several in one. */
const COMPOUND: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hira', 'Kana'],
  Kore: ['Hang'],
}

export type Reader = {
  /** Parts a text by script, in order; `language` is eSpeak NG's identifier, that of the voice where its own language reads it. */
  split(text: string): { text: string; language: string }[]
}

/**
 * Who reads what in a voice's text.
 *
 * @param languageCode Polly's or BCP 47.
 * @param language eSpeak NG's identifier of the same language.
 */
export function createReader(languageCode: string, language: string): Reader {
  const script = localeOf(languageCode).maximize().script ?? 'Latn'
  const own = COMPOUND[script] ?? [script]
  const foreign = READERS.filter(([name]) => !own.includes(name))
  const pattern = new RegExp(
    foreign.map(([name]) => `(\\p{sc=${name}}[\\p{scx=${name}}\\p{M}]*)`).join('|'),
    'gu',
  )
  return {
    split(text) {
      const parts: { text: string; language: string }[] = []
      let end = 0
      for (const match of text.matchAll(pattern)) {
        if (match.index > end) parts.push({ text: text.slice(end, match.index), language })
        const reader = foreign[match.slice(1).findIndex(group => group !== undefined)]
        parts.push({ text: match[0], language: reader?.[1] ?? language })
        end = match.index + match[0].length
      }
      if (end < text.length) parts.push({ text: text.slice(end), language })
      return parts
    },
  }
}
