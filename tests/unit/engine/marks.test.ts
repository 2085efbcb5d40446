import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarksWriter, MARK_TYPES, type SpeechMark } from '../../../lib/engine/marks'

const lines = (bytes: Uint8Array) =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

describe('createMarksWriter', () => {
  it('writes a line a mark, with the members in the order of the service', () => {
    const writer = createMarksWriter('Mary had', ['word'])
    const bytes = writer.write([{ type: 'word', timeMs: 6.4, start: 0, end: 4, value: 'Mary' }])
    expect(new TextDecoder().decode(bytes)).toBe(
      '{"time":6,"type":"word","start":0,"end":4,"value":"Mary"}\n',
    )
  })

  it('counts offsets in bytes of UTF-8', () => {
    const text = 'é😀 naïve'
    const start = text.indexOf('naïve')
    const writer = createMarksWriter(text, ['word'])
    const [mark] = lines(writer.write([{ type: 'word', timeMs: 0, start, end: text.length, value: 'naïve' }]))
    expect(mark).toMatchObject({ start: 7, end: 13 })
    expect(Buffer.from(text).subarray(7, 13).toString()).toBe('naïve')
  })

  it('gives visemes no offsets', () => {
    const [mark] = lines(
      createMarksWriter('x', ['viseme']).write([{ type: 'viseme', timeMs: 1, value: 'k' }]),
    )
    expect(mark).toEqual({ time: 1, type: 'viseme', value: 'k' })
  })

  it('leaves out the types that nobody asked for', () => {
    const marks: SpeechMark[] = MARK_TYPES.map(type => ({ type, timeMs: 0, start: 0, end: 1, value: 'x' }))
    expect(lines(createMarksWriter('x', ['ssml']).write(marks)).map(mark => mark.type)).toEqual(['ssml'])
    expect(createMarksWriter('x', []).write(marks)).toHaveLength(0)
  })

  it('sorts by time, and at the same time by type', () => {
    const writer = createMarksWriter('x', MARK_TYPES)
    const marks: SpeechMark[] = [
      { type: 'viseme', timeMs: 5, value: 'p' },
      { type: 'word', timeMs: 5, start: 0, end: 1, value: 'x' },
      { type: 'word', timeMs: 2, start: 0, end: 1, value: 'x' },
      { type: 'ssml', timeMs: 5.2, start: 0, end: 1, value: 'm' },
      { type: 'sentence', timeMs: 4.9, start: 0, end: 1, value: 'x' },
    ]
    expect(lines(writer.write(marks)).map(mark => `${mark.time} ${mark.type}`)).toEqual([
      '2 word',
      '5 sentence',
      '5 ssml',
      '5 word',
      '5 viseme',
    ])
  })

  it('has offsets that slice the bytes of any text at the value', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 12 }), words => {
        const text = words.join(' ')
        let start = 0
        const marks = words.map(value => {
          const mark: SpeechMark = { type: 'word', timeMs: start, start, end: start + value.length, value }
          start += value.length + 1
          return mark
        })
        const bytes = Buffer.from(text)
        for (const mark of lines(createMarksWriter(text, ['word']).write(marks))) {
          expect(bytes.subarray(mark.start, mark.end).toString()).toBe(mark.value)
        }
      }),
    )
  })
})
