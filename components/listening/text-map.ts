/** Where a text stands in the page: the text nodes that show it, by their offsets in it. */
export type TextMap = {
  /** Puts a range around a stretch of the text, as far as it is shown. @returns Whether any of it is. */
  place(range: Range, start: number, end: number): boolean
}

/** What shows the text from the offset on that it names, in UTF-16 units, in the text nodes below it. */
const SHOWING = '[data-start]'

type Piece = { node: Text; start: number; end: number }

/** Reads the map of what a container shows; of each block only when something is placed there. */
export function mapText(container: Element): TextMap {
  const blocks = [...container.querySelectorAll<HTMLElement>(SHOWING)]

  /** How many blocks begin before the offset. */
  function countBefore(offset: number): number {
    let low = 0
    let high = blocks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const block = blocks[middle]
      if (block && startOf(block) < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    place(range, start, end) {
      // What lies between two blocks is not shown: a stretch begins and ends with what is.
      const from = Math.max(0, countBefore(start + 1) - 1)
      const first = blocks
        .slice(from, from + 2)
        .flatMap(piecesOf)
        .find(piece => piece.end > start)
      const to = countBefore(end)
      const last = blocks
        .slice(Math.max(0, to - 1), to)
        .flatMap(piecesOf)
        .findLast(piece => piece.start < end)
      if (!first || !last || first.start > last.start) return false
      range.setStart(first.node, Math.max(0, start - first.start))
      range.setEnd(last.node, Math.min(last.node.length, end - last.start))
      return true
    },
  }
}

const startOf = (element: HTMLElement) => Number(element.dataset.start)

/** Offset in the text of the first unit of a text node; undefined for one that shows none of it. */
export function offsetOf(node: Text): number | undefined {
  const element = blockOf(node)
  return element && piecesOf(element).find(piece => piece.node === node)?.start
}

/** The element that shows a block of the text, from anything in it. */
export function blockOf(node: Node): HTMLElement | undefined {
  return node.parentElement?.closest<HTMLElement>(SHOWING) ?? undefined
}

function piecesOf(element: HTMLElement): Piece[] {
  const pieces: Piece[] = []
  let start = startOf(element)
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    const end = start + node.length
    pieces.push({ node, start, end })
    start = end
  }
  return pieces
}
