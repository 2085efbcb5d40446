import { segmenter } from './segmenters'

/** What a voice says something for: letters, numbers, symbols and emoji, but not those that lines are drawn of. */
export const SPEECH = /(?![=~^`|<>\u2500-\u25FF])[\p{L}\p{N}\p{S}]/u

/** Two line ends with nothing but space between them, or a paragraph separator. */
export const BLANK_LINE = /(?:\r\n|\r(?!\n)|\n)[^\S\r\n]*[\r\n]|\u2029/

/** The offset behind `count` Unicode code points from `start` on, or the text's end. */
export function afterCodePoints(text: string, start: number, count: number): number {
  let end = start
  for (let passed = 0; passed < count && end < text.length; passed++) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1
  }
  return end
}

/** The last offset from `start` on and before `end` where something to say stands. */
export function lastSpeech(text: string, start: number, end: number): number | undefined {
  for (let at = end - 1; at >= start; at--) {
    // The second half of a surrogate pair, alone, is no sign of anything.
    if (SPEECH.test(String.fromCodePoint(text.codePointAt(at) ?? 0))) return at
  }
  return undefined
}

/** Whether a paragraph that goes on with this text ends before anything is said. @param isLast Whether the text ends with it. */
export function endsUnsaid(rest: string, isLast: boolean): boolean {
  const speech = rest.search(SPEECH)
  return speech < 0 ? isLast || BLANK_LINE.test(rest) : BLANK_LINE.test(rest.slice(0, speech))
}

/** Offset of the first character from `at` on that is no white space; the text's length where there is none. */
export function skipSpace(text: string, at: number): number {
  NO_SPACE.lastIndex = at
  const found = NO_SPACE.exec(text)?.index ?? text.length
  // A space can carry a combining mark.
  return found > at && found < text.length && isGlued(text, found) ? found - 1 : found
}

/** The end of what begins at `start` and ends before the white space that leads to `end`. */
export function trimEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length
}

const NO_SPACE = /\S/g

/** Whether the character at an offset is one grapheme with the white space before it. */
function isGlued(text: string, at: number): boolean {
  const space = text.charAt(at - 1)
  const pair = space + String.fromCodePoint(text.codePointAt(at) ?? 0)
  return (
    text.charAt(at) >= '\u0300' && segmenter('grapheme', 'en').segment(pair).containing(0)?.segment !== space
  )
}
