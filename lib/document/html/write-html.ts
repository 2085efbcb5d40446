import type { Context, Writer } from '../writer'
import { addressOf, textOf } from './content'
import {
  attributeOf,
  BLOCKS,
  characterDataOf,
  childrenOf,
  type Element,
  isElement,
  isNoteNumber,
  isSkipped,
  markOf,
  type Node,
  pushChildren,
} from './elements'
import { type Cell, rowsOf } from './table'

/** An ordered list: the number of its next item, and what is added for the one after. */
type Numbers = { next: number; step: 1 | -1 }

const RAISED: Readonly<Record<string, string>> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
}

/**
 * Writes what can be heard of a parsed page, element by element in its order.
 * Without recursion: pages may nest deeper than the stack is high.
 *
 * @param base What relative links are relative to, if anything.
 */
export function writeHtml(root: Node, writer: Writer, base: string | undefined): void {
  const steps: (Node | (() => void))[] = []
  let context: Context = { kind: 'paragraph' }
  let nesting = 0
  let numbers: Numbers | undefined
  let isInCell = false

  const later = (step: () => void) => steps.push(step)
  const boundary = () => (isInCell ? writer.text(' ') : writer.block(context))

  function within(next: Context, element: Element): void {
    const outer = context
    later(() => {
      context = outer
      boundary()
    })
    context = next
    boundary()
    pushChildren(steps, element)
  }

  function list(element: Element): void {
    const outer = { nesting, numbers }
    later(() => {
      nesting = outer.nesting
      numbers = outer.numbers
    })
    nesting++
    numbers = element.tagName === 'ol' ? numbersOf(element) : undefined
    within(context, element)
  }

  function item(element: Element): void {
    const next: Context = { kind: 'item', level: Math.max(1, nesting) }
    if (numbers) {
      next.ordered = integerOf(element, 'value') ?? numbers.next
      numbers.next = next.ordered + numbers.step
    }
    within(next, element)
  }

  function span(element: Element): void {
    const kind = element.tagName === 'a' ? 'link' : markOf(element)
    const href = kind === 'link' ? addressOf(element, base) : undefined
    if (kind && (kind !== 'link' || href)) {
      writer.openSpan(kind, href)
      later(() => writer.closeSpan())
    }
    pushChildren(steps, element)
  }

  function table(element: Element): void {
    const rows = rowsOf(element)
    if (rows) byRows(element, rows)
    else flow(element)
  }

  function byRows(element: Element, rows: readonly Cell[][]): void {
    for (const row of rows.toReversed()) {
      later(boundary)
      for (const [index, cell] of [...row.entries()].toReversed()) {
        later(() => {
          isInCell = false
        })
        pushChildren(steps, cell.element)
        later(() => {
          if (index > 0) writer.text('; ')
          if (cell.label) writer.text(`${cell.label}: `)
          isInCell = true
        })
      }
      later(boundary)
    }
    for (const caption of childrenOf(element)) {
      if (isElement(caption) && caption.tagName === 'caption') steps.push(caption)
    }
  }

  const ways = new Map<string, (element: Element) => void>([
    ['br', () => (isInCell ? writer.text(' ') : writer.lineBreak())],
    ['img', element => writer.text(` ${attributeOf(element, 'alt') ?? ''} `)],
    ['sup', raised],
    ['pre', code],
    ['table', table],
    ['ul', list],
    ['ol', list],
    ['menu', list],
    ['li', item],
    [
      'blockquote',
      element => within(nesting > 0 ? { kind: 'quote', level: nesting } : { kind: 'quote' }, element),
    ],
  ])
  for (const level of [1, 2, 3, 4, 5, 6]) {
    ways.set(`h${level}`, element => within({ kind: 'heading', level }, element))
  }

  function visit(element: Element): void {
    if (isSkipped(element)) return
    const way = ways.get(element.tagName) ?? (BLOCKS.has(element.tagName) ? flow : span)
    way(element)
  }

  function flow(element: Element): void {
    within(context, element)
  }

  function code(element: Element): void {
    writer.verbatim(textOf(element), nesting > 0 ? nesting : undefined)
    boundary()
  }

  function raised(element: Element): void {
    if (isNoteNumber(element)) return
    const text = textOf(element).trim()
    // 10⁶ in one line would be 106: a power keeps its height in the characters themselves.
    if (/^[+−-]?\d{1,6}$/.test(text)) writer.text([...text].map(digit => RAISED[digit] ?? digit).join(''))
    else pushChildren(steps, element)
  }

  pushChildren(steps, root)
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (typeof step === 'function') step()
    else if (isElement(step)) visit(step)
    else writer.text(characterDataOf(step) ?? '')
  }
}

function numbersOf(list: Element): Numbers {
  if (attributeOf(list, 'reversed') === undefined) return { next: integerOf(list, 'start') ?? 1, step: 1 }
  const items = childrenOf(list).filter(({ nodeName }) => nodeName === 'li').length
  return { next: integerOf(list, 'start') ?? items, step: -1 }
}

function integerOf(element: Element, attribute: string): number | undefined {
  const value = Number.parseInt(attributeOf(element, attribute) ?? '', 10)
  return Number.isSafeInteger(value) ? value : undefined
}
