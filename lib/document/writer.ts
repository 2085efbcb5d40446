import type { Block, BlockKind, Document, Span, SpanKind } from './document'
import { cleaned, collapsed, spaceBetween } from './white-space'

/**
 * What blocks are written in: a heading, a list item … The first block in an
 * item's context is the item, later ones are paragraphs of its level.
 */
export type Context = { kind: BlockKind; level?: number; ordered?: number; begun?: boolean }

type OpenSpan = { kind: SpanKind; href?: string | undefined; start?: number | undefined }

export type Writer = ReturnType<typeof createWriter>

/**
 * Builds a document from pieces in reading order, as a browser lays out text:
 * white space collapses, blocks without text leave nothing, and a span that
 * crosses blocks becomes one in each.
 */
export function createWriter() {
  const parts: string[] = []
  const blocks: Block[] = []
  const spans: Span[] = []
  const openSpans: OpenSpan[] = []
  let length = 0
  let last = ''
  let context: Context = { kind: 'paragraph' }
  let open: Block | undefined
  let space = ''
  let lineBreaks = 0

  function push(text: string): void {
    parts.push(text)
    length += text.length
    last = text.at(-1) ?? last
  }

  function emit({ kind, href, start }: OpenSpan): void {
    if (start === undefined || start === length) return
    spans.push(href === undefined ? { kind, start, end: length } : { kind, start, end: length, href })
  }

  function endBlock(): void {
    for (const span of openSpans) {
      emit(span)
      span.start = undefined
    }
    if (open) open.end = length
    open = undefined
    space = ''
    lineBreaks = 0
  }

  function beginBlock(kind: BlockKind, level?: number, ordered?: number): void {
    if (length > 0) push('\n\n')
    open = { kind, start: length, end: length }
    if (level !== undefined) open.level = level
    if (ordered !== undefined) {
      open.ordered = ordered
      push(`${ordered}. `)
    }
    blocks.push(open)
  }

  function beginInContext(): void {
    const { kind, level, ordered, begun } = context
    context.begun = true
    if (kind === 'item' && begun) beginBlock('paragraph', level)
    else beginBlock(kind, level, ordered)
  }

  return {
    /** Ends the block and says what follows is written in. Nothing is written before text comes. */
    block(next: Context): void {
      endBlock()
      context = next
    },

    /** Adds text; its white space collapses, also with that of its neighbours. */
    text(value: string): void {
      const text = cleaned(value)
      const body = text.trim()
      if (body === '') {
        space += text
        return
      }
      space += text.slice(0, text.indexOf(body))
      // Two line breaks look like a new paragraph, and old pages mean it.
      if (lineBreaks > 1) endBlock()
      if (!open) beginInContext()
      else if (lineBreaks === 1) push('\n')
      else if (space) push(spaceBetween(space, last, body))
      for (const span of openSpans) span.start ??= length
      push(collapsed(body))
      lineBreaks = 0
      space = text.slice(text.indexOf(body) + body.length)
    },

    /** A line break inside a block; two of them begin another. */
    lineBreak(): void {
      if (open) lineBreaks++
      space = ''
    },

    /** Adds code as it stands, indents too: a block for each of its paragraphs. */
    verbatim(value: string, level?: number): void {
      endBlock()
      const lines = cleaned(value)
        .replace(/\r\n?/g, '\n')
        .replace(/[^\S\n]+$/gm, '')
      for (const paragraph of lines.split(/\n{2,}/)) {
        const code = paragraph.replace(/^\n+|\n+$/g, '')
        if (code.trim() === '') continue
        beginBlock('code', level)
        push(code)
        endBlock()
      }
    },

    openSpan(kind: SpanKind, href?: string): void {
      openSpans.push({ kind, href })
    },

    /** Ends the span that was opened last. */
    closeSpan(): void {
      const span = openSpans.pop()
      if (span) emit(span)
    },

    /** The document; nothing may be added afterwards. */
    finish(title?: string): Document {
      endBlock()
      spans.sort((a, b) => a.start - b.start || b.end - a.end)
      // Half a surrogate pair cannot be sent; the sign for it is one unit long as well.
      const text = parts.join('').toWellFormed()
      const named = title === undefined ? '' : collapsed(cleaned(title).trim())
      return named === '' ? { text, blocks, spans } : { title: named, text, blocks, spans }
    },
  }
}
