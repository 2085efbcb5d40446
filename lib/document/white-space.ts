/** Controls, soft hyphens and zero-width spaces: nothing to hear, and in the midst of a word they break it in two. */
const UNHEARD = /(?!\s)[\p{Cc}\u00ad\u200b\u2060]|\ufeff/gu

/** White space that is more than one plain space. */
const RUN = /[^\S ]\s*| \s+/g

/** Scripts that are written without spaces: a line ends there in the midst of a sentence, or of a word. */
const SPACELESS = /[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]/

/** Text without what cannot be heard. */
export function cleaned(text: string): string {
  // Most pieces of most pages: looked through once instead of twice, and much faster.
  if (/^[\t\n\r -~]*$/.test(text)) return text
  return text.replace(/\u0085/g, '\n').replace(UNHEARD, '')
}

/** Collapses every run of white space, as spaceBetween() says. */
export function collapsed(text: string): string {
  return text.replace(RUN, (run, at: number) =>
    spaceBetween(run, text[at - 1] ?? '', text[at + run.length] ?? ''),
  )
}

/**
 * What a run of white space becomes between two characters (`after` may go on):
 * one space; nothing where a line of Chinese or Japanese was broken (CSS Text 3,
 * 4.1.3, Segment Break Transformation); itself where it is one character that
 * says more, like the no-break space in `10 km`.
 */
export function spaceBetween(run: string, before: string, after: string): string {
  if (run.length === 1 && !/[\t-\r\u2028\u2029]/.test(run)) return run
  return run.includes('\n') && SPACELESS.test(before) && SPACELESS.test(after[0] ?? '') ? '' : ' '
}

/** Columns that a line takes where every character has the same width; East Asian ones take two. */
export function columnsOf(line: string): number {
  let columns = 0
  for (const character of line) columns += isSpaceless(character) ? 2 : 1
  return columns
}

export function isSpaceless(character: string): boolean {
  return SPACELESS.test(character)
}
