import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMark } from '../../../lib/reading/marks'
import { createTimelineParser, MAX_LINE, type Mark, TimelineError } from '../../../lib/reading/timeline'

const anyMark: fc.Arbitrary<Mark> = fc
  .record(
    {
      type: fc.constantFrom('sentence', 'word', 'viseme', 'ssml'),
      time: fc.nat(),
      place: fc.tuple(fc.nat(), fc.nat()),
      value: fc.string({ unit: 'binary' }),
      estimated: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'time', 'value'] },
  )
  .map(({ type, time, place, value, estimated }) => ({
    type,
    time,
    ...(place ? { start: place[0], end: place[0] + place[1] } : {}),
    value,
    ...(estimated ? { estimated } : {}),
  }))

/** Cuts a text at any offsets. */
function cutAt(text: string, cuts: readonly number[]): string[] {
  const at = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
  return at.slice(1).map((end, i) => text.slice(at[i], end))
}

function parse(...texts: string[]): Mark[] {
  const parser = createTimelineParser()
  return [...texts.flatMap(text => parser.feed(text)), ...parser.end()]
}

describe('createTimelineParser', () => {
  it('gives the marks that were formatted, however the text was cut', () => {
    fc.assert(
      fc.property(fc.array(anyMark), fc.array(fc.nat()), (marks, cuts) => {
        const text = marks.map(formatMark).join('')
        expect(parse(...cutAt(text, cuts))).toEqual(marks)
      }),
    )
  })

  it('gives each mark as soon as its line is complete, and the last without a line end', () => {
    const parser = createTimelineParser()
    const line = formatMark({ type: 'word', time: 5, start: 0, end: 2, value: 'Hi' })
    expect(parser.feed(line.slice(0, -1))).toEqual([])
    expect(parser.feed('\n\n')).toHaveLength(1)
    expect(parser.feed(line.trimEnd())).toEqual([])
    expect(parser.end()).toHaveLength(1)
    expect(parser.end()).toEqual([])
  })

  it.each([
    'no JSON\n',
    '{"type":"word","time":1,"value":"cut',
    '[1]\n',
    'null\n',
    '{"type":"phrase","time":1,"value":"unknown"}\n',
    '{"type":"word","time":-1,"value":"before"}\n',
    '{"type":"word","time":1}\n',
  ])('refuses %j as malformed', text => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ type: 'malformed-line' }))
  })

  it('refuses a line without an end before it piles up', () => {
    const parser = createTimelineParser()
    const feedOn = () => {
      for (let i = 0; i <= MAX_LINE; i += 1000) parser.feed(' '.repeat(1000))
    }
    expect(feedOn).toThrow(TimelineError)
    expect(feedOn).toThrow(expect.objectContaining({ type: 'line-too-long' }))
  })
})
