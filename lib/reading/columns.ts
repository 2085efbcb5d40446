import { segmenter } from './segmenters'

/** Signs that are a grapheme each beside any other of them: those of most languages, without marks that combine. */
const PLAIN =
  /^[ -\u02ff\u0370-\u0482\u048a-\u0559\u0620-\u064a\u2010-\u2027\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/
const PLAIN_WIDE_FROM = '\u3001'
/** What takes the room of two letters (Unicode Standard Annex 11, W and F), emoji among it. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** The width of a line in columns: one for each grapheme, two for a wide one. */
export function columnsOf(text: string): number {
  let columns = 0
  if (PLAIN.test(text)) {
    for (let i = 0; i < text.length; i++) columns += text.charAt(i) >= PLAIN_WIDE_FROM ? 2 : 1
  } else {
    for (const { segment } of segmenter('grapheme', 'en').segment(text)) columns += graphemeColumns(segment)
  }
  return columns
}

/**
 * A text in pieces of at most so many columns, with the width of each, never cut within a grapheme: told in one
 * pass, as graphemes are costly to find.
 */
export function cutAtColumns(text: string, most: number): { text: string; columns: number }[] {
  const plainColumns = PLAIN.test(text) ? columnsOf(text) : undefined
  if (plainColumns !== undefined && plainColumns <= most) return [{ text, columns: plainColumns }]
  const pieces: { text: string; columns: number }[] = []
  let from = 0
  let columns = 0
  for (const { segment, index } of segmenter('grapheme', 'en').segment(text)) {
    const more = graphemeColumns(segment)
    if (columns + more > most && index > from) {
      pieces.push({ text: text.slice(from, index), columns })
      from = index
      columns = 0
    }
    columns += more
  }
  return [...pieces, { text: text.slice(from), columns }]
}

function graphemeColumns(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1
}
