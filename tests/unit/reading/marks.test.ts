import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Chunk } from '../../../lib/reading/chunk'
import { createMarksParser, formatMark } from '../../../lib/reading/marks'
import type { Mark } from '../../../lib/reading/timeline'

const TEXT = 'Hé 😀 “two” 東京\ud83d!'

function textChunk(text: string, start = 0): Chunk {
  return { text, start, end: start + text.length, lead: 0 }
}

function parse(chunk: Chunk, bytes: Uint8Array, offsetMs = 0, step = bytes.length || 1): Mark[] {
  const parser = createMarksParser(chunk, offsetMs)
  const marks: Mark[] = []
  for (let at = 0; at < bytes.length; at += step) marks.push(...parser.feed(bytes.subarray(at, at + step)))
  return [...marks, ...parser.end()]
}

const lines = (...marks: object[]) => Buffer.from(marks.map(mark => `${JSON.stringify(mark)}\n`).join(''))

describe('createMarksParser', () => {
  it('turns byte offsets into UTF-16 offsets of the reading, and times into those of the whole audio', () => {
    const reading = `Before. ${TEXT}`
    const words = ['Hé', '😀', 'two', '東京']
    const bytes = lines(
      ...words.map((value, i) => {
        const start = Buffer.byteLength(TEXT.slice(0, TEXT.indexOf(value)))
        return { time: 100 * i, type: 'word', start, end: start + Buffer.byteLength(value), value }
      }),
    )
    const marks = parse(textChunk(TEXT, 8), bytes, 1234.5)
    expect(marks.map(({ start, end }) => reading.slice(start, end))).toEqual(words)
    expect(marks.map(({ time }) => time)).toEqual([1234.5, 1334.5, 1434.5, 1534.5])
  })

  it('knows the offset of every character of any text, half surrogate pairs among them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), text => {
        const boundaries = [...text].map((_, i, all) => all.slice(0, i).join('').length)
        const bytes = lines(
          ...boundaries.map(at => {
            const start = Buffer.byteLength(text.slice(0, at))
            return { time: 0, type: 'word', start, end: Buffer.byteLength(text), value: '' }
          }),
        )
        expect(parse(textChunk(text), bytes).map(({ start }) => start)).toEqual(boundaries)
      }),
    )
  })

  it('gives the same marks however the bytes were cut', () => {
    const bytes = lines(
      { time: 1, type: 'sentence', start: 0, end: 8, value: TEXT },
      { time: 2, type: 'viseme', value: 'p' },
    )
    const whole = parse(textChunk(TEXT), bytes)
    expect(whole).toHaveLength(2)
    for (let step = 1; step < 9; step++) expect(parse(textChunk(TEXT), bytes, 0, step)).toEqual(whole)
  })

  it('counts no tags that a chunk opened again, and none that it closed', () => {
    const source = '<speak><p>One. Two &amp; three.</p></speak>'
    const start = source.indexOf('Two')
    const end = source.indexOf('</p>')
    const chunk = { text: `<speak><p>${source.slice(start, end)}</p></speak>`, start, end, lead: 10 }
    const [sentence, word] = parse(
      chunk,
      lines(
        { time: 0, type: 'sentence', start: 0, end: chunk.text.length, value: chunk.text },
        { time: 0, type: 'word', start: 10, end: 13, value: 'Two' },
      ),
    )
    expect(sentence).toMatchObject({ start, end, value: 'Two &amp; three.' })
    expect(word).toMatchObject({ start, end: start + 3, value: 'Two' })
  })

  it.each([
    { start: 3 },
    { start: 5, end: 3 },
    { start: -1, end: 3 },
    { start: 0.5, end: 3 },
    { start: '0', end: 3 },
    {},
  ])('gives a word with the offsets %j no place', place => {
    const [mark] = parse(textChunk(TEXT), lines({ time: 7, type: 'word', ...place, value: 'Hé' }))
    expect(mark).toEqual({ type: 'word', time: 7, value: 'Hé' })
  })

  it('keeps offsets past the end within the chunk', () => {
    const [mark] = parse(
      textChunk('Hi.', 5),
      lines({ time: 0, type: 'word', start: 0, end: 99, value: 'Hi.' }),
    )
    expect(mark).toMatchObject({ start: 5, end: 8 })
  })

  it('passes over kinds of marks that it does not know', () => {
    const bytes = lines({ time: 0, type: 'phoneme', value: 'x' }, { time: 1, type: 'viseme', value: 'p' })
    expect(parse(textChunk(TEXT), bytes)).toEqual([{ type: 'viseme', time: 1, value: 'p' }])
  })

  it.each(['{"time":0,"type":"wo', '{"type":"word","value":"x"}\n', '{"time":0,"value":"x"}\n', '7\n'])(
    'refuses %j',
    text => {
      expect(() => parse(textChunk(TEXT), Buffer.from(text))).toThrow(
        expect.objectContaining({ name: 'TimelineError', type: 'malformed-line' }),
      )
    },
  )
})

describe('formatMark', () => {
  it('writes a line of JSON with whole ms', () => {
    const line = formatMark({ type: 'word', time: 1234.5678, start: 8, end: 10, value: 'Hé' })
    expect(line).toBe('{"type":"word","time":1235,"start":8,"end":10,"value":"Hé"}\n')
  })
})
