import { segmenter } from './segmenters'

/** Where a window may be cut; all offsets in UTF-16 units of the window. */
export type CutRange = {
  /** The cut comes after it. */
  after: number
  /** The last offset that may be cut at. What the window has beyond shows how the text goes on. */
  upTo: number
  locale: string
  /** Offsets that something speaks against. @default none */
  mayCut?: (offset: number) => boolean
}

/**
 * Where a stretch of text is best cut so that it is heard least: at the last
 * end of a sentence, else of a clause, else between words, else between
 * graphemes (Unicode Standard Annex 29). Never within a grapheme.
 *
 * @param window A few thousand units at most, beginning at a boundary of graphemes.
 * @returns An offset with after < offset ≤ upTo, or undefined where one grapheme fills it all.
 */
export function bestCut(window: string, range: CutRange): number | undefined {
  const { after, upTo, locale, mayCut = () => true } = range
  const graphemes = segmenter('grapheme', locale).segment(window)
  const startsAt = (offset: number) => graphemes.containing(offset)?.index ?? offset
  const isFree = (offset: number) =>
    offset > after && offset <= upTo && mayCut(offset) && startsAt(offset) === offset
  return (
    // From the last one on, so that no more is asked than it takes; graphemes, as the costliest, at the end.
    sentenceEnds(window, locale).findLast(end => endsSentence(window, end) && isFree(end)) ??
    pauses(window).findLast(isFree) ??
    matchEnds(window, CLAUSE).findLast(end => !isAbbreviated(window, end) && isFree(end)) ??
    matchEnds(window, SPACES).findLast(isFree) ??
    wordStarts(window, upTo, locale).findLast(isFree) ??
    lastGrapheme()
  )

  function lastGrapheme(): number | undefined {
    for (let at = startsAt(upTo); at > after; at = startsAt(at - 1)) if (mayCut(at)) return at
    return undefined
  }
}

/** Without the space that follows. A line break is the width of somebody's window: a space, as long as before. */
function sentenceEnds(window: string, locale: string): number[] {
  const flowing = window.replace(/[\r\n\t]/g, ' ')
  const segments = segmenter('sentence', locale).segment(flowing)
  return Array.from(segments, ({ index, segment }) => index + segment.trimEnd().length)
}

/** Unicode's rules know no abbreviations. */
function endsSentence(window: string, end: number): boolean {
  return !isAbbreviated(window, end) && !GOES_ON.test(window.slice(end, end + REACH))
}

/** As much beside an offset as shows what it is. */
const REACH = 24
/** "Really?" he said: no sentence begins small, unless a tag parts it; and no pause that a tag asks for ends one. */
const GOES_ON = /^(?:[^\S\u2028\u2029]|[\p{Ps}\p{Pi}"'])*(?:\p{Ll}|\u2028)/u
/**
 * "Dr. Smith", "Prof. Smith", "am 3. Oktober", "vgl. oben", "z.B. Äpfel": a short word with a capital or without a
 * vowel, a number, or a word with a full stop in it, and what may follow.
 */
const ABBREVIATED =
  /(?:^|[^\p{L}\p{N}.])(?:\p{Lu}\p{L}{0,3}|[^aeiouy\s\p{P}]{1,3}|[\p{L}\p{N}.]*\.[\p{L}\p{N}]+)\.[\p{Pe}\p{Pf}"']*$/u

function isAbbreviated(window: string, end: number): boolean {
  return ABBREVIATED.test(window.slice(Math.max(0, end - REACH), end))
}

/** Before the pauses that tags ask for: line separators stand for them. */
function pauses(window: string): number[] {
  return Array.from(window.matchAll(/[^\S\u2029]*\u2028/g), ({ index }) => index)
}

/** Signs after which a voice takes breath: those of scripts with spaces before a space only ("1,000", "12:30"). */
const CLAUSE = /(?:[.?!,;:–—…،؛՝፣፤፥៖᠂།][\p{Pe}\p{Pf}"']*(?=\s))|(?:—+|[、，；：﹐﹑｡､])[\p{Pe}\p{Pf}"']*/gu
const SPACES = /\S(?=\s)/gu

function matchEnds(window: string, pattern: RegExp): number[] {
  return Array.from(window.matchAll(pattern), ({ 0: match, index }) => index + match.length)
}

/** Words and signs that are looked at before the limit: a word is sure to begin among them in any language. */
const MAX_STEPS = 32

/** The last ones up to an offset. Not before punctuation: it belongs to the word that it follows. */
function wordStarts(window: string, upTo: number, locale: string): number[] {
  const segments = segmenter('word', locale).segment(window)
  const starts: number[] = []
  let at = upTo
  for (let step = 0; step < MAX_STEPS && at >= 0; step++) {
    const word = segments.containing(at)
    if (!word) break
    if (word.isWordLike) starts.unshift(word.index)
    at = word.index - 1
  }
  return starts
}
