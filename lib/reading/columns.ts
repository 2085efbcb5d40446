import { segmenter } from './segmenters'

const NARROW = /^[ -\u02ff]*$/
/** What takes the room of two letters (Unicode Standard Annex 11, W and F), emoji among it. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2ff}\u{1f1e6}-\u{1f1ff}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** The width of a line in columns: one for each grapheme, two for a wide one. */
export function columnsOf(text: string): number {
  if (NARROW.test(text)) return text.length
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
