import { bestCut } from './best-cut'
import { afterCodePoints, BLANK_LINE, endsUnsaid, lastSpeech, SPEECH, skipSpace, trimEnd } from './characters'

/** UTF-16 offsets: start inclusive, end exclusive. */
type Piece = { start: number; end: number }

/** A line of this many UTF-16 units was not wrapped by hand: it is a paragraph, ended with a single line break. */
const LONG_LINE = 160
/** A line that ends before was ended on purpose. */
const SHORT_LINE = 45
const LINE_END = /\r\n|[\r\n\u2028\u2029]/
const STOP = /[.!?:…。！？।؟۔][\p{Pe}\p{Pf}"']*$/u
/** UTF-16 units beyond a cut that show how the text goes on. */
const LOOKAHEAD = 64

/**
 * The pieces of a plain text that one request each can speak, lazily: a step
 * looks about two pieces ahead at most. Each paragraph is a piece of its own, so
 * that an edit changes no piece of another; one that is too long is cut at
 * lines, sentences, clauses, words, graphemes. What has nothing to say goes
 * with a neighbour. Between pieces there is nothing but white space.
 *
 * @param locale By which sentences and words are told apart.
 * @param limit Unicode code points in a piece, at least 1.
 */
export function* cutText(text: string, locale: string, limit: number): Generator<Piece> {
  // All lines of a paragraph that is too long are cut alike: else an edit in one would move the cuts of others.
  let isLong = false
  let start = skipSpace(text, 0)
  while (start < text.length) {
    const speech = firstSpeech(text, start, limit)
    const paragraph = paragraphEnd(text, start, speech, limit)
    isLong ||= paragraph === undefined
    const line = isLong
      ? longLineEnd(text, start, speech, paragraph ?? afterCodePoints(text, start, limit))
      : undefined
    const natural = line ?? paragraph
    const end =
      natural === undefined
        ? cutWithin(text, start, speech, limit, locale)
        : withSpeechless(text, start, natural, natural === paragraph ? BLANK_LINE : LINE_END, limit)
    if (natural !== undefined && natural === paragraph) isLong = false
    yield { start, end: trimEnd(text, start, end) }
    start = skipSpace(text, end)
  }
}

function fits(text: string, start: number, end: number, limit: number): boolean {
  return end - start <= limit || end <= afterCodePoints(text, start, limit)
}

/** Where there is first something to say, or undefined where a piece can hold nothing of the kind. */
function firstSpeech(text: string, start: number, limit: number): number | undefined {
  const found = text.slice(start, start + 2 * limit).search(SPEECH)
  return found < 0 ? undefined : start + found
}

/** The end of the paragraph that speaks first, or undefined where a piece cannot hold all of it. */
function paragraphEnd(text: string, start: number, speech: number | undefined, limit: number) {
  // Nothing within limit code points is further away than 2 × limit units.
  const blank = speech === undefined ? -1 : text.slice(speech, start + 2 * limit).search(BLANK_LINE)
  if (speech !== undefined && blank >= 0) {
    const end = trimEnd(text, start, speech + blank)
    return fits(text, start, end, limit) ? end : undefined
  }
  const end = trimEnd(text, start, afterCodePoints(text, start, limit))
  const next = skipSpace(text, end)
  return next >= text.length || BLANK_LINE.test(text.slice(end, next)) ? end : undefined
}

/** With the paragraphs, or lines, that follow and have nothing to say, as far as they fit. */
function withSpeechless(text: string, start: number, end: number, ending: RegExp, limit: number): number {
  const next = skipSpace(text, end)
  const window = text.slice(next, start + 2 * limit)
  const speech = window.search(SPEECH)
  if (speech === 0) return end
  const isLast = speech < 0 && next + window.length >= text.length
  const before = speech < 0 ? window : window.slice(0, speech)
  const lastEnd = Array.from(before.matchAll(new RegExp(ending, 'gu'))).at(-1)?.index ?? 0
  const extended = trimEnd(text, end, isLast ? text.length : next + lastEnd)
  return extended > next && fits(text, start, extended, limit) ? extended : end
}

/** A cut in the middle of a paragraph, after what speaks first. */
function cutWithin(text: string, start: number, speech: number | undefined, limit: number, locale: string) {
  const reach = afterCodePoints(text, start, limit)
  const upTo = speech === undefined ? reach : lastCut(text, speech, reach, limit)
  const line = lastLineEnd(text, start, speech, upTo)
  if (line !== undefined) return line
  const window = text.slice(start, reach + LOOKAHEAD)
  const cutAfter = (after: number) => bestCut(window, { after, upTo: upTo - start, locale })
  // Where nothing is said before the limit, or a grapheme beyond it, the piece is without speech.
  return start + (cutAfter((speech ?? start) - start) ?? cutAfter(0) ?? reach - start)
}

/** How late a cut may be: what follows is to have something to say, too. */
function lastCut(text: string, speech: number, reach: number, limit: number): number {
  const rest = text.slice(reach, reach + 2 * limit)
  const isAllSaid = endsUnsaid(rest, reach + rest.length >= text.length)
  return (isAllSaid ? lastSpeech(text, speech + 1, reach) : undefined) ?? reach
}

/** The lines that end within a piece from `start` to `upTo`, but not before it speaks. */
function linesOf(
  text: string,
  start: number,
  speech = start,
  upTo: number,
): { end: number; length: number }[] {
  const lines: { end: number; length: number }[] = []
  let lineStart = start
  for (const { 0: lineBreak, index } of text.slice(start, upTo + 1).matchAll(new RegExp(LINE_END, 'gu'))) {
    const end = start + index
    if (end > speech && end <= upTo) lines.push({ end, length: end - lineStart })
    lineStart = end + lineBreak.length
  }
  return lines
}

function longLineEnd(text: string, start: number, speech: number | undefined, upTo: number) {
  return linesOf(text, start, speech, upTo).find(({ length }) => length >= LONG_LINE)?.end
}

/** The last end of a line that was not ended by the width of somebody's window. */
function lastLineEnd(text: string, start: number, speech: number | undefined, upTo: number) {
  const isWhole = start === 0 || LINE_END.test(text.charAt(start - 1))
  return linesOf(text, start, speech, upTo).findLast(({ end, length }) => {
    const isShort = length < SHORT_LINE && (isWhole || end - length > start)
    return isShort || length >= LONG_LINE || STOP.test(text.slice(Math.max(start, end - 8), end))
  })?.end
}
