/** What a file is called whose text has no word to name it by. */
const NAMELESS = 'reading'
const MAX_WORDS = 6
const MAX_CHARACTERS = 60
/** Without the extension. File systems take 255 bytes, some sync services and archives much less. */
const MAX_BASE_BYTES = 120
/** Of a text no more than this is looked at for its first words, in UTF-16 units. */
const BEGINNING = 500

const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const utf8 = new TextEncoder()

/**
 * A file name from the first words of a text: of its first line that has any, at most
 * {@link MAX_WORDS} of them and {@link MAX_CHARACTERS} UTF-16 units, cut after a word.
 *
 * @param text Without markup.
 * @param extension Without its dot.
 * @returns Never empty before the extension: `reading.mp3` where there is no word.
 */
export function fileNameOf(text: string, extension: string): string {
  let title = ''
  let between = ''
  let count = 0
  for (const { segment, isWordLike } of words.segment(text.slice(0, BEGINNING))) {
    if (!isWordLike) {
      if (title && /[\n\r\u2028\u2029]/.test(segment)) break
      between += segment
      continue
    }
    const longer = title ? title + between + segment : segment
    if (title && longer.length > MAX_CHARACTERS) break
    title = longer
    between = ''
    if (++count === MAX_WORDS) break
  }
  const base = longestPrefix(title, prefix => prefix.length <= MAX_CHARACTERS)
  return `${safeBase(base)}.${extension}`
}

/**
 * The value of `Content-Disposition` that saves the answer under that name (RFC 6266): in
 * `filename` what ASCII has of it and, where that is not all, in `filename*` as it is (RFC 8187).
 *
 * The name becomes one that every system takes: without path separators, control and
 * bidirectional formatting characters, leading dots, and the names that Windows keeps for
 * itself; at most {@link MAX_BASE_BYTES} bytes of UTF-8 before the extension.
 */
export function attachment(fileName: string): string {
  const [, base = '', extension = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(fileName) ?? []
  const name = safeBase(base)
  const ascii = asciiBase(name)
  const plain = `attachment; filename="${ascii}${extension}"`
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${extendedValue(name + extension)}`
}

function safeBase(base: string): string {
  const plain = base
    .toWellFormed()
    .normalize('NFC')
    // Cc, Cf, Co, Cn and line separators do not show, or turn round what does; the joiners of emoji and scripts are kept.
    .replace(/(?![\u200c\u200d])[\p{C}\u2028\u2029]+/gu, ' ')
    // Separators of paths, and what Windows refuses in a name.
    .replace(/[/\\:*?"<>|\ufffd]+/g, ' ')
    .replace(/\s+/g, ' ')
  const cut = longestPrefix(
    plain.replace(/^[ .]+/, ''),
    prefix => utf8.encode(prefix).length <= MAX_BASE_BYTES,
  )
  // Windows drops dots and spaces at the end by itself, and the name would be another.
  const trimmed = cut.replace(/[ .]+$/, '')
  if (trimmed === '') return NAMELESS
  // Reserved whatever follows the first dot (Microsoft, Naming Files, Paths, and Namespaces).
  return /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]) *(\.|$)/i.test(trimmed) ? `_${trimmed}` : trimmed
}

/** Letters without their accents, and `_` for what ASCII lacks; no `%`, which some decode (RFC 6266, appendix D). */
function asciiBase(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]+|[%"\\/]+/g, '_')
  return /[A-Za-z0-9]/.test(ascii) ? ascii : NAMELESS
}

/** value-chars are attr-chars or percent-encoded bytes: encodeURIComponent leaves four that are neither (RFC 8187, section 3.2.1). */
function extendedValue(text: string): string {
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/['()*]/g, hex)
}

/** As many graphemes from the beginning as fit together. */
function longestPrefix(text: string, fits: (prefix: string) => boolean): string {
  if (fits(text)) return text
  let prefix = ''
  for (const { segment } of graphemes.segment(text)) {
    if (!fits(prefix + segment)) break
    prefix += segment
  }
  return prefix
}
