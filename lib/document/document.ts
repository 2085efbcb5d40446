/**
 * A text to be heard, with what is known of its structure. Offsets are UTF-16
 * units of `text`, end exclusive.
 */
export type Document = {
  title?: string
  /** Plain text as it is spoken: paragraphs separated by one blank line ("\n\n"); no markup. */
  text: string
  /** In order; each is one paragraph of the text, and together they are all of it. */
  blocks: Block[]
  /** Inline spans inside blocks, by start; an outer one before those in it. */
  spans: Span[]
}

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quote' | 'code' | 'cue'

export type Block = {
  kind: BlockKind
  start: number
  end: number
  /** Of a heading: 1 to 6. Of an item: its nesting, from 1. Of others: the nesting of the item they belong to. */
  level?: number
  /** The number of an item of an ordered list, which its text begins with ("3. …"). An item without draws a bullet. */
  ordered?: number
}

export type SpanKind = 'link' | 'strong' | 'emphasis' | 'code' | 'deleted'

export type Span = {
  kind: SpanKind
  start: number
  end: number
  /** Of a link, always: an absolute address, http, https or mailto only. */
  href?: string
}

/** A heading that one can jump to; `start` is its offset in the text. */
export type OutlineEntry = { title: string; level: number; start: number }

/** The headings of a document, in order. */
export function outlineOf(document: Document): OutlineEntry[] {
  return document.blocks
    .filter(block => block.kind === 'heading')
    .map(({ start, end, level }) => ({
      title: document.text.slice(start, end).replace(/\s+/g, ' '),
      level: level ?? 1,
      start,
    }))
}
