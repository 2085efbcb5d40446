import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, isSpeakable } from '../../../lib/engine/fold'
import { type Segment, segmentText } from '../../../lib/engine/segments'

const spoken = (text: string) => segmentText(text).map(segment => segment.spoken)
const pauses = (text: string) => segmentText(text).map(segment => segment.pauseMs)

describe('segmentText', () => {
  it('speaks a sentence at a time, in one utterance where it is short', () => {
    expect(spoken('One is here. Two is there! Is three?')).toEqual([
      'One is here.',
      'Two is there!',
      'Is three?',
    ])
  })

  it('does not end a sentence at an abbreviation, an initial, or inside of one that goes on', () => {
    expect(spoken('Dr. Smith met J. S. Bach.')).toEqual(['Dr. Smith met J. S. Bach.'])
    expect(spoken('“Really?” he said.')).toEqual(['"Really?" he said.'])
  })

  it('cuts a long first sentence early, at a clause', () => {
    expect(
      spoken('The quick brown fox jumps over the lazy dog, and then it walks slowly back to its home.'),
    ).toEqual(['The quick brown fox jumps over the lazy dog,', 'and then it walks slowly back to its home.'])
  })

  it('cuts before a conjunction or preposition where there is no comma, else between words', () => {
    expect(
      spoken('The quick brown fox jumps because the lazy dog lies asleep beside the garden gate')[0],
    ).toBe('The quick brown fox jumps')
    expect(spoken(`${'Buffalo '.repeat(30)}.`)[0]).toBe('Buffalo Buffalo Buffalo Buffalo Buffalo')
  })

  it('cuts a text without any space, and says a long number in parts', () => {
    expect(spoken('x'.repeat(1000)).join('').replaceAll(' ', '')).toBe('x'.repeat(1000))
    expect(Math.max(...spoken('7'.repeat(500)).map(part => part.length))).toBeLessThanOrEqual(40)
  })

  it('rests longest after a paragraph, then after a sentence, then after a clause', () => {
    const long = `${'A sentence of some words, '.repeat(8)}ends.`
    const [title = 0, clause = 0, sentence = 0, paragraph = 0, last = 0, ...more] = pauses(
      `Title here\n\n${long} Another one.\n\nThe last.`,
    )
    expect(more).toEqual([])
    expect(title).toBe(paragraph)
    expect(paragraph).toBeGreaterThan(sentence)
    expect(sentence).toBeGreaterThan(clause)
    expect(clause).toBeGreaterThan(last)
  })

  it('flows over the line breaks of a wrapped paragraph, and rests at those of a list', () => {
    const wrapped =
      'This paragraph was wrapped by an editor of old and\ngoes on in the second line. Then more.'
    expect(spoken(wrapped).join(' ')).toContain('of old and goes on')
    expect(spoken('Milk\nBread\nEggs')).toEqual(['Milk', 'Bread', 'Eggs'])
  })

  it('gives nothing for a text without a sound, and skips it within one', () => {
    expect(segmentText('')).toEqual([])
    expect(segmentText(' \n 😀 … !!! ')).toEqual([])
    expect(spoken('Hello. 😀😀😀. Bye.')).toEqual(['Hello.', 'Bye.'])
  })

  it('covers every sound of any text, in order, in utterances of bounded length', () => {
    const words = fc.constantFrom(
      'word',
      'and',
      'Dr.',
      'x,',
      'end.',
      '½',
      '€5',
      '😀',
      '\n',
      '\n\n',
      '東京',
      '12345',
      '—',
    )
    const text = fc.oneof(
      fc.array(words, { maxLength: 80 }).map(parts => parts.join(' ')),
      fc.string({ unit: 'binary', maxLength: 400 }),
    )
    fc.assert(
      fc.property(text, value => {
        const segments = segmentText(value)
        let from = 0
        for (const { start, end, spoken } of segments) {
          expect(isSpeakable(fold(value.slice(from, start)))).toBe(false)
          expect(start).toBeGreaterThanOrEqual(from)
          expect(spoken).toBe(fold(value.slice(start, end)))
          expect(spoken.length).toBeLessThanOrEqual(160)
          from = end
        }
        expect(isSpeakable(fold(value.slice(from)))).toBe(false)
        expect(segments.every((segment: Segment) => segment.pauseMs >= 0)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('never cuts between the halves of a surrogate pair', () => {
    for (const { start, end } of segmentText('a😀'.repeat(400))) {
      const edges = [start, end].map(at => 'a😀'.repeat(400).charCodeAt(at))
      expect(edges.some(code => code >= 0xdc00 && code <= 0xdfff)).toBe(false)
    }
  })
})
