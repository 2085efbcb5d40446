/** Hebrew to Arabic Extended-A, their presentation forms, the scripts beyond the first plane, and the marks. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** For the attribute `dir`. */
export type Direction = 'auto' | 'ltr'

/**
 * How the direction of a text is to be found: line by line where some of it may
 * run from right to left. Elsewhere that would find the same for every line, and
 * cost Chromium a quarter of a second a letter in a paragraph of 50,000 words.
 */
export function directionOf(text: string): Direction {
  return RIGHT_TO_LEFT.test(text) ? 'auto' : 'ltr'
}
