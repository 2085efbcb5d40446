import type { Atom } from './cue-atoms'
import type { TimedAtom } from './cue-layout'

/** When a word is said that begins at an offset of the reading. */
export type WordTime = { offset: number; timeMs: number }

/** Nobody speaks slower for long: what a sentence takes longer is the pause behind it. */
const SLOW_COLUMN_MS = 130

/**
 * The atoms of a sentence with their times: that of the first word that begins
 * in them, or in proportion to their columns where none does.
 *
 * @param words In order.
 */
export function timeAtoms(
  atoms: readonly Atom[],
  words: readonly WordTime[],
  startMs: number,
  endMs: number,
): TimedAtom[] {
  const known = wordTimes(atoms, words)
  const timed: TimedAtom[] = []
  let fromMs = startMs
  for (let from = 0; from < atoms.length; ) {
    // From an atom whose time is known to the next one.
    let to = from + 1
    while (to < atoms.length && known[to] === undefined) to++
    const run = atoms.slice(from, to)
    const columns = run.reduce((sum, atom) => sum + atom.columns + atom.space, 0)
    const toMs = Math.min(endMs, Math.max(fromMs, known[to] ?? fromMs + columns * SLOW_COLUMN_MS))
    let before = 0
    for (const atom of run) {
      timed.push({ ...atom, timeMs: fromMs + ((toMs - fromMs) * before) / columns })
      before += atom.columns + atom.space
    }
    from = to
    fromMs = toMs
  }
  return timed
}

function wordTimes(atoms: readonly Atom[], words: readonly WordTime[]): (number | undefined)[] {
  let at = 0
  return atoms.map(({ offset }, i) => {
    const end = atoms[i + 1]?.offset ?? Number.POSITIVE_INFINITY
    while (at < words.length && (words[at]?.offset ?? 0) < offset) at++
    const word = words[at]
    return word && word.offset < end ? word.timeMs : undefined
  })
}
