import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentOfPart, partsOf } from '../../../../components/bringing/parts'
import type { Document } from '../../../../lib/document/document'
import { documentOfPlain } from '../../../../lib/document/plain'
import { countCodePoints } from '../../../../lib/reading/reading'

/** Paragraphs; those that start with `#` are headings of so many levels. */
function documentOf(paragraphs: readonly string[], title?: string): Document {
  let text = ''
  const blocks = paragraphs.map(paragraph => {
    const [, signs = '', words = ''] = /^(#*) ?(.*)$/su.exec(paragraph) ?? []
    if (text !== '') text += '\n\n'
    const start = text.length
    text += words
    return signs === ''
      ? { kind: 'paragraph' as const, start, end: text.length }
      : { kind: 'heading' as const, start, end: text.length, level: signs.length }
  })
  return { ...(title ? { title } : {}), text, blocks, spans: [] }
}

const told = (document: Document, limit: number) =>
  partsOf(document, limit).map(({ title, start, end }) => [title, document.text.slice(start, end)])

describe('partsOf', () => {
  it('is the whole of a text that is short enough', () => {
    expect(partsOf(documentOf(['# A', 'b'], 'Book'), 4)).toEqual([
      { title: 'Book', start: 0, end: 4, characters: 4 },
    ])
  })

  it('cuts at the highest headings, and has what stands before the first of them', () => {
    expect(
      told(documentOf(['Preface', '# One', 'aaa', '## Half', 'bbb', '# Two', 'ccc'], 'Book'), 20),
    ).toEqual([
      ['Book', 'Preface'],
      ['One', 'One\n\naaa\n\nHalf\n\nbbb'],
      ['Two', 'Two\n\nccc'],
    ])
  })

  it('cuts a chapter that is too long itself at the headings in it', () => {
    expect(told(documentOf(['# One', 'aaa', '## Half', 'bbb', '# Two', 'c']), 12)).toEqual([
      ['One', 'One\n\naaa'],
      ['Half', 'Half\n\nbbb'],
      ['Two', 'Two\n\nc'],
    ])
  })

  it('leaves a title that stands alone with the first chapter, where both fit', () => {
    expect(told(documentOf(['# Book', '## One', 'aaaaaa', '## Two', 'bbbbbb'], 'File'), 20)).toEqual([
      ['One', 'Book\n\nOne\n\naaaaaa'],
      ['Two', 'Two\n\nbbbbbb'],
    ])
  })

  it('cuts under the one heading of a book as well', () => {
    expect(told(documentOf(['# Book', '## One', 'aaaaaa', '## Two', 'bbbbbb'], 'File'), 12)).toEqual([
      ['Book', 'Book'],
      ['One', 'One\n\naaaaaa'],
      ['Two', 'Two\n\nbbbbbb'],
    ])
  })

  it('takes as many whole paragraphs as fit where there are no headings', () => {
    expect(told(documentOf(['aaaa', 'bbbb', 'cccc'], 'Notes'), 11)).toEqual([
      ['Notes, part 1 of 2', 'aaaa\n\nbbbb'],
      ['Notes, part 2 of 2', 'cccc'],
    ])
  })

  it.each([
    ['behind a sentence', 'One two. Three four five', 15, ['One two.', 'Three four five']],
    ['behind a sentence without spaces', '一二三。四五六', 5, ['一二三。', '四五六']],
    ['at a space', 'one two three', 9, ['one two', 'three']],
    ['between characters', '🙂🙂🙂', 2, ['🙂🙂', '🙂']],
  ])('cuts a paragraph that is too long %s', (_, text, limit, expected) => {
    expect(told(documentOf([text]), limit).map(([, words]) => words)).toEqual(expected)
  })

  const paragraphs = fc.array(
    fc.tuple(
      fc.constantFrom('', '', '# ', '## ', '### '),
      fc.string({
        unit: fc.constantFrom('a', 'é', '🙂', ' ', '. ', '字', '。'),
        minLength: 1,
        maxLength: 60,
      }),
    ),
    { minLength: 1, maxLength: 12 },
  )

  it('leaves nothing out, says nothing twice, and is never over the limit, whatever the text', () => {
    fc.assert(
      fc.property(paragraphs, fc.integer({ min: 1, max: 80 }), (pairs, limit) => {
        const written = pairs.map(([signs, words]) => [signs, words.trim()] as const)
        const document = documentOf(written.filter(([, words]) => words !== '').map(pair => pair.join('')))
        const parts = partsOf(document, limit)
        const pieces = parts.map(({ start, end }) => document.text.slice(start, end))
        expect(pieces.join('').replace(/\s/g, '')).toBe(document.text.replace(/\s/g, ''))
        expect(pieces.map(countCodePoints)).toEqual(parts.map(({ characters }) => characters))
        for (const piece of pieces) expect(countCodePoints(piece)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('divides a long text with 500 chapters', () => {
    const chapter = `${'All work and no play makes Jack a dull boy. '.repeat(40)}`
    const document = documentOf(Array.from({ length: 500 }, (_, i) => [`# ${i}`, chapter]).flat())
    expect(partsOf(document, 200_000)).toHaveLength(500)
  })
})

describe('documentOfPart', () => {
  it('is a document whose structure fits its text', () => {
    const whole: Document = {
      ...documentOf(['Preface', '# One', 'a link here', '# Two', 'c'], 'Book'),
      spans: [{ kind: 'link', start: 16, end: 20, href: 'https://example.org/' }],
    }
    const part = partsOf(whole, 20).find(({ title }) => title === 'One')
    expect(part && documentOfPart(whole, part)).toEqual({
      title: 'One',
      text: 'One\n\na link here',
      blocks: [
        { kind: 'heading', level: 1, start: 0, end: 3 },
        { kind: 'paragraph', start: 5, end: 16 },
      ],
      spans: [{ kind: 'link', start: 7, end: 11, href: 'https://example.org/' }],
    })
  })

  it('holds the part of a paragraph that was cut', () => {
    const whole = documentOfPlain('one two three')
    const texts = partsOf(whole, 9).map(part => {
      const { text, blocks } = documentOfPart(whole, part)
      return blocks.map(({ start, end }) => text.slice(start, end))
    })
    expect(texts).toEqual([['one two'], ['three']])
  })
})
