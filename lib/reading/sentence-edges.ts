import type { Reading } from './reading'
import { PARAGRAPH, spokenText } from './spoken-text'

/** What is longer between two sentences has not been spoken. */
const MAX_BETWEEN = 2000

/** Whatever is written without a space, and closing signs behind one, as in French. */
const WITH_FIRST = /^[^ \u2029\p{L}\p{N}\p{Ps}\p{Pi}]*(?: [\p{Pe}\p{Pf}!?:;…]+(?![^ \u2029]))*/u
const WITH_SECOND = /[^ \u2029\p{L}\p{N}]*$/u
const UNSAID = /^[^\u2029\p{L}\p{N}]*$/u

/**
 * What stands between two sentences that marks tell apart: quotes and signs
 * belong to the one that they touch. Letters there have not been spoken, and
 * signs on a line of their own are no text.
 *
 * @param from End of the first. @param to Start of the second.
 * @returns Where the first ends and the second starts with their signs, and the white space between, as
 * {@link spokenText} gives it.
 */
export function spaceBetween(
  { text, textType }: Pick<Reading, 'text' | 'textType'>,
  from: number,
  to: number,
): { end: number; start: number; space: string } {
  if (to - from > MAX_BETWEEN) return { end: from, start: to, space: PARAGRAPH }
  const between = spokenText(text, from, to, textType)
  const first = WITH_FIRST.exec(between.text)?.[0].length ?? 0
  const rest = between.text.slice(first)
  const space = /\u2029/.exec(rest)?.[0] ?? (rest.includes(' ') ? ' ' : '')
  const second = (UNSAID.test(rest) ? rest.trimStart() : (WITH_SECOND.exec(rest)?.[0] ?? '')).length
  return {
    end: first === 0 ? from : (between.ends[first - 1] ?? from),
    start: second === 0 ? to : (between.starts[between.text.length - second] ?? to),
    space,
  }
}
