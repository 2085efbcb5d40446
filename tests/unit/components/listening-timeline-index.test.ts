import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTimelineIndex, type Spoken } from '../../../components/listening/timeline-index'
import type { Mark } from '../../../lib/reading/timeline'

const mark = (type: Mark['type'], time: number, start: number, end: number): Mark => ({
  type,
  time,
  start,
  end,
  value: '',
})

/** "Hello there. Bye." */
const MARKS = [
  mark('sentence', 100, 0, 12),
  mark('word', 100, 0, 5),
  { type: 'viseme', time: 100, value: 'k' } satisfies Mark,
  mark('word', 400, 6, 11),
  mark('sentence', 1200, 13, 17),
  mark('word', 1200, 13, 16),
]

/** Marks as services send them: times never fall, places grow; some words follow upon each other without a space. */
const marksArbitrary = fc
  .array(
    fc.record({
      type: fc.constantFrom<Mark['type']>('word', 'sentence'),
      pause: fc.nat(500),
      gap: fc.nat(3),
      length: fc.integer({ min: 1, max: 12 }),
    }),
    { maxLength: 60 },
  )
  .map(steps => {
    let [time, position] = [0, 0]
    return steps.map(({ type, pause, gap, length }) => {
      time += pause
      const start = position + gap
      position = start + length
      return mark(type, time, start, position)
    })
  })

const spokenOf = (marks: readonly Mark[], type: Mark['type']): Spoken[] =>
  marks
    .filter(mark => mark.type === type)
    .map(({ time, start = 0, end = 0 }) => ({ timeMs: time, start, end }))

describe('createTimelineIndex', () => {
  it('finds by time and by place what a search from end to end finds', () => {
    fc.assert(
      fc.property(marksArbitrary, fc.nat(20_000), fc.nat(400), (marks, timeMs, offset) => {
        const index = createTimelineIndex()
        index.add(marks.slice(0, marks.length / 2))
        index.add(marks.slice(marks.length / 2))
        const [words, sentences] = [spokenOf(marks, 'word'), spokenOf(marks, 'sentence')]
        const units = words.length > 0 ? words : sentences
        expect(index.wordAt(timeMs)).toEqual(words.findLast(word => word.timeMs <= timeMs))
        expect(index.sentenceAt(timeMs)).toEqual(sentences.findLast(sentence => sentence.timeMs <= timeMs))
        expect(index.at(offset)).toEqual(units.find(unit => unit.end > offset))
        expect(index.known).toBe(units.at(-1)?.end ?? 0)
      }),
    )
  })

  it('knows nothing at first', () => {
    const index = createTimelineIndex()
    expect([index.wordAt(0), index.sentenceAt(0), index.at(0), index.step('word', 0, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(index.known).toBe(0)
  })

  it('goes to the next word from a space, and nowhere from past the last', () => {
    const index = createTimelineIndex()
    index.add(MARKS)
    expect(index.at(5)?.start).toBe(6)
    expect(index.at(11)?.start).toBe(13)
    expect(index.at(16)).toBeUndefined()
  })

  it.each([
    ['word', 450, 0, 6],
    ['word', 450, -1, 0],
    ['word', 450, 1, 13],
    ['word', 450, 9, 13],
    ['word', 450, -9, 0],
    ['word', 0, 1, 0],
    ['word', 0, 0, 0],
    ['sentence', 450, 0, 0],
    ['sentence', 450, 1, 13],
    ['sentence', 1300, -1, 0],
  ] as const)('steps by a %s, from %d ms by %d to offset %d', (unit, timeMs, by, start) => {
    const index = createTimelineIndex()
    index.add(MARKS)
    expect(index.step(unit, timeMs, by)?.start).toBe(start)
  })

  it('takes sentences for words where no words are known', () => {
    const index = createTimelineIndex()
    index.add(MARKS.filter(({ type }) => type === 'sentence'))
    expect(index.wordAt(1300)).toBeUndefined()
    expect(index.at(8)?.start).toBe(0)
    expect(index.step('word', 1300, -1)?.start).toBe(0)
    expect(index.known).toBe(17)
  })
})
