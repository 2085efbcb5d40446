import { BLANK_LINE } from './characters'
import type { TextType } from './reading'
import { ssmlTokens } from './ssml-tokens'

/** Stands where paragraphs or tagged sentences part, as one space stands for all other white space. */
export const PARAGRAPH = '\u2029'

/** Text as it is read, and where in the source each of its UTF-16 units starts and ends. */
export type SpokenText = { text: string; starts: readonly number[]; ends: readonly number[] }

/** White space, but for spaces that hold words together. */
const SPACE = '[^\\S\\u00a0\\u2007\\u202f\\ufeff]'
const RUNS = new RegExp(`(${SPACE}+)|(?:(?!${SPACE})[^])+`, 'g')
/** Controls, soft hyphens, marks of byte order, and those of direction that come in pairs, which a cut would part. */
const UNSEEN = /[\p{Cc}\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u
const PARTING = new Set(['p', 's'])

/**
 * The text between two offsets without tags, its references resolved and its
 * white space made single. A `<sub>` gives what it stands around, as it is
 * written.
 *
 * @throws Problem `invalid-parameter` (400) where SSML is not well-formed.
 */
export function spokenText(source: string, start: number, end: number, textType: TextType): SpokenText {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let gap = ''

  /** @param whole Where the content starts and ends, if it is not written as it is read. */
  function add(content: string, from: number, whole?: { start: number; end: number }): void {
    for (const { 0: run, 1: space, index } of content.matchAll(RUNS)) {
      if (space) {
        part(BLANK_LINE.test(space))
        continue
      }
      for (let i = 0; i < run.length; i++) {
        const at = from + index + i
        addUnit(run.charAt(i), whole?.start ?? at, whole?.end ?? at + 1)
      }
    }
  }

  function part(isParagraph: boolean): void {
    gap = isParagraph || gap === PARAGRAPH ? PARAGRAPH : ' '
  }

  function addUnit(unit: string, unitStart: number, unitEnd: number): void {
    if (UNSEEN.test(unit)) return
    if (gap !== '') addGap(unitStart)
    text += unit
    starts.push(unitStart)
    ends.push(unitEnd)
  }

  function addGap(before: number): void {
    text += gap
    starts.push(before)
    ends.push(before)
    gap = ''
  }

  if (textType === 'text') add(source.slice(start, end), start)
  else {
    for (const token of ssmlTokens(source, start)) {
      if (token.start >= end) break
      if (token.kind === 'text') add(token.content.slice(0, end - token.start), token.start)
      else if (token.content !== '') add(token.content, token.start, token)
      else if (PARTING.has(token.name)) part(true)
      else if (token.name === 'break') part(false)
    }
  }
  if (gap !== '') addGap(end)
  return { text, starts, ends }
}
