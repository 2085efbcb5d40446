import type { Block, Document, Span } from '../../lib/document/document'

/** A block, and how many empty lines stand before it in the text. */
export type Placed = { block: Block; emptyLines: number }

/** What belongs together in the page: a list, whose items have groups of their own, a quotation, or one block alone. */
export type Group =
  | { kind: 'list'; start: number; isOrdered: boolean; items: Group[][] }
  | { kind: 'quote'; start: number; blocks: Placed[] }
  | { kind: 'single'; placed: Placed }

/** A part of the text that the browser may leave alone while it is out of view. */
export type Section = {
  start: number
  groups: Group[]
  /** How many lines it takes, about, where the sheet has its full width. */
  lines: number
}

/** A piece of a block's text: as it is, or marked by a span. */
export type Inline = string | { span: Span; children: Inline[] }

/** About three screens, in UTF-16 units: few enough to be laid out at once, enough to keep sections few. */
const SECTION_LENGTH = 3000
/** Columns of the sheet's measure. */
const LINE_COLUMNS = 64

/** A document in sections, cut between blocks. */
export function sectionsOf({ text, blocks }: Document): Section[] {
  const sections: Section[] = []
  let current: Section | undefined
  let end = 0
  for (const block of blocks) {
    const placed = { block, emptyLines: emptyLinesOf(text.slice(end, block.start), end === 0) }
    end = block.end
    if (!current || (block.start - current.start >= SECTION_LENGTH && !isWithinItem(block))) {
      current = { start: block.start, groups: [], lines: 0 }
      sections.push(current)
    }
    addTo(current.groups, placed)
    current.lines += placed.emptyLines + linesOf(text.slice(block.start, block.end))
  }
  return sections
}

/** @param depth How many lists these groups are in, and one more. */
function addTo(groups: Group[], placed: Placed, depth = 1): void {
  const { block } = placed
  const { kind, start } = block
  const last = groups.at(-1)
  if (last?.kind === 'list' && isWithin(block, depth)) {
    const item = last.items.at(-1)
    if (item) addTo(item, placed, depth + 1)
  } else if (kind === 'item') {
    const isOrdered = block.ordered !== undefined
    const item: Group[] = [{ kind: 'single', placed }]
    if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(item)
    else groups.push({ kind: 'list', start, isOrdered, items: [item] })
  } else if (kind !== 'quote') groups.push({ kind: 'single', placed })
  else if (last?.kind === 'quote') last.blocks.push(placed)
  else groups.push({ kind: 'quote', start, blocks: [placed] })
}

/** Whether it belongs into the last item of a list of that depth. */
function isWithin(block: Block, depth: number): boolean {
  const { kind, level = 1 } = block
  return kind === 'item' ? level > depth : isWithinItem(block) && level >= depth
}

/** Whether it goes on with an item that began before. */
function isWithinItem({ kind, level }: Block): boolean {
  return level !== undefined && kind !== 'item' && kind !== 'heading'
}

/** Between two blocks, the first line break ends the one before. */
function emptyLinesOf(gap: string, isFirst: boolean): number {
  const breaks = gap.split('\n').length - 1
  return isFirst ? breaks : Math.max(0, breaks - 1)
}

function linesOf(text: string): number {
  let lines = 1
  let columns = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // What is written without spaces is about twice as wide as Latin: from CJK radicals on, and either half of a pair less.
    columns += unit >= 0x2e80 && unit < 0xd800 ? 2 : 1
    if (unit === 0x0a || columns > LINE_COLUMNS) {
      lines++
      columns = 0
    }
  }
  return lines
}

/**
 * The text of a block as a tree of its spans.
 *
 * @param spans Of the whole document, by start; an outer one before those in it.
 */
export function inlinesOf(text: string, block: Block, spans: readonly Span[]): Inline[] {
  const inside = spans.slice(firstFrom(spans, block.start), firstFrom(spans, block.end))
  return treeOf(text, block.start, block.end, inside)
}

function treeOf(text: string, start: number, end: number, spans: readonly Span[]): Inline[] {
  const pieces: Inline[] = []
  let position = start
  for (let index = 0; index < spans.length; ) {
    const span = spans[index]
    if (!span) break
    let next = index + 1
    while ((spans[next]?.start ?? Number.POSITIVE_INFINITY) < span.end) next++
    const [from, to] = [Math.max(span.start, position), Math.min(span.end, end)]
    if (from < to) {
      if (position < from) pieces.push(text.slice(position, from))
      pieces.push({ span, children: treeOf(text, from, to, spans.slice(index + 1, next)) })
      position = to
    }
    index = next
  }
  if (position < end) pieces.push(text.slice(position, end))
  return pieces
}

/** Index of the first span that starts there or later. */
function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((spans[middle]?.start ?? offset) < offset) low = middle + 1
    else high = middle
  }
  return low
}
