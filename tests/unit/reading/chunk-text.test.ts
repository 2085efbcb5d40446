import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText } from '../../../lib/reading/chunk-text'
import { countCodePoints } from '../../../lib/reading/reading'

const cut = (text: string, limit = 40, locale = 'en') =>
  Array.from(cutText(text, locale, limit), ({ start, end }) => text.slice(start, end))

const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ')

const TRICKY = [
  ...[
    'a',
    'word',
    'Dr. ',
    'end. ',
    'one, ',
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '\n \n',
    '\t',
    '\u2029',
    '* * *',
    '---',
    '…',
  ],
  ...[
    'e\u0301',
    ' \u0301',
    '\u0600 ',
    '👩‍👩‍👧‍👦',
    '🇩🇪',
    '👍🏽',
    '\ud83d',
    '\udc4d',
    'ภาษาไทย',
    '今天天气，',
    '你好。',
    'क्षि',
    'سلام، ',
  ],
]
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...TRICKY), { maxLength: 80 }).map(parts => parts.join('')),
)

describe('cutText', () => {
  it('loses and reorders nothing of any text, keeps to the limit, and parts no grapheme that fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 60 }), (text, limit) => {
        const graphemes = [...new Intl.Segmenter('en').segment(text)]
        let at = 0
        for (const { start, end } of cutText(text, 'en', limit)) {
          expect(text.slice(at, start).trim(), 'between pieces').toBe('')
          expect(end).toBeGreaterThan(start)
          expect(countCodePoints(text.slice(start, end))).toBeLessThanOrEqual(limit)
          for (const offset of [start, end]) {
            const parted = graphemes.find(
              ({ index, segment }) => index < offset && offset < index + segment.length,
            )
            // A sign that takes in the space behind it can do without.
            if (parted?.segment.slice(offset - parted.index).trim())
              expect(countCodePoints(parted.segment)).toBeGreaterThan(limit)
          }
          at = end
        }
        expect(text.slice(at).trim(), 'behind the last piece').toBe('')
      }),
      { numRuns: 300 },
    )
  })

  it('cuts a paragraph as if it stood alone, so that an edit in one changes no other', () => {
    const sentence = fc
      .array(fc.constantFrom('Anna', 'went', 'to', 'Dr.', 'Who,', 'and', 'home', '今天', '\n', '👩‍👩‍👧‍👦'), {
        maxLength: 20,
      })
      .map(parts => `So ${parts.join(' ')} it was. `)
    const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map(all => all.join('').trim())
    fc.assert(
      fc.property(fc.array(paragraph, { minLength: 1, maxLength: 6 }), paragraphs => {
        expect(cut(paragraphs.join('\n\n'))).toEqual(paragraphs.flatMap(alone => cut(alone)))
      }),
      { numRuns: 200 },
    )
  })

  it('leaves no piece without something to say, where signs are few', () => {
    const part = fc.constantFrom(
      'word',
      'Stop. ',
      ' ',
      '\n',
      '\n\n',
      '* * *',
      '---',
      '…',
      '"',
      '=====',
      '\n\n***\n\n',
    )
    const texts = fc.array(part, { maxLength: 60 }).map(parts => `word${parts.join('')}`)
    fc.assert(
      fc.property(
        texts.filter(text => !/[^\p{L}]{12}/u.test(text)),
        text => {
          const pieces = cut(text)
          // Only at the very end there may be no neighbour with room for it.
          const last = pieces.at(-1) ?? ''
          const hasRoom = (pieces.at(-2)?.length ?? 0) + last.length + 2 <= 40
          for (const piece of hasRoom ? pieces : pieces.slice(0, -1)) expect(piece).toMatch(/\p{L}/u)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('looks no further than about two pieces ahead', () => {
    const start = `${words(5)}.\n\n${words(300)}`
    fc.assert(
      fc.property(anyText, rest => {
        const pieces = cutText(start + rest, 'en', 40)
        expect(pieces.next().value).toEqual({ start: 0, end: 25 })
        expect(pieces.next().value).toEqual({ start: 27, end: 27 + 39 })
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    [
      'at the end of a sentence',
      'It was late. We went home and slept until noon.',
      ['It was late.', 'We went home and slept until noon.'],
    ],
    [
      'behind no abbreviation',
      'They met. It was Dr. Smith and his wife who had come.',
      ['They met.', 'It was Dr. Smith and his wife who had'],
    ],
    [
      'behind no question that goes on',
      'We left. "Why not now?" he asked us all at once.',
      ['We left.', '"Why not now?" he asked us all at once.'],
    ],
    [
      'else at a clause',
      'We went home when it was late, and then we all slept',
      ['We went home when it was late,', 'and then we all slept'],
    ],
    ['within no number', `${words(7)} 1,000,000 ${words(2)}`, [words(7), `1,000,000 ${words(2)}`]],
    ['else between words', words(10), [words(8), words(2)]],
    ['else between graphemes', '👩‍👩‍👧‍👦'.repeat(7), ['👩‍👩‍👧‍👦'.repeat(5), '👩‍👩‍👧‍👦'.repeat(2)]],
    [
      'at lines that somebody ended',
      `Roses are red\nViolets are blue\n${words(5)}`,
      ['Roses are red\nViolets are blue', words(5)],
    ],
  ])('cuts %s', (_, text, pieces) => {
    const [first, second] = cut(text)
    expect([first, second]).toEqual(pieces.slice(0, 2))
  })

  it.each([
    ['zh', '今天天气很好，我们去公园玩吧', '今天天气很好，'],
    ['zh', '今天天气很好。我们去公园玩吧', '今天天气很好。'],
    ['zh', '我们去公园玩我们去公园', '我们去公园玩我们去'],
    ['ar', 'السلام، كيف', 'السلام،'],
    ['hi', 'यह है। और यह', 'यह है।'],
    ['th', 'ภาษาไทยเป็น', 'ภาษาไทย'],
  ])('knows where %s pauses: %s', (locale, text, first) => {
    expect(cut(text, 10, locale)[0]).toBe(first)
  })

  it('cuts at sentences rather than where a line was wrapped, and at lines that end one', () => {
    const wrapped = `We ${words(10)}\n`.repeat(3)
    expect(cut(`It ended. ${wrapped}${words(9)}\n${wrapped}`, 200)[0]).toBe('It ended.')
    expect(cut(`It ended. We ${words(9)} end:\n${wrapped}${wrapped}`, 200)[0]).toBe(
      `It ended. We ${words(9)} end:`,
    )
  })

  it('takes long lines for paragraphs where there are no blank lines', () => {
    const lines = [words(40), words(50, 'noon'), words(45, 'moon'), words(10)]
    expect(cut(lines.join('\n'), 300)).toEqual(lines)
  })

  it('gives what has nothing to say to the piece before, or at the start to that behind', () => {
    expect(cut('***\n\nOne.\n\n* * *\n\n---\n\nTwo.\n\n***\n')).toEqual([
      '***\n\nOne.\n\n* * *\n\n---',
      'Two.\n\n***',
    ])
    expect(cut(' * * *\n\n--- ')).toEqual(['* * *\n\n---'])
    expect(cut(' \n\n ')).toEqual([])
  })

  it('leaves something to say for the last piece', () => {
    expect(cut(`${words(8)} ***`)).toEqual([words(7), 'word ***'])
  })
})
