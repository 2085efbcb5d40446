import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Document } from '../../lib/document/document'
import { readSource } from '../../lib/document/read-source'

const fixtures = path.join(import.meta.dirname, '../unit/document/fixtures')

export function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(fixtures, name)))
}

/** Imports a file of the fixtures, and holds it to what every document must be. */
export async function importFixture(name: string): Promise<Document> {
  return holdingShape(await readSource({ name, type: '', bytes: fixture(name) }, () => undefined))
}

/** Imports a text as a file of that name, and holds it to what every document must be. */
export async function importText(name: string, text: string): Promise<Document> {
  const bytes = new TextEncoder().encode(text)
  return holdingShape(await readSource({ name, type: '', bytes }, () => undefined))
}

/** Each block as `kind level|text`, so that a document can be read at a glance. */
export function linesOf({ text, blocks }: Document): string[] {
  return blocks.map(
    ({ kind, level, start, end }) => `${[kind, level].join(' ').trim()}|${text.slice(start, end)}`,
  )
}

/** Each span as `kind|text`, with its address where it has one. */
export function spansOf({ text, spans }: Document): string[] {
  return spans.map(({ kind, start, end, href }) =>
    [kind, text.slice(start, end), href].filter(Boolean).join('|'),
  )
}

/** What `Document` promises of every text, block and span. */
export function holdingShape(document: Document): Document {
  const { text, blocks, spans } = document
  const slices = blocks.map(({ start, end }) => text.slice(start, end))
  expect(slices.join('\n\n'), 'blocks are the paragraphs of the text, in order').toBe(text)
  for (const slice of slices) {
    expect(slice.trim(), 'no block is blank').not.toBe('')
    expect(slice, 'a block is one paragraph').not.toContain('\n\n')
  }
  let block = 0
  let before = 0
  for (const { kind, start, end, href } of spans) {
    while ((blocks[block]?.end ?? text.length) < start) block++
    expect(start, 'spans are in order').toBeGreaterThanOrEqual(before)
    expect(start, 'a span begins in a block').toBeGreaterThanOrEqual(blocks[block]?.start ?? Number.NaN)
    expect(end, 'a span ends in its block').toBeLessThanOrEqual(blocks[block]?.end ?? Number.NaN)
    expect(end, 'a span has text').toBeGreaterThan(start)
    expect(kind === 'link', 'links, and only they, lead somewhere').toBe(href !== undefined)
    if (href !== undefined) expect(href).toMatch(/^(https?|mailto):/)
    before = start
  }
  for (const { kind, level, ordered, start } of blocks) {
    if (kind === 'heading') expect([1, 2, 3, 4, 5, 6]).toContain(level)
    if (kind === 'item') expect(level).toBeGreaterThanOrEqual(1)
    if (ordered !== undefined) expect(text.slice(start)).toMatch(new RegExp(`^${ordered}\\. `))
  }
  return document
}
