import { BLANK_LINE, skipSpace } from './characters'
import { cutSsml } from './chunk-ssml'
import { cutText } from './chunk-text'
import { countCodePoints, MAX_BILLED_CHARACTERS, MAX_CHARACTERS, type Reading } from './reading'
import { segmentingLocale } from './segmenters'

/** Part of a reading that one request can speak. */
export type Chunk = {
  /**
   * What is sent to the service: for SSML a well-formed document of its own, for
   * text the piece itself, and a blank line where a paragraph ends, for the pause that it asks for.
   */
  text: string
  /** Where the piece begins in the reading's text, in UTF-16 units. */
  start: number
  /** Where it ends, exclusive. */
  end: number
  /** How many UTF-16 units of `text` come before the piece (reopened SSML tags); 0 for text. */
  lead: number
}

/**
 * The chunks of a reading, in order, each within the limits of SynthesizeSpeech
 * (Polly, Quotas: 3,000 billed characters of 6,000 in all). Lazy: the
 * first chunk of a long text costs as much as that of a short one, but for a long SSML document being checked
 * before.
 *
 * @param language By which sentences and words are told apart (BCP 47); English where it is unknown.
 * @throws Problem `invalid-parameter` (400) for a long SSML document that is not well-formed, `text-too-long`
 *   (413) for one that holds an element that must not be cut and does not fit.
 */
export function* chunksOf(reading: Pick<Reading, 'text' | 'textType'>, language?: string): Generator<Chunk> {
  const { text } = reading
  const locale = segmentingLocale(language)
  if (reading.textType === 'ssml') {
    yield* cutSsml(text, locale, { all: MAX_CHARACTERS, billed: MAX_BILLED_CHARACTERS })
    return
  }
  for (const { start, end } of cutText(text, locale, MAX_BILLED_CHARACTERS)) {
    const piece = text.slice(start, end)
    yield { text: endsParagraph(text, end) ? withPause(piece) : piece, start, end, lead: 0 }
  }
}

const PAUSE = '\n\n'

/** Whether another paragraph follows. */
function endsParagraph(text: string, end: number): boolean {
  const next = skipSpace(text, end)
  return next < text.length && BLANK_LINE.test(text.slice(end, next))
}

/** A piece that fills a request has no room for it: its pause is that of a sentence. */
function withPause(piece: string): string {
  const isFull =
    piece.length + PAUSE.length > MAX_BILLED_CHARACTERS &&
    countCodePoints(piece) + PAUSE.length > MAX_BILLED_CHARACTERS
  return isFull ? piece : piece + PAUSE
}

/** From an offset in a chunk's text, such as that of a mark, to one in the reading's text: within the chunk's piece. */
export function readingOffset({ start, end, lead }: Chunk, offset: number): number {
  return Math.min(end, Math.max(start, start + offset - lead))
}
