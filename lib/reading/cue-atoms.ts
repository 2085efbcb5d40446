import { columnsOf, cutAtColumns } from './columns'
import { segmenter } from './segmenters'
import { PARAGRAPH, type SpokenText } from './spoken-text'

/** How a line is worth ending behind an atom, the best first. */
export type Ending = 'paragraph' | 'sentence' | 'stop' | 'clause' | 'word' | 'inside'

/** What is never parted by the end of a line: a word with its punctuation. */
export type Atom = {
  text: string
  columns: number
  /** Columns of white space behind it. */
  space: 0 | 1
  ending: Ending
  /** Where it begins in the reading, in UTF-16 units. */
  offset: number
}

/** Broadcasters' width of a line of captions. */
export const LINE_COLUMNS = 42

const RUN = /[^ \u2029]+/g
/** Signs that belong to the word before though a space stands between, as in French, and to the word behind. */
const ONLY_CLOSING = /^[\p{Pe}\p{Pf}!?:;…]+$/u
const ONLY_OPENING = /^[\p{Ps}\p{Pi}]+$/u

/** Scripts that put no space between words, and their punctuation. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3001-\u301c\uff01-\uff1f]/u
/** A line begins with none of these: closing punctuation, small kana, marks of length and repetition (JIS X 4051). */
const NO_START =
  /^[ \p{Pe}\p{Pf}\p{M}!?,.:;、。，．：；！？・…‥ー々ゝゞヽヾ〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u
const NO_END = /[ \p{Ps}\p{Pi}]$/u
const DASHES = /[—–]+$/u

const CLOSERS = '[\\p{Pe}\\p{Pf}"\']*$'
const STOP = new RegExp(`[.!?…。！？｡।؟۔։።။]${CLOSERS}`, 'u')
const CLAUSE = new RegExp(`[,;:–—،؛、，；：﹐﹑､՝፣፤፥៖]${CLOSERS}`, 'u')

/** @param locale By which words are told apart where no spaces do. */
export function atomsOf({ text, starts }: SpokenText, locale: string): Atom[] {
  return glued(text).flatMap(({ start, end }) => {
    const parts = partsOf(text.slice(start, end), locale)
    const behind = text.charAt(end)
    let at = start
    return parts.map(({ text: part, columns, ending }, i) => {
      const offset = starts[at] ?? 0
      at += part.length
      const isLast = i === parts.length - 1
      return {
        text: part,
        columns,
        space: isLast && behind !== '' ? 1 : 0,
        ending: isLast && behind === PARAGRAPH ? 'paragraph' : ending,
        offset,
      }
    })
  })
}

/** Runs between spaces, those of punctuation alone together with the word that they belong to. */
function glued(text: string): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = []
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const last = runs.at(-1)
    const end = index + run.length
    const isGlued =
      last &&
      text.charAt(last.end) !== PARAGRAPH &&
      (ONLY_CLOSING.test(run) || ONLY_OPENING.test(text.slice(last.start, last.end)))
    if (isGlued && columnsOf(text.slice(last.start, end)) <= LINE_COLUMNS) last.end = end
    else runs.push({ start: index, end })
  }
  return runs
}

function partsOf(run: string, locale: string): Pick<Atom, 'text' | 'columns' | 'ending'>[] {
  const words = UNSPACED.test(run) || /[—–]/.test(run) ? unspacedWords(run, locale) : [run]
  return words.flatMap(word => {
    const pieces = cutAtColumns(word, LINE_COLUMNS)
    const ending = endingOf(word)
    return pieces.map(({ text, columns }, i) => ({
      text,
      columns,
      ending: i < pieces.length - 1 ? 'inside' : ending,
    }))
  })
}

function endingOf(word: string): Ending {
  return STOP.test(word) ? 'stop' : CLAUSE.test(word) ? 'clause' : 'word'
}

/** Words of a run, with the punctuation that must stay with them. */
function unspacedWords(run: string, locale: string): string[] {
  const words: string[] = []
  for (const { segment } of segmenter('word', locale).segment(run)) {
    const last = words.at(-1)
    if (last === undefined || !mayPart(last, segment)) words.push((words.pop() ?? '') + segment)
    else words.push(segment)
  }
  return words
}

function mayPart(before: string, after: string): boolean {
  if (NO_START.test(after) || NO_END.test(before) || DASHES.test(after)) return false
  const meeting = lastCharacter(before) + String.fromCodePoint(after.codePointAt(0) ?? 0)
  return UNSPACED.test(meeting) || DASHES.test(before)
}

function lastCharacter(text: string): string {
  const last = text.codePointAt(text.length - 2) ?? 0
  return last > 0xffff ? String.fromCodePoint(last) : text.slice(-1)
}
