import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseEnglish } from '../../../../lib/engine/normalise/english'
import { sentences } from '../../../../lib/engine/normalise/sentences'

/** Each token as it stands in the text, with the punctuation that it is given. */
function marked(text: string): string[] {
  return normaliseEnglish(text).map(({ start, end, punctuation }) =>
    `${text.slice(start, end)} ${punctuation}`.trim(),
  )
}

describe('normaliseEnglish', () => {
  it.each([
    ['Mary had a lamb.', ['Mary', 'had', 'a', 'lamb .']],
    ['“Hello,” she said.', ['Hello ,', 'she', 'said .']],
    ['Really? Yes! So: a; b', ['Really ?', 'Yes !', 'So :', 'a ;', 'b']],
    ['Dr. Smith left.', ['Dr.', 'Smith', 'left .']],
    ['He lives in the U.S. now.', ['He', 'lives', 'in', 'the', 'U.S.', 'now .']],
    ['He lives in the U.S.', ['He', 'lives', 'in', 'the', 'U.S. .']],
    ['At 5 p.m. John left.', ['At', '5', 'p.m. .', 'John', 'left .']],
    ['word—another', ['word ,', 'another']],
    ['one – two', ['one ,', '–', 'two']],
    ['wait... what', ['wait ,', 'what']],
    ['Wait… What?', ['Wait .', 'What ?']],
    ['see (below) now', ['see ,', 'below ,', 'now']],
    ['one,two', ['one ,', 'two']],
    ['The end.Next one', ['The', 'end .', 'Next', 'one']],
    ['US$ 20 now', ['US$ 20', 'now']],
    ['(555) 123-4567', ['555 ,', '123 ,', '4567']],
    ['well-known', ['well-known']],
    ['1. Buy milk', ['1 ,', 'Buy', 'milk']],
    ['No, mr. x. no.', ['No ,', 'mr .', 'x .', 'no .']],
    ['great😂!', ['great', '😂 !']],
    ['日本語、です。', ['日本語、です .']],
  ])('covers words and gives punctuation: %s', (text, tokens) => {
    expect(marked(text)).toEqual(tokens)
  })

  it('gives a token, silent, to what is not heard', () => {
    expect(normaliseEnglish('a *** 日本')).toEqual([
      { start: 0, end: 1, spoken: 'a', punctuation: '' },
      { start: 2, end: 5, spoken: '', punctuation: '' },
      { start: 6, end: 8, spoken: '', punctuation: '' },
    ])
  })

  it('gives nothing for nothing', () => {
    expect(normaliseEnglish('')).toEqual([])
    expect(normaliseEnglish(' \n\t ')).toEqual([])
  })

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          ...'a A 1 . , - – — / : ; \' " ( ) $ € % ° ½ ² x # @ & + = < > ~ é 日 😀 \ud83d \u200d \u0301 \n St No Dr IV am km com www http:// 12 555'.split(
            ' ',
          ),
          ' ',
        ),
        {
          maxLength: 120,
        },
      )
      .map(parts => parts.join('')),
  )

  it('reads any text into what any voice can be given, in order', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('en-US' as const, 'en-GB' as const), (text, variant) => {
        let last = 0
        for (const { start, end, spoken } of normaliseEnglish(text, variant)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
          expect(spoken).toMatch(/^(?:[a-z']+(?: [a-z']+)*)?$/)
          expect(spoken.length).toBeLessThanOrEqual(450)
          last = end
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('leaves no stretch without a token', () => {
    fc.assert(
      fc.property(anyText, text => {
        const tokens = normaliseEnglish(text)
        for (const { 0: stretch, index } of text.matchAll(/\S+/g)) {
          const own = tokens.filter(token => token.start < index + stretch.length && token.end > index)
          expect(own.length, JSON.stringify(stretch)).toBeGreaterThan(0)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('never gives a word of more than fifty letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9'._/-]{40,400}$/), text => {
        for (const { spoken } of normaliseEnglish(text)) {
          for (const word of spoken.split(' ')) expect(word.length).toBeLessThanOrEqual(50)
        }
      }),
    )
  })

  it.each([
    'a',
    '1',
    '.',
    '1.',
    '1-',
    'a/',
    'a.',
    '$1',
    '+1 ',
    'A.',
    'IV ',
    '👩‍🚀',
    '%20',
    'http://',
    '½',
    '(5',
    "5'",
  ])('reads 6,000 characters of %j in pieces of bounded length', unit => {
    const text = unit.repeat(6000 / unit.length)
    const tokens = normaliseEnglish(text)
    expect(Math.max(...tokens.map(token => token.end - token.start))).toBeLessThanOrEqual(6000)
    expect(Math.max(...tokens.map(token => token.spoken.length))).toBeLessThanOrEqual(450)
  })
})

describe('sentences', () => {
  const cut = (text: string, language = 'en-US') =>
    sentences(text, language).map(({ start, end }) => text.slice(start, end))

  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Dr. Smith met Mr. Jones. They talked.', ['Dr. Smith met Mr. Jones.', 'They talked.']],
    ['J. S. Bach wrote it. It is fine.', ['J. S. Bach wrote it.', 'It is fine.']],
    ['The U.S. Army left. The end.', ['The U.S. Army left.', 'The end.']],
    ['He lives in the U.S. The end.', ['He lives in the U.S.', 'The end.']],
    ['It is 5 p.m. John left.', ['It is 5 p.m.', 'John left.']],
    ['At 5 p.m. EST it ends.', ['At 5 p.m. EST it ends.']],
    ['It costs 3.50 dollars. Cheap.', ['It costs 3.50 dollars.', 'Cheap.']],
    ['See No. 5 there. No. I will not.', ['See No. 5 there.', 'No.', 'I will not.']],
    ['“Really?” he said. “Yes.”', ['“Really?” he said.', '“Yes.”']],
    ['Acme Inc. Reports say so.', ['Acme Inc. Reports say so.']],
    ['Cats, dogs, etc. Then birds.', ['Cats, dogs, etc.', 'Then birds.']],
    ['On Jan. 5 it rained. Then sun.', ['On Jan. 5 it rained.', 'Then sun.']],
    ['1. First item', ['1. First item']],
    ['Visit St. Louis. Then rest.', ['Visit St. Louis.', 'Then rest.']],
    ['Vitamin C. The rest.', ['Vitamin C.', 'The rest.']],
    ['A title\n\nA text', ['A title', 'A text']],
    ['A title\nA text', ['A title', 'A text']],
    ['a line of a poem,\nand its other half', ['a line of a poem,\nand its other half']],
    [
      'A line that is as long as a window is wide, or\nsome characters more. Then',
      ['A line that is as long as a window is wide, or\nsome characters more.', 'Then'],
    ],
    [
      'hello there. how are you? i am fine, e.g. well.',
      ['hello there.', 'how are you? i am fine, e.g. well.'],
    ],
    ['  \n ', []],
    ['', []],
  ])('of English: %j', (text, parts) => {
    expect(cut(text)).toEqual(parts)
  })

  it.each([
    ['de-DE', 'Am 3. Oktober kam Dr. Meier. Er ging.', ['Am 3. Oktober kam Dr. Meier.', 'Er ging.']],
    ['fr-FR', 'M. Dupont est là. Bien !', ['M. Dupont est là.', 'Bien !']],
    ['es-ES', '¿Qué? El Sr. García llegó.', ['¿Qué?', 'El Sr. García llegó.']],
    ['ja-JP', 'こんにちは。元気ですか？はい。', ['こんにちは。', '元気ですか？', 'はい。']],
    ['hi-IN', 'नमस्ते। कैसे हो?', ['नमस्ते।', 'कैसे हो?']],
    ['ar', 'مرحبا. كيف حالك؟ جيد.', ['مرحبا.', 'كيف حالك؟', 'جيد.']],
  ])('of %s', (language, text, parts) => {
    expect(cut(text, language)).toEqual(parts)
  })

  it('are in order, do not overlap, and hold every word of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom('en', 'de', 'ja', 'ar', 'th'),
        (text, language) => {
          let last = 0
          for (const { start, end } of sentences(text, language)) {
            expect(text.slice(last, start).trim()).toBe('')
            expect(end).toBeGreaterThan(start)
            last = end
          }
          expect(text.slice(last).trim()).toBe('')
        },
      ),
    )
  })
})
