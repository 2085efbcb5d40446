import type { Document } from '../lib/document/document'
import { documentOfPlain } from '../lib/document/plain'
import type { TextType } from '../lib/reading/reading'

/**
 * What is read of a draft: the document that was imported, as long as its text
 * is the one that is written; else the text with the structure that can be seen
 * in it. SSML is its own source, paragraph by paragraph.
 */
export function readableOf(text: string, textType: TextType, imported: Document | undefined): Document {
  if (textType === 'ssml') return { text, blocks: sourceBlocks(text), spans: [] }
  return imported?.text === text ? imported : documentOfPlain(text)
}

/** Whether anything of it is read. A letter or a number is; only without one it is looked at closer. */
export function isSayable(text: string, textType: TextType): boolean {
  return /[\p{L}\p{N}]/u.test(text) || readableOf(text, textType, undefined).text.trim() !== ''
}

/** Stretches between blank lines, as they stand. */
function sourceBlocks(text: string): Document['blocks'] {
  const blocks: Document['blocks'] = []
  let start = 0
  for (const { index, 0: gap } of [...text.matchAll(/\n[^\S\n]*\n/g), { index: text.length, 0: '' }]) {
    if (text.slice(start, index).trim() !== '') blocks.push({ kind: 'paragraph', start, end: index })
    start = index + gap.length
  }
  return blocks
}

/** Where the sentence that an offset is in begins: sound that cannot be moved to is begun anew there. */
export function sentenceStart({ text, blocks }: Document, offset: number, language?: string): number {
  const block = blocks.findLast(({ start }) => start <= offset)
  if (!block) return 0
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const before = segmenter.segment(text.slice(block.start, block.end)).containing(offset - block.start)
  return block.start + (before?.index ?? 0)
}

/** Where the sentence after the one that an offset is in begins; undefined after the last. */
export function nextSentenceStart(document: Document, offset: number, language?: string): number | undefined {
  const { text, blocks } = document
  const block = blocks.findLast(({ start }) => start <= offset)
  if (!block) return blocks[0]?.start
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const here = segmenter.segment(text.slice(block.start, block.end)).containing(offset - block.start)
  const next = here ? block.start + here.index + here.segment.length : block.end
  return next < block.end ? next : blocks.find(({ start }) => start > offset)?.start
}
