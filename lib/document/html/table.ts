import { collapsed } from '../white-space'
import { textOf } from './content'
import { attributeOf, childrenOf, type Element, findAll, isElement, isSkipped } from './elements'

/** A cell with text in it, and what its column is called. */
export type Cell = { label: string; element: Element }

const NEVER_IN_CELLS = /^(?:table|h[1-6]|ul|ol|dl|pre|blockquote)$/
const MAX_COLUMNS = 1000

/**
 * The rows of a table, as they are read one by one, or undefined where it only
 * arranges a page: then its cells are read like any other part of one.
 */
export function rowsOf(table: Element): Cell[][] | undefined {
  const role = attributeOf(table, 'role')
  if (role === 'presentation' || role === 'none') return undefined
  if (has(table, element => NEVER_IN_CELLS.test(element.tagName))) return undefined
  if (!has(table, isHeader) && has(table, ({ tagName }) => tagName === 'p' || tagName === 'div'))
    return undefined
  return label([...findAll(table, ({ tagName }) => tagName === 'tr')])
}

function label(rows: readonly Element[]): Cell[][] {
  const labels: string[] = []
  const place = createPlaces()
  const placed = rows.map(row => ({ row, cells: place(cellsOf(row)) }))
  const isHead = ({ row }: { row: Element }, index: number) =>
    isInHead(row) || (index === 0 && cellsOf(row).length > 1 && cellsOf(row).every(isHeader))
  const heads = placed.filter(isHead)
  const bodies = placed.filter((row, index) => !isHead(row, index))
  if (bodies.length === 0)
    return heads.map(({ cells }) => cells.map(({ element }) => ({ label: '', element })))
  for (const { column, element } of heads.flatMap(({ cells }) => cells)) {
    labels[column] = collapsed(`${labels[column] ?? ''} ${textOf(element)}`.trim()).replace(/\s*:$/, '')
  }
  return bodies.map(({ cells }) =>
    cells.map(({ column, element }) => ({ label: labels[column] ?? '', element })),
  )
}

/**
 * Tells the first column of each cell, row after row, as cells may reach over
 * several columns and rows (HTML, 4.9.12.1 Forming a table).
 */
function createPlaces() {
  /** How many rows from here on each column is taken by a cell from above. */
  const taken: number[] = []
  return (cells: readonly Element[]): { column: number; element: Element }[] => {
    let column = 0
    const placed = cells.map(element => {
      while ((taken[column] ?? 0) > 0) column++
      const first = column
      const end = Math.min(first + sizeOf(element, 'colspan'), MAX_COLUMNS)
      while (column < end) taken[column++] = sizeOf(element, 'rowspan')
      return { column: first, element }
    })
    for (const [index, rows] of taken.entries()) taken[index] = Math.max(0, rows - 1)
    return placed.filter(({ element }) => textOf(element).trim() !== '')
  }
}

function sizeOf(cell: Element, attribute: 'colspan' | 'rowspan'): number {
  const size = Number.parseInt(attributeOf(cell, attribute) ?? '', 10)
  return size > 0 ? Math.min(size, MAX_COLUMNS) : 1
}

function cellsOf(row: Element): Element[] {
  return childrenOf(row)
    .filter(isElement)
    .filter(cell => (isHeader(cell) || cell.tagName === 'td') && !isSkipped(cell))
}

function isHeader({ tagName }: Element): boolean {
  return tagName === 'th'
}

function isInHead({ parentNode }: Element): boolean {
  return parentNode?.nodeName === 'thead'
}

function has(table: Element, test: (element: Element) => boolean): boolean {
  return !findAll(table, test).next().done
}
