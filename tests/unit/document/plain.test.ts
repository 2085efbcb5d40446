import { describe, expect, it } from 'vitest'
import { documentOfPlain } from '../../../lib/document/plain'
import { holdingShape, importFixture, linesOf, spansOf } from '../../support/document-shape'

const read = (text: string) => holdingShape(documentOfPlain(text))

/** Breaks a text at a column as editors do. */
function wrapped(text: string, width: number): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}

const prose =
  'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, ' +
  'it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of ' +
  'Darkness, it was the spring of hope, it was the winter of despair.'

describe('documentOfPlain', () => {
  it.each([50, 66, 72, 78, 100])('joins lines that were wrapped at column %i', width => {
    expect(linesOf(read(`${wrapped(prose, width)}\r\n\r\nEnd.`.replace(/\r?\n/g, '\r\n')))).toEqual([
      `paragraph|${prose}`,
      'paragraph|End.',
    ])
  })

  it('joins a letter in windows-1252, and keeps its verse and its signature in lines', async () => {
    const document = await importFixture('brief-1252.txt')
    expect(document.title).toBe('brief-1252')
    expect(linesOf(document)).toEqual([
      'paragraph|Der Brief',
      'paragraph|Sehr geehrte Frau Müller, am Dienstag war die Straße über den Fluß noch gesperrt, und so kam ich erst ' +
        'gegen Abend in Ihrem schönen Städtchen an, wo mich niemand erwartete – „außer dem Wirt“, wie Sie schrieben. ' +
        'Für 5 € bekam ich ein Zimmer, das Fenster ging auf den Marktplatz hinaus.',
      'paragraph|Über allen Gipfeln\nIst Ruh,\nIn allen Wipfeln\nSpürest du\nKaum einen Hauch;',
      'paragraph|Ihr ergebener\nJ. Weiß',
    ])
  })

  it('keeps the lines of a sonnet', () => {
    const sonnet =
      "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\n" +
      "Rough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date;"
    expect(linesOf(read(sonnet))).toEqual([`paragraph|${sonnet}`])
  })

  it('joins wrapped Japanese without spaces', () => {
    const text =
      '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。'
    const lines = text.match(/.{1,24}/gu) ?? []
    expect(lines.length).toBe(3)
    expect(linesOf(read(lines.join('\n')))).toEqual([`paragraph|${text}`])
  })

  it('joins a word that was divided at its own hyphen', () => {
    const lines = [
      'The keeper of the lighthouse was a well-',
      'known man in the town, and he never spoke',
      'of the sea.',
    ]
    expect(read(lines.join('\n')).text).toBe(
      'The keeper of the lighthouse was a well-known man in the town, and he never spoke of the sea.',
    )
  })

  it('makes items of bulleted and numbered lines, and no minus or dash', () => {
    expect(
      linesOf(
        read('To buy:\n- bread\n* milk\n\n1. mix\n2) bake it\n   well\n\n-5 is cold\n– Bonjour\n— Salut'),
      ),
    ).toEqual([
      'paragraph|To buy:',
      'item 1|bread',
      'item 1|milk',
      'item 1|1. mix',
      'item 1|2. bake it well',
      'paragraph|-5 is cold\n– Bonjour\n— Salut',
    ])
  })

  it.each([
    'CHAPTER I.',
    'Chapter 12: The Sea',
    'Kapitel 3 – Am Fluß',
    'Глава 4',
    '第三章 猫',
    'CHAPTER I.\nDown the Rabbit-Hole',
  ])('takes %j for a heading', line => {
    expect(linesOf(read(`Before.\n\n${line}\n\nAfter.`))[1]).toBe(`heading 2|${line}`)
  })

  it.each(['Part I liked best', 'Book 3 days ahead.', 'Chapter and verse', 'Chapter 1.\nIt\nwas'])(
    'takes %j for none',
    line => {
      expect(linesOf(read(line))[0]).toBe(`paragraph|${line}`)
    },
  )

  it('drops rows of stars, quotation signs, and underscores around words', () => {
    const document = read('It was _not at all_ in my_file_name.\n\n* * *\n\n> quoted\n> > twice')
    expect(linesOf(document)).toEqual(['paragraph|It was not at all in my_file_name.', 'quote|quoted\ntwice'])
    expect(spansOf(document)).toEqual(['emphasis|not at all'])
  })

  it('drops what cannot be heard, and mends half a surrogate pair', () => {
    expect(read('a\u00adb\u200bc\ud800d\u0007').text).toBe('abc\ufffdd')
  })
})
