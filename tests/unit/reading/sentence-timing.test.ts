import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Envelope } from '../../../lib/audio/mp3-envelope'
import type { Chunk } from '../../../lib/reading/chunk'
import { estimateSentences } from '../../../lib/reading/sentence-timing'

const STEP_MS = 20

/** Speech and pauses by turns, in ms, beginning with a pause; with stops of 60 ms as words have them. */
function audioOf(...turns: number[]): Envelope {
  const levels = turns.flatMap((ms, turn) =>
    Array.from({ length: ms / STEP_MS }, (_, i) => (turn % 2 === 0 ? -75 : i % 20 > 16 ? -55 : -20)),
  )
  return { envelope: Float32Array.from(levels), envelopeStepMs: STEP_MS, durationMs: levels.length * STEP_MS }
}

const chunkOf = (text: string, start = 0): Chunk => ({ text, start, end: start + text.length, lead: 0 })

function timesOf(text: string, audio: Envelope, offsetMs = 0): number[] {
  return estimateSentences(chunkOf(text), audio, 'en', offsetMs, 'text').map(({ time }) => time)
}

describe('estimateSentences', () => {
  it('begins each sentence where speech goes on after a pause, and the first where it begins', () => {
    const text = 'It was cold that day. Nobody looked up from his work. He knew why.'
    const times = timesOf(text, audioOf(100, 1400, 400, 2200, 400, 700, 300), 5000)
    expect(times).toEqual([5100, 6900, 9500])
  })

  it('prefers the long pause to a short one that is nearer to where the boundary is due', () => {
    const text = 'This is just as long. This is just as long.'
    expect(timesOf(text, audioOf(0, 1600, 120, 400, 500, 1600, 200))).toEqual([0, 2620])
  })

  it('takes the pause that is due among many of clauses', () => {
    const text = 'One, and two, and three, and four. Then five, and six, and seven, and eight.'
    const [first, second] = [500, 560].map(ms => [ms, 300, ms, 300, ms, 300, ms])
    const turns = [0, ...(first ?? []), 340, ...(second ?? []), 100]
    expect(timesOf(text, audioOf(...turns))).toEqual([0, 3240])
  })

  it('places a boundary in proportion where no pause is heard', () => {
    const [first, second = 0] = timesOf('This is just as long. This is just as long.', audioOf(0, 4000))
    expect(first).toBe(0)
    expect(second).toBeGreaterThan(1800)
    expect(second).toBeLessThan(2200)
  })

  it('marks where sentences stand in the reading, and that they are estimated', () => {
    const text = 'Dear all!  Here\nwe are. “Really?”\n\n* * *'
    const marks = estimateSentences(chunkOf(text, 100), audioOf(0, 3000), 'en', 0, 'text')
    expect(marks.map(({ start = 0, end = 0 }) => text.slice(start - 100, end - 100))).toEqual([
      'Dear all!',
      'Here\nwe are.',
      '“Really?”\n\n* * *',
    ])
    for (const mark of marks) expect(mark).toMatchObject({ type: 'sentence', estimated: true })
  })

  it('finds sentences of SSML by its text and its tags', () => {
    const text = '<speak><p>Fish &amp; chips</p><p>Two <break time="1s"/>more &lt;</p></speak>'
    const marks = estimateSentences(chunkOf(text), audioOf(0, 1000, 400, 1000), undefined, 0, 'ssml')
    expect(marks.map(({ value }) => value)).toEqual(['Fish &amp; chips', 'Two <break time="1s"/>more &lt;'])
  })

  it('gives as many marks for any sound, within it and in order', () => {
    const envelopes = fc.array(fc.double({ min: -120, max: 40, noNaN: true }), { maxLength: 400 })
    fc.assert(
      fc.property(
        fc.lorem({ mode: 'sentences', maxCount: 30 }),
        envelopes,
        fc.nat(30_000),
        (text, levels, durationMs) => {
          const audio = {
            envelope: Float32Array.from(levels),
            envelopeStepMs: levels.length > 0 ? durationMs / levels.length : 24,
            durationMs,
          }
          const times = timesOf(text, audio)
          expect(times).toHaveLength(
            [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].length,
          )
          expect(times).toEqual(times.toSorted((a, b) => a - b))
          expect(Math.min(...times)).toBeGreaterThanOrEqual(0)
          expect(Math.max(...times)).toBeLessThanOrEqual(durationMs + 1e-6)
        },
      ),
    )
  })

  it('gives none for a text without anything to say', () => {
    expect(timesOf('… * * *', audioOf(0, 1000))).toEqual([])
  })
})
