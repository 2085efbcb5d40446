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
  if (PLAIN.test(text)) {
    let columns = text.length
    for (let i = 0; i < text.length; i++) if (text.charAt(i) >= PLAIN_WIDE_FROM) columns++
    return columns
  }
  return Array.from(segmenter('grapheme', 'en').segment(text)).reduce(
    (sum, { segment }) => sum + graphemeColumns(segment),
    0,
  )
}

/** A text in pieces of at most so many columns, never within a grapheme. */
export function cutAtColumns(text: string, most: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let columns = 0
  for (const { segment } of segmenter('grapheme', 'en').segment(text)) {
    const more = graphemeColumns(segment)
    if (columns + more > most && piece !== '') {
      pieces.push(piece)
      piece = ''
      columns = 0
    }
    piece += segment
    columns += more
  }
  return [...pieces, piece]
}

function graphemeColumns(grapheme: string): number {
  return WIDE.test(grapheme) ? 2 : 1
}
