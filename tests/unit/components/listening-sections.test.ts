import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Group,
  type Inline,
  inlinesOf,
  type Placed,
  sectionsOf,
} from '../../../components/listening/sections'
import type { Block, Document, Span } from '../../../lib/document/document'

/** A document of blocks with one blank line between them. */
function documentOf(...parts: readonly (Omit<Block, 'start' | 'end'> & { text: string })[]): Document {
  let text = ''
  const blocks = parts.map(({ text: own, ...block }) => {
    if (text !== '') text += '\n\n'
    const start = text.length
    text += own
    return { ...block, start, end: text.length }
  })
  return { text, blocks, spans: [] }
}

/** The groups of a document, each block by its text. */
function shapeOf(document: Document): unknown {
  const textOf = ({ block }: Placed) => document.text.slice(block.start, block.end)
  const groupOf = (group: Group): unknown => {
    if (group.kind === 'single') return textOf(group.placed)
    if (group.kind === 'quote') return { quote: group.blocks.map(textOf) }
    return { [group.isOrdered ? 'ol' : 'ul']: group.items.map(item => item.map(groupOf)) }
  }
  return sectionsOf(document).map(({ groups }) => groups.map(groupOf))
}

function blocksOf(groups: readonly Group[]): Placed[] {
  return groups.flatMap(group => {
    if (group.kind === 'single') return group.placed
    return group.kind === 'quote' ? group.blocks : group.items.flatMap(blocksOf)
  })
}

const plain = (text: string) => ({ kind: 'paragraph', text }) as const
const item = (text: string, level: number, ordered?: number) =>
  ({ kind: 'item', text, level, ...(ordered === undefined ? {} : { ordered }) }) as const

describe('sectionsOf', () => {
  it('nests lists in the items that they belong to, with what else is in them', () => {
    const document = documentOf(
      plain('Before'),
      item('a', 1),
      item('1. b', 2, 1),
      { kind: 'code', text: 'in b', level: 2 },
      item('2. c', 2, 2),
      { kind: 'quote', text: 'in a', level: 1 },
      item('d', 1),
      item('1. e', 1, 1),
      { kind: 'heading', text: 'After', level: 2 },
    )
    expect(shapeOf(document)).toEqual([
      [
        'Before',
        { ul: [['a', { ol: [['1. b', 'in b'], ['2. c']] }, { quote: ['in a'] }], ['d']] },
        { ol: [['1. e']] },
        'After',
      ],
    ])
  })

  it('puts quotes that follow upon each other into one', () => {
    const quote = (text: string) => ({ kind: 'quote', text }) as const
    expect(shapeOf(documentOf(quote('a'), quote('b'), plain('c'), quote('d')))).toEqual([
      [{ quote: ['a', 'b'] }, 'c', { quote: ['d'] }],
    ])
  })

  it('bears a list that begins deep, or with what belongs to an item that is not there', () => {
    expect(shapeOf(documentOf(item('a', 3), item('b', 1)))).toEqual([[{ ul: [['a'], ['b']] }]])
    expect(shapeOf(documentOf({ kind: 'paragraph', text: 'a', level: 2 }))).toEqual([['a']])
  })

  it('counts the empty lines before a block, however many', () => {
    const text = '\n\nOne\n\nTwo\n\n\n\nThree\nFour'
    const blocks = [
      { kind: 'paragraph', start: 2, end: 5 },
      { kind: 'paragraph', start: 7, end: 10 },
      { kind: 'paragraph', start: 14, end: 24 },
    ] as const
    const [section] = sectionsOf({ text, blocks: [...blocks], spans: [] })
    expect(blocksOf(section?.groups ?? []).map(({ emptyLines }) => emptyLines)).toEqual([2, 1, 3])
    expect(section?.lines).toBe(2 + 1 + 1 + 1 + 3 + 2)
  })

  it('holds each block once and in order, in sections of bounded length', () => {
    const kind = fc.constantFrom<Block['kind']>('paragraph', 'heading', 'item', 'quote', 'code', 'cue')
    const part = fc.record({
      kind,
      level: fc.integer({ min: 1, max: 4 }),
      length: fc.integer({ min: 1, max: 900 }),
    })
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), parts => {
        const document = documentOf(
          ...parts.map(({ length, ...block }) => ({ ...block, text: 'x'.repeat(length) })),
        )
        const sections = sectionsOf(document)
        const blocks = sections.flatMap(({ groups }) => blocksOf(groups).map(({ block }) => block))
        expect(blocks).toEqual(document.blocks)
        for (const [index, { start }] of sections.slice(1).entries()) {
          expect(start - (sections[index]?.start ?? 0)).toBeGreaterThanOrEqual(3000)
        }
      }),
    )
  })

  it('reckons twice the room for letters that are twice as wide', () => {
    const linesOf = (text: string) => sectionsOf(documentOf(plain(text)))[0]?.lines
    expect(linesOf('語'.repeat(640))).toBe(20)
    expect(linesOf('a'.repeat(640))).toBe(10)
  })
})

/** As HTML, to be read. */
const htmlOf = (inlines: readonly Inline[]): string =>
  inlines
    .map(inline =>
      typeof inline === 'string'
        ? inline
        : `<${inline.span.kind}>${htmlOf(inline.children)}</${inline.span.kind}>`,
    )
    .join('')

const textOf = (inlines: readonly Inline[]): string =>
  inlines.map(inline => (typeof inline === 'string' ? inline : textOf(inline.children))).join('')

describe('inlinesOf', () => {
  const text = 'No bold link here. Another block.'
  const block: Block = { kind: 'paragraph', start: 0, end: 18 }

  it('nests a span in the one that it lies in', () => {
    const spans: Span[] = [
      { kind: 'strong', start: 3, end: 12 },
      { kind: 'link', start: 8, end: 12, href: 'https://example.org/' },
      { kind: 'emphasis', start: 13, end: 17 },
      { kind: 'code', start: 19, end: 26 },
    ]
    expect(htmlOf(inlinesOf(text, block, spans))).toBe(
      'No <strong>bold <link>link</link></strong> <emphasis>here</emphasis>.',
    )
    expect(htmlOf(inlinesOf(text, { ...block, start: 19, end: 33 }, spans))).toBe(
      '<code>Another</code> block.',
    )
  })

  it('shows the text of the block, whatever the spans', () => {
    const span = fc
      .record({
        kind: fc.constantFrom<Span['kind']>('strong', 'emphasis', 'code', 'deleted'),
        start: fc.nat(33),
        length: fc.nat(12),
      })
      .map(({ kind, start, length }) => ({ kind, start, end: start + length }))
    fc.assert(
      fc.property(fc.array(span), spans => {
        const sorted = spans.toSorted((a, b) => a.start - b.start)
        expect(textOf(inlinesOf(text, block, sorted))).toBe(text.slice(0, 18))
      }),
    )
  })
})
