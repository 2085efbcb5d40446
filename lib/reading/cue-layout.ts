import { type Atom, type Ending, LINE_COLUMNS } from './cue-atoms'

/** @property timeMs When it is said; never before the atom in front of it. */
export type TimedAtom = Atom & { timeMs: number }

/** Atoms of one cue; the second line begins with the atom at `secondLine`, where there is one. */
export type CuePlan = { from: number; to: number; secondLine: number | undefined }

export const MIN_CUE_MS = 1000
export const MAX_CUE_MS = 7000

/** How long a word takes to be said and read, slow voices included, besides its columns. */
const LINGER_MS = 1500
const LINGER_COLUMN_MS = 100

/** How long a cue stays at least that ends with an atom, if nothing follows. */
export function lingersUntil(atom: TimedAtom | undefined): number {
  return atom ? atom.timeMs + LINGER_MS + atom.columns * LINGER_COLUMN_MS : 0
}

/** What it costs to end a cue, or its first line, behind an atom: in cues, of which each costs CUE. */
const ENDING_COST: Readonly<Record<Ending, number>> = {
  paragraph: 0,
  sentence: 0,
  stop: 0.4,
  clause: 1,
  word: 4,
  inside: 12,
}
const CUE = 3
/** A cue goes on over the end of a sentence only if one of them were too short alone. */
const SENTENCE_WITHIN = 3.2
/** Of a cue that is full; in proportion to its square, so that cues of a sentence are of equal length. */
const FULL = 3
const SHORT = 6
/** A second beyond the maximum. */
const LONG = 10

/**
 * Parts the atoms of one or a few sentences into cues of at most two lines so
 * that the sum of costs is least: at ends of sentences and clauses, neither
 * short nor long, and evenly. Time is linear, as a cue holds few atoms.
 *
 * @param endMs When the last atom has been said.
 */
export function planCues(atoms: readonly TimedAtom[], endMs: number): CuePlan[] {
  const measure = createMeasure(atoms)
  const timeAt = (i: number) => atoms[i]?.timeMs ?? endMs
  /** Least cost of all before an atom, and where the last cue before it begins. */
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let to = 1; to <= atoms.length; to++) {
    let least = { cost: Number.POSITIVE_INFINITY, from: to - 1 }
    for (let from = to - 1; from >= 0 && measure.fits(from, to); from--) {
      const cost = (best[from]?.cost ?? 0) + costOf(from, to)
      if (cost < least.cost) least = { cost, from }
    }
    best.push(least)
  }

  function costOf(from: number, to: number): number {
    const ms = timeAt(to) - timeAt(from)
    // Without the pause behind it.
    const shownMs = Math.min(timeAt(to), lingersUntil(atoms[to - 1])) - timeAt(from)
    const fill = measure.columns(from, to) / (2 * LINE_COLUMNS)
    return (
      CUE +
      (to === atoms.length ? 0 : ENDING_COST[atoms[to - 1]?.ending ?? 'word']) +
      SENTENCE_WITHIN * measure.sentencesWithin(from, to) +
      FULL * fill * fill +
      SHORT * Math.max(0, 1 - ms / MIN_CUE_MS) +
      LONG * Math.max(0, (shownMs - MAX_CUE_MS) / 1000)
    )
  }

  const cues: CuePlan[] = []
  for (let to = atoms.length; to > 0; ) {
    const from = best[to]?.from ?? 0
    cues.unshift({ from, to, secondLine: measure.secondLine(from, to) })
    to = from
  }
  return cues
}

function createMeasure(atoms: readonly TimedAtom[]) {
  /** For each atom: columns and ends of sentences before it, and the last paragraph that begins up to it. */
  const columnsBefore = [0]
  const sentencesBefore = [0]
  const paragraphAt = [0]
  for (const [i, { columns, space, ending }] of atoms.entries()) {
    columnsBefore.push((columnsBefore[i] ?? 0) + columns + space)
    const endsSentence = ending === 'sentence' || ending === 'paragraph'
    sentencesBefore.push((sentencesBefore[i] ?? 0) + (endsSentence ? 1 : 0))
    paragraphAt.push(ending === 'paragraph' ? i + 1 : (paragraphAt[i] ?? 0))
  }

  function columns(from: number, to: number): number {
    return (columnsBefore[to] ?? 0) - (columnsBefore[from] ?? 0) - (atoms[to - 1]?.space ?? 0)
  }

  const isLine = (from: number, to: number) => columns(from, to) <= LINE_COLUMNS

  /** Where a paragraph begins within a cue: there its second line begins, so that no cue holds three. */
  function paragraphWithin(from: number, to: number): number | undefined {
    const at = paragraphAt[to - 1] ?? 0
    return at > from ? at : undefined
  }

  /** For each atom, how far a line reaches that begins with it. */
  const reach: number[] = []
  for (let from = 0, to = 0; from < atoms.length; from++) {
    while (to < atoms.length && (to <= from || isLine(from, to + 1))) to++
    reach.push(to)
  }

  function fits(from: number, to: number): boolean {
    const paragraph = paragraphWithin(from, to)
    if (paragraph === undefined) return to <= (reach[from] ?? 0) || isLine(reach[from] ?? 0, to)
    return isLine(from, paragraph) && isLine(paragraph, to) && paragraphWithin(from, paragraph) === undefined
  }

  /** Where two lines are parted best. @returns undefined where one line is enough, or two are not. */
  function secondLine(from: number, to: number): number | undefined {
    const paragraph = paragraphWithin(from, to)
    if (paragraph === undefined && isLine(from, to)) return undefined
    let best: number | undefined
    let least = Number.POSITIVE_INFINITY
    const [first, last] = paragraph === undefined ? [from + 1, to - 1] : [paragraph, paragraph]
    for (let at = first; at <= last; at++) {
      if (!isLine(from, at) || !isLine(at, to) || paragraphWithin(from, at) !== undefined) continue
      const unevenness = Math.abs(columns(from, at) - columns(at, to)) / LINE_COLUMNS
      const cost = ENDING_COST[atoms[at - 1]?.ending ?? 'word'] + 4 * unevenness
      if (cost < least) {
        least = cost
        best = at
      }
    }
    return best
  }

  return {
    columns,
    fits,
    secondLine,
    /** Ends of sentences before the last atom of a cue. */
    sentencesWithin: (from: number, to: number) =>
      (sentencesBefore[to - 1] ?? 0) - (sentencesBefore[from] ?? 0),
  }
}
