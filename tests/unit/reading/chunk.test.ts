import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf, readingOffset } from '../../../lib/reading/chunk'
import { billedCharacters, countCodePoints, MAX_BILLED_CHARACTERS } from '../../../lib/reading/reading'

const SENTENCE = 'The quick brown fox jumps over the lazy dog & so on. '

describe('chunksOf', () => {
  it.each(['en-US', 'th-TH', 'cmn-CN', 'arb', 'xx-YY', 'abcd', 'x', undefined])(
    'cuts a text of 200,000 characters into what one request takes, in the language %s',
    language => {
      const text = SENTENCE.repeat(4000).slice(0, 200_000)
      const chunks = [...chunksOf({ text, textType: 'text' }, language)]
      expect(chunks.length).toBeLessThan(75)
      for (const { text: piece, start, end, lead } of chunks) {
        expect(piece).toBe(text.slice(start, end))
        expect(lead).toBe(0)
        expect(countCodePoints(piece)).toBeLessThanOrEqual(MAX_BILLED_CHARACTERS)
      }
      expect(chunks.map(chunk => chunk.text).join(' ')).toBe(text.trim())
    },
  )

  it('ends a paragraph with a blank line, for its pause, where another follows and there is room', () => {
    const texts = (text: string) => [...chunksOf({ text, textType: 'text' })].map(chunk => chunk.text)
    expect(texts('One.\n\n\n \nTwo.\n\n')).toEqual(['One.\n\n', 'Two.'])
    const full = 'x'.repeat(MAX_BILLED_CHARACTERS)
    expect(texts(`${full}\n\n${full.slice(2)}\n\nEnd.`)).toEqual([full, `${full.slice(2)}\n\n`, 'End.'])
  })

  it('leaves a paragraph of 3,000 characters whole, emoji counted once', () => {
    const text = '👍'.repeat(3000)
    expect([...chunksOf({ text: `${text}\n\n${text}`, textType: 'text' })].map(chunk => chunk.text)).toEqual([
      text,
      text,
    ])
  })

  it('leaves an SSML document that fits as it is, whatever it is', () => {
    for (const text of [
      '<speak>Hello <b>you</speak>',
      '<speak>\n\n</speak>',
      'no tags',
      `<speak>${'a'.repeat(3000)}</speak>`,
    ]) {
      expect([...chunksOf({ text, textType: 'ssml' })]).toEqual([
        { text, start: 0, end: text.length, lead: 0 },
      ])
    }
  })

  it('cuts a long SSML document into what one request takes', () => {
    const text = `<speak xml:lang="en-US">${SENTENCE.replace('&', '&amp;').repeat(200)}</speak>`
    const chunks = [...chunksOf({ text, textType: 'ssml' }, 'en-US')]
    expect(chunks.length).toBe(4)
    for (const chunk of chunks) {
      expect(chunk.text).toMatch(/^<speak xml:lang="en-US">The .* on\.\s?<\/speak>$/)
      expect(billedCharacters(chunk.text, 'ssml')).toBeLessThanOrEqual(MAX_BILLED_CHARACTERS)
    }
  })
})

describe('readingOffset', () => {
  it('is the place in the reading of what stands at an offset of a chunk', () => {
    const text = `<speak><prosody rate="slow">${'One word. '.repeat(900)}</prosody></speak>`
    const chunks = [...chunksOf({ text, textType: 'ssml' }, 'en-US')]
    fc.assert(
      fc.property(fc.nat(chunks.length - 1), fc.nat(7000), (index, offset) => {
        const chunk = chunks[index]
        if (!chunk) throw new Error('no such chunk')
        const place = readingOffset(chunk, offset)
        expect(place).toBeGreaterThanOrEqual(chunk.start)
        expect(place).toBeLessThanOrEqual(chunk.end)
        const isInPiece = offset >= chunk.lead && offset < chunk.lead + chunk.end - chunk.start
        if (isInPiece) expect(text[place]).toBe(chunk.text[offset])
      }),
    )
  })
})
