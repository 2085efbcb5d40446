import { offsetOf } from './text-map'

/** A place in a text node. */
type Caret = { node: Text; offset: number }

/** A click beside a word by less than this, in CSS pixels, is meant for it; above and below, half its height. */
const SLACK = 4

/**
 * Where the word at a point of the viewport begins in the text, in UTF-16 units;
 * undefined where there is none. Words are those of the browser's own segmenter,
 * also where a language writes no spaces.
 */
export function wordAtPoint(x: number, y: number): number | undefined {
  const caret = caretAt(x, y)
  const start = caret && offsetOf(caret.node)
  if (!caret || start === undefined) return undefined
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(caret.node.data)
  // A caret stands between two characters, and may be nearer to that of the next word.
  const [nearest] = [caret.offset, caret.offset - 1]
    .flatMap(offset => words.containing(offset) ?? [])
    .map(({ index, segment }) => ({ index, away: distance(caret.node, index, segment.length, x, y) }))
    .sort((a, b) => a.away - b.away)
  return nearest && nearest.away <= SLACK ? start + nearest.index : undefined
}

/** Where the first line that is in view begins in the text; undefined where none is. */
export function firstInView(container: Element): number | undefined {
  const { top, bottom } = container.getBoundingClientRect()
  const step = Number.parseFloat(getComputedStyle(container).lineHeight) / 2
  for (let y = top + step; y < bottom; y += step) {
    const offset = lineStartAt(container, y)
    if (offset !== undefined) return offset
  }
  return undefined
}

function lineStartAt(container: Element, y: number): number | undefined {
  const { left, right } = container.getBoundingClientRect()
  const block = document.elementFromPoint((left + right) / 2, y)?.closest('[data-start]')
  if (!block) return undefined
  const box = block.getBoundingClientRect()
  const isRightToLeft = getComputedStyle(block).direction === 'rtl'
  return wordAtPoint(isRightToLeft ? box.right - SLACK : box.left + SLACK, y)
}

function caretAt(x: number, y: number): Caret | undefined {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y)
    return position ? inText(position.offsetNode, position.offset) : undefined
  }
  // Safari, up to 18.
  const range = document.caretRangeFromPoint(x, y)
  return range ? inText(range.startContainer, range.startOffset) : undefined
}

function inText(node: Node, offset: number): Caret | undefined {
  return node instanceof Text ? { node, offset } : undefined
}

/** How far beside a word a point is, in CSS pixels; infinite for one that is not on its line. */
function distance(node: Text, start: number, length: number, x: number, y: number): number {
  const range = new Range()
  range.setStart(node, start)
  range.setEnd(node, start + length)
  const distances = [...range.getClientRects()]
    .filter(({ top, bottom, height }) => y >= top - height / 2 && y <= bottom + height / 2)
    .map(({ left, right }) => Math.max(left - x, x - right, 0))
  return Math.min(...distances)
}
