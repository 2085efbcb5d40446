import type { Script, ScriptItem, Style, Word } from './script'
import { costOf, partsOf } from './word-parts'

/** Words that are spoken in one breath and in one style, with what stands among them, and the silence after. */
export type Utterance = {
  /** In order; at most one `sentence`, at the front; a `break` among words is silent, others are at the end. */
  readonly items: readonly ScriptItem[]
  /** The words among the items. */
  readonly words: readonly Word[]
  /** The pause that a speaker makes after it, in ms at the voice's own rate. */
  readonly pauseMs: number
  /** Silence that a tag asks for after it, in ms at any rate. */
  readonly breakMs: number
}

/** The silence after an utterance in ms: a speaker's pause is shorter where the speech is faster, a break is not. */
export function silenceAfter({ pauseMs, breakMs }: Utterance, rate: number): number {
  return Math.max(pauseMs / rate, breakMs)
}

/** A longer sentence is cut at a clause. An utterance is one step of a worker: it bounds how long others wait. */
const MAX_COST = 120
/** The first utterance is short, so that sound starts soon. */
const FIRST_MAX_COST = 44
/** A cut leaves no less than this on its left, or the first sound ends before the second is spoken. */
const MIN_COST = 14
/** A sentence that is hardly longer than the limit is cut in the middle, not into a long part and a stub. */
const STUB = 0.7

const PAUSE_MS = { sentence: 320, clause: 130, phrase: 45, word: 10, style: 10, end: 80 }

/** Words that a speaker may take breath before. */
const BREATH = new Set(
  'and but or nor so yet because although though while when where which who whose that if unless until since before after as than with without for from into over under through between about against to in on at by of'.split(
    ' ',
  ),
)

/**
 * Cuts a script into utterances: at sentences, breaks and changes of style, and
 * long sentences at clauses. The first one is short.
 */
export function toUtterances(script: Script): Utterance[] {
  const utterances: Utterance[] = []
  let items: ScriptItem[] = []
  let last: Word | undefined
  // "none" takes away even the pause that the punctuation asks for (Polly, SSML, break).
  let hushed = false

  function flush(pauseMs: number, breakMs = 0): void {
    if (items.length === 0) return
    const runs = last ? cutIntoBreaths(items, utterances.length === 0, pauseMs) : [{ items, pauseMs }]
    const parts = runs.flatMap(inParts)
    for (const [i, part] of parts.entries()) {
      utterances.push({ ...part, breakMs: i === parts.length - 1 ? breakMs : 0 })
    }
    items = []
    last = undefined
    hushed = false
  }

  for (const [i, item] of script.entries()) {
    if (item.kind === 'sentence') flush(last && !hushed ? PAUSE_MS.sentence : 0)
    else if (item.kind === 'word' && last) {
      if (!sameStyle(last, item)) flush(hushed ? 0 : pauseAfter(last))
      else if (hushed) items[items.lastIndexOf(last)] = { ...last, punctuation: '' }
    }
    items.push(item)
    if (item.kind === 'word') {
      last = item
      hushed = false
    } else if (item.kind === 'break') {
      if (item.ms === 0) hushed = true
      else flush(last && !hushed ? naturalPause(last, script[i + 1]) : 0, item.ms)
    }
  }
  flush(PAUSE_MS.end)
  return utterances
}

function isWord(item: ScriptItem): item is Word {
  return item.kind === 'word'
}

/** A bleep is an utterance of its own. */
function sameStyle(a: Word, b: Word): boolean {
  return Boolean(a.bleep) === Boolean(b.bleep) && (a.style === b.style || equalStyles(a.style, b.style))
}

function equalStyles(a: Style, b: Style): boolean {
  const keys: (keyof Style)[] = ['language', 'rate', 'pitch', 'gainDb', 'vocalTract', 'drc', 'maxDuration']
  return keys.every(key => a[key] === b[key])
}

function naturalPause(word: Word, next: ScriptItem | undefined): number {
  return next?.kind === 'sentence' ? PAUSE_MS.sentence : word.punctuation === '' ? 0 : pauseAfter(word)
}

function pauseAfter({ punctuation }: Word): number {
  if (punctuation === '') return PAUSE_MS.style
  return /[.?!]/.test(punctuation) ? PAUSE_MS.sentence : PAUSE_MS.clause
}

type Run = { items: ScriptItem[]; pauseMs: number }

/** A word that is said in parts stands, and is marked, with the first of them. */
function inParts({ items, pauseMs }: Run): Omit<Utterance, 'breakMs'>[] {
  const words = items.filter(isWord)
  const [word, ...others] = words
  const parts = word && others.length === 0 ? partsOf(word, MAX_COST) : []
  if (!word || parts.length < 2) return [{ items, words, pauseMs }]
  const end = items.indexOf(word) + 1
  return parts.map((part, i) => {
    const isLast = i === parts.length - 1
    const standing = i === 0 ? items.slice(0, end) : isLast ? items.slice(end) : []
    return { items: standing, words: [part], pauseMs: isLast ? pauseMs : PAUSE_MS.word }
  })
}

/** One style's items, cut where they are long. */
function cutIntoBreaths(items: readonly ScriptItem[], isFirst: boolean, lastPauseMs: number): Run[] {
  const runs: Run[] = []
  let rest = [...items]
  while (rest.length > 0) {
    const cut = cutAt(rest, isFirst && runs.length === 0 ? FIRST_MAX_COST : MAX_COST)
    if (!cut) {
      runs.push({ items: rest, pauseMs: lastPauseMs })
      break
    }
    runs.push({ items: rest.slice(0, cut.at), pauseMs: cut.pauseMs })
    rest = rest.slice(cut.at)
  }
  return runs
}

/** Where to take breath: after how many items; undefined where all of them may be said at once. */
function cutAt(items: readonly ScriptItem[], maxCost: number): { at: number; pauseMs: number } | undefined {
  const total = items.filter(isWord).reduce((sum, word) => sum + costOf(word), 0)
  if (total <= maxCost) return undefined
  const limit = total < 2 * maxCost ? Math.min(maxCost, total * STUB) : maxCost
  let cost = 0
  let clause = 0
  let phrase = 0
  let word = 0
  for (const [i, item] of items.entries()) {
    if (item.kind !== 'word') continue
    if (cost >= MIN_COST && BREATH.has(item.spoken)) phrase = i
    if (cost > 0) word = i
    // The first word is said even where it alone is too long.
    if (cost > limit) break
    cost += costOf(item)
    if (cost > limit && word > 0) break
    if (item.punctuation !== '' && cost >= MIN_COST) clause = i + 1
  }
  // What stands after the last word stays with it.
  if (clause > 0 && clause <= items.findLastIndex(isWord)) return { at: clause, pauseMs: PAUSE_MS.clause }
  if (phrase > 0) return { at: phrase, pauseMs: PAUSE_MS.phrase }
  return word > 0 ? { at: word, pauseMs: PAUSE_MS.word } : undefined
}
