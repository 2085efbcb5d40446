/** Where a text stands in the page: the text nodes that show it, by their offsets in it. */
export type TextMap = {
  /** Puts a range around a stretch of the text, as far as it is shown. @returns Whether any of it is. */
  place(range: Range, start: number, end: number): boolean
}

/** What shows the text from the offset on that it names, in UTF-16 units, in the text nodes below it. */
const SHOWING = '[data-start]'

type Piece = { node: Text; start: number; end: number }

/** Reads the map of what a container shows. */
export function mapText(container: Element): TextMap {
  const pieces = [...container.querySelectorAll<HTMLElement>(SHOWING)].flatMap(piecesOf)

  /** How many pieces lie before the first of which that is true, as it is of all after it. */
  function countBefore(isFrom: (piece: Piece) => boolean): number {
    let low = 0
    let high = pieces.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const piece = pieces[middle]
      if (piece && !isFrom(piece)) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    place(range, start, end) {
      // What lies between two blocks is not shown: a stretch begins and ends with what is.
      const first = pieces[countBefore(piece => piece.end > start)]
      const last = pieces[countBefore(piece => piece.start >= end) - 1]
      if (!first || !last || first.start > last.start) return false
      range.setStart(first.node, Math.max(0, start - first.start))
      range.setEnd(last.node, Math.min(last.node.length, end - last.start))
      return true
    },
  }
}

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
  let start = Number(element.dataset.start)
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue
    const end = start + node.length
    pieces.push({ node, start, end })
    start = end
  }
  return pieces
}
