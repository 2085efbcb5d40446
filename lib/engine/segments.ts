import { fold, isSpeakable } from './fold'

/** One utterance, and the silence after it. */
export type Segment = {
  /** UTF-16 offsets into the text. */
  start: number
  end: number
  /** What the synthesiser is given: folded, never empty. */
  spoken: string
  /** Silence after it, in ms. */
  pauseMs: number
}

/** A longer sentence is cut at a clause. An utterance is one step of a worker: it bounds how long others wait. */
const MAX_COST = 150
/** The first utterance is short, so that sound starts soon. */
const FIRST_MAX_COST = 44
/** What a digit or a symbol costs in letters: "7" is said "seven". */
const DIGIT_COST = 5
/** A cut leaves no less than this on its left, or the first sound ends before the second is spoken. */
const MIN_LENGTH = 14

const PAUSE_MS = { paragraph: 650, sentence: 320, line: 260, clause: 130, phrase: 45, word: 10, end: 80 }

/** Words that a speaker may take breath before. */
const BREATH =
  /\s+(?=(?:and|but|or|nor|so|yet|because|although|though|while|when|where|which|who|whose|that|if|unless|until|since|before|after|as|than|with|without|for|from|into|over|under|through|between|about|against|to|in|on|at|by|of)\b)/gi
const CLAUSE = /[,;:)\]—–。、،；：]["'”’)\]]*\s+|\s+[–-]\s+|—|[。、，；：]/g
const SPACE = /\s+/g

/** Abbreviations after which a capital letter starts no sentence, and initials ("J. S. Bach"). */
const ABBREVIATED =
  /(?:^|[\s("'“])(?:mr|mrs|ms|mx|dr|prof|st|gen|col|capt|lt|sgt|rev|hon|sen|rep|gov|pres|messrs|mt|ft|no|vol|fig|vs|e\.g|i\.e|cf|approx|[a-z])\.["'”’)]*\s*$/i

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * Cuts a text into utterances: at sentences, and these at clauses where they
 * are long. The first one is short. What has no sound is left out; a text
 * without any sound gives no segment.
 *
 * @param text Any Unicode.
 */
export function segmentText(text: string): Segment[] {
  const segments: Segment[] = []
  for (const sentence of sentencesOf(text)) {
    let { start } = sentence
    while (start < sentence.end) {
      const rest = text.slice(start, sentence.end)
      const cut = cutAt(rest, segments.length === 0 ? FIRST_MAX_COST : MAX_COST)
      const end = start + cut.at
      const last = end >= sentence.end
      const spoken = fold(text.slice(start, end))
      if (isSpeakable(spoken)) {
        segments.push({ start, end, spoken, pauseMs: last ? sentence.pauseMs : cut.pauseMs })
      }
      start = end
    }
  }
  const final = segments.at(-1)
  if (final) final.pauseMs = PAUSE_MS.end
  return segments
}

type Sentence = { start: number; end: number; pauseMs: number }

/** Trimmed of the space around them. A paragraph ends at an empty line; a short line is one of a list or a poem. */
function sentencesOf(text: string): Sentence[] {
  const found: Sentence[] = []
  // Line breaks within a paragraph are the width of somebody's window: spaces, as many as before.
  const flowing = text.replace(/[\r\n\t]/g, ' ')
  for (const block of blocksOf(text)) {
    let start = block.start
    for (const { segment, index } of sentences.segment(flowing.slice(block.start, block.end))) {
      const end = block.start + index + segment.length
      const atEnd = end >= block.end
      if (!atEnd && ABBREVIATED.test(text.slice(Math.max(start, end - 20), end))) continue
      // "Really?" he said: no sentence starts small.
      if (!atEnd && /^["'“‘(]?\p{Ll}/u.test(text.slice(end, end + 3))) continue
      pushTrimmed(found, text, start, end, atEnd ? block.pauseMs : PAUSE_MS.sentence)
      start = end
    }
  }
  return found
}

function pushTrimmed(found: Sentence[], text: string, from: number, to: number, pauseMs: number): void {
  const part = text.slice(from, to)
  const start = from + part.length - part.trimStart().length
  const end = from + part.trimEnd().length
  if (start < end) found.push({ start, end, pauseMs })
}

/** A line that ends before this column was ended on purpose. */
const SHORT_LINE = 45

function blocksOf(text: string): Sentence[] {
  const blocks: Sentence[] = []
  let start = 0
  let lineStart = 0
  for (const { 0: lineBreak, index } of text.matchAll(/(?:\r\n|[\n\r\u2028\u2029])\s*/g)) {
    const end = index + lineBreak.length
    const empty = /\u2029|(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]/.test(lineBreak)
    if (empty || index - lineStart < SHORT_LINE) {
      blocks.push({ start, end, pauseMs: empty ? PAUSE_MS.paragraph : PAUSE_MS.line })
      start = end
    }
    lineStart = end
  }
  blocks.push({ start, end: text.length, pauseMs: PAUSE_MS.sentence })
  return blocks
}

type Cut = {
  /** UTF-16 offset, 1 to the length of the text. */
  at: number
  pauseMs: number
}

/** Where the next utterance of a sentence ends: at its end while that is near, else at the best place before the limit. */
function cutAt(text: string, maxCost: number): Cut {
  const limit = affordable(text, maxCost)
  if (limit === text.length) return { at: text.length, pauseMs: 0 }
  // Two halves of like size read better than a long part and a stub.
  const most = text.length < 2 * limit ? Math.min(limit, Math.ceil(text.length * 0.7)) : limit
  const before = text.slice(0, most)
  const clause = lastMatch(before, CLAUSE)
  if (clause) return { at: clause, pauseMs: PAUSE_MS.clause }
  const phrase = lastMatch(before, BREATH)
  if (phrase) return { at: phrase, pauseMs: PAUSE_MS.phrase }
  const word = lastMatch(before, SPACE)
  if (word) return { at: word, pauseMs: PAUSE_MS.word }
  return { at: wholeCharacters(text, most), pauseMs: 0 }
}

function lastMatch(text: string, pattern: RegExp): number | undefined {
  let at: number | undefined
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length
    if (end >= MIN_LENGTH) at = end
  }
  return at
}

/** How many UTF-16 units of a text may be spoken at once: the text's length where all of it may. */
function affordable(text: string, maxCost: number): number {
  let low = 1
  // No character is spoken for less than nothing: beyond this many the search would only fold for long.
  let high = Math.min(text.length, 8 * maxCost)
  if (costOf(text.slice(0, high)) <= maxCost) return high
  while (low < high - 1) {
    const middle = (low + high) >> 1
    if (costOf(text.slice(0, middle)) <= maxCost) low = middle
    else high = middle
  }
  return low
}

function costOf(text: string): number {
  const spoken = fold(text)
  return spoken.length + (DIGIT_COST - 1) * (spoken.match(/[^A-Za-z\s.,;:!?'"()-]/g)?.length ?? 0)
}

/** @returns An offset of at least 1 that splits no surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff && at < text.length ? at + 1 : at
}
