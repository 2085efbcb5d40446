import { problem } from '../http/problem'
import { billedCharacters, countCodePoints } from './reading'
import { type SsmlCost, type SsmlElement, ssmlAtoms } from './ssml-atoms'
import { malformed } from './ssml-tokens'

/**
 * Reads a whole document once, before any of it is spoken: so nobody hears half of what is malformed.
 *
 * @throws Problem `invalid-parameter` (400) where it is not well-formed, `text-too-long` (413) for what
 *   must not be cut and does not fit.
 */
export function checkSsml(source: string, limits: SsmlCost): void {
  let roots = 0
  for (const { kind, start, cost, open } of ssmlAtoms(source, 0, undefined)) {
    if ((kind === 'open' && !open?.parent) || (kind === 'empty' && !open)) roots++
    if (roots > 1) throw malformed(source, start, 'there is a second root')
    // Text can be cut at any character; the tags of an element are counted as it opens.
    if (kind === 'text') checkFits({ all: 1, billed: 1 }, open, limits)
    else if (kind === 'open') checkFits({ all: 0, billed: 0 }, open, limits)
    else if (kind !== 'close' && kind !== 'aside') checkFits(cost, open, limits)
  }
  if (roots === 0) throw malformed(source, 0, 'there is no <speak>')
}

/** Whether one request can speak a document. */
export function isWithin(source: string, limits: SsmlCost): boolean {
  return (
    source.length <= 2 * limits.all &&
    countCodePoints(source) <= limits.all &&
    billedCharacters(source, 'ssml') <= limits.billed
  )
}

/** @throws Problem `text-too-long` (413) where what is within the open elements makes no document within the limits. */
function checkFits(cost: SsmlCost, open: SsmlElement | undefined, limits: SsmlCost): void {
  const all = cost.all + (open ? open.opening.all + open.closing : 0)
  const billed = cost.billed + (open?.opening.billed ?? 0)
  if (billed > limits.billed) {
    throw problem('text-too-long', { field: 'text', limit: limits.billed, actual: billed })
  }
  if (all > limits.all) throw problem('text-too-long', { field: 'text', limit: limits.all, actual: all })
}
