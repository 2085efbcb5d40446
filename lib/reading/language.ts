/**
 * Which language a text is in. Scripts of one language tell at once; for those
 * that many share, what knows more is loaded when it is needed first.
 */

/** Scripts that are written in one living language that people have read to them, by Unicode's name. */
const OF_ONE_LANGUAGE: readonly [script: string, language: string][] = [
  ['Armenian', 'hy'],
  ['Bengali', 'bn'],
  ['Ethiopic', 'am'],
  ['Georgian', 'ka'],
  ['Greek', 'el'],
  ['Gujarati', 'gu'],
  ['Gurmukhi', 'pa'],
  ['Hangul', 'ko'],
  ['Hebrew', 'he'],
  ['Kannada', 'kn'],
  ['Khmer', 'km'],
  ['Lao', 'lo'],
  ['Malayalam', 'ml'],
  ['Myanmar', 'my'],
  ['Oriya', 'or'],
  ['Sinhala', 'si'],
  ['Tamil', 'ta'],
  ['Telugu', 'te'],
  ['Thai', 'th'],
]

const SHARED = ['Arabic', 'Cyrillic', 'Devanagari', 'Han', 'Latin'] as const

const SCRIPTS: readonly [script: string, letters: RegExp][] = [
  ...OF_ONE_LANGUAGE.map(([script]) => script),
  ...SHARED,
].map(script => [script, new RegExp(`\\p{Script=${script}}`, 'gu')])

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu
/** Characters of written Cantonese that Mandarin has no use for. */
const CANTONESE = /[嘅咗喺啲冇佢唔哋嚟咁嘢嗰咩㗎攞畀噚]/gu
/** One kana to so many Han characters makes a text Japanese: a newspaper has one to one. */
const HAN_TO_KANA = 8
/** Fewer letters tell nothing. */
const MIN_LETTERS = 4

/** A long text is judged by its beginning, its middle and its end, so many UTF-16 units of each. */
const SAMPLE_UNITS = 320

/**
 * Detects the language of a text by a sample: the time does not grow with its length.
 *
 * @param text Plain, or SSML, whose tags do not count.
 * @returns A BCP 47 primary tag as `primaryLanguage` gives it, or undefined where nothing is certain enough.
 */
export async function detectLanguage(text: string): Promise<string | undefined> {
  const sample = sampleOf(text)
  const script = scriptOf(sample)
  if (script === undefined) return undefined
  if (script === 'Han') return languageOfHan(sample)
  const only = OF_ONE_LANGUAGE.find(([name]) => name === script)
  if (only) return only[1]
  const { guessLanguage } = await import('./language-guess')
  return guessLanguage(sample)
}

function sampleOf(text: string): string {
  const parts =
    text.length <= 3 * SAMPLE_UNITS
      ? [text]
      : [0, (text.length - SAMPLE_UNITS) / 2, text.length - SAMPLE_UNITS].map(start =>
          wholeWords(text.slice(Math.floor(start), Math.floor(start) + SAMPLE_UNITS)),
        )
  return parts.map(withoutMarkup).join(' ').normalize('NFC')
}

/** Without the halves of words, tags and characters at the edges, where there are spaces to tell. */
function wholeWords(part: string): string {
  const inner = part.slice(part.search(/\s/) + 1)
  const last = inner.search(/\s\S*$/)
  return last > SAMPLE_UNITS / 2 ? inner.slice(0, last) : inner
}

/** Tags, addresses and what computers call things are in no language. */
function withoutMarkup(part: string): string {
  return part.replace(/<[^<>]*>|^[^<>]*\/?>|https?:\S+|www\.\S+|\S+@\S+|&#?\w+;/g, ' ')
}

function scriptOf(sample: string): string | undefined {
  let most = MIN_LETTERS - 1
  let found: string | undefined
  for (const [script, letters] of SCRIPTS) {
    const count = countOf(letters, sample) + (script === 'Han' ? countOf(KANA, sample) : 0)
    if (count <= most) continue
    most = count
    found = script
  }
  return found
}

function languageOfHan(sample: string): string {
  if (countOf(KANA, sample) * HAN_TO_KANA >= countOf(/\p{Script=Han}/gu, sample)) return 'ja'
  return countOf(CANTONESE, sample) >= 2 ? 'yue' : 'zh'
}

function countOf(letters: RegExp, sample: string): number {
  return sample.match(letters)?.length ?? 0
}
