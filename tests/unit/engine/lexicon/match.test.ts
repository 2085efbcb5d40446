import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lexemesIn } from '../../../../lib/engine/lexicon/match'
import { type ParsedLexicon, parsePls } from '../../../../lib/engine/lexicon/pls'
import { aliasLexeme, pls } from '../../../support/pls'

function lexicon(aliases: Record<string, string>, language = 'en-US'): ParsedLexicon {
  const lexemes = Object.entries(aliases).map(([grapheme, alias]) => ({ graphemes: [grapheme], alias }))
  return { alphabet: 'ipa', language, lexemes }
}

/** The text as it is said: each match replaced. */
function said(text: string, lexicons: readonly ParsedLexicon[], language = 'en-US'): string {
  let result = ''
  let at = 0
  for (const { start, end, alias } of lexemesIn(text, language, lexicons)) {
    result += `${text.slice(at, start)}[${alias}]`
    at = end
  }
  return result + text.slice(at)
}

describe('lexemesIn', () => {
  it('replaces as the guide shows: the first lexeme counts, and nothing within a replacement', () => {
    const guide = parsePls(
      pls(
        aliasLexeme('W3C', 'World Wide Web Consortium') +
          aliasLexeme('W3C', 'WWW Consortium') +
          aliasLexeme('Consortium', 'Community'),
      ),
    )
    expect(said('The W3C is a Consortium', [guide])).toBe('The [World Wide Web Consortium] is a [Community]')
  })

  it('gives precedence to the lexicon that is named first', () => {
    const [a, b] = [lexicon({ Bob: 'Robert' }), lexicon({ Bob: 'Bobby', is: 'was' })]
    expect(said('My name is Bob.', [a, b])).toBe('My name [was] [Robert].')
    expect(said('My name is Bob.', [b, a])).toBe('My name [was] [Bobby].')
  })

  it('gives a pronunciation with its place', () => {
    const pecan = parsePls(pls('<lexeme><grapheme>pecan</grapheme><phoneme>pɪˈkɑːn</phoneme></lexeme>'))
    expect(lexemesIn('A pecan pie', 'en-US', [pecan])).toEqual([{ start: 2, end: 7, ipa: 'pɪˈkɑːn' }])
  })

  it.each([
    ['en-US', 'en-US', true],
    ['en', 'en-US', true],
    ['en', 'en-GB-WLS', true],
    ['en-GB', 'en-US', false],
    ['en-GB', 'en-GB-WLS', false],
    ['fr', 'en-US', false],
    ['arb', 'arb', true],
  ])('applies a lexicon of %s to a text in %s: %s', (of, language, applies) => {
    expect(lexemesIn('a', language, [lexicon({ a: 'b' }, of)])).toHaveLength(applies ? 1 : 0)
  })

  it('takes the longest of those that begin together, over any white space', () => {
    const york = lexicon({
      New: 'x',
      'New York': 'NY',
      'New York City': 'NYC',
      York: 'y',
      'York Minster': 'm',
    })
    expect(said('New New York New\n  York\tCity New York Minster', [york])).toBe(
      '[x] [NY] [NYC] [NY] Minster',
    )
  })

  it('finds a lower-case grapheme capitalised too, and nothing else of another case', () => {
    const words = lexicon({ pecan: 'lower', Nut: 'Upper', US: 'States', us: 'we' })
    expect(said('Pecan pecan PECAN nut Nut NUT US us Us', [words])).toBe(
      '[lower] [lower] PECAN nut [Upper] NUT [States] [we] [we]',
    )
    const both = lexicon({ polish: 'a', Polish: 'b' })
    expect(said('Polish polish', [both])).toBe('[b] [a]')
  })

  it.each([
    ['Dons', 'Dons'],
    ["Don't", "Don't"],
    ["Don's, Don’s", "[x]'s, [x]’s"],
    ["'Don'", "'[x]'"],
    ['Don-Don_Don Don9', '[x]-Don_Don Don9'],
    ['(Don)', '([x])'],
    ['Doné Done\u0301 Don\u0301', 'Doné Done\u0301 Don\u0301'],
    ['ÉDon', 'ÉDon'],
    ["l'Don", "l'[x]"],
    ['😀Don😀', '😀[x]😀'],
  ])('finds whole words only: %s', (text, expected) => {
    expect(said(text, [lexicon({ Don: 'x' })])).toBe(expected)
  })

  it.each([
    ['C++ and C and C++', { 'C++': 'x' }, '[x] and C and [x]'],
    ['g3t sm4rt', { 'g3t sm4rt': 'x' }, '[x]'],
    ['AT&T', { 'AT&T': 'x', T: 'y' }, '[x]'],
    ['👩 👩‍🚀 👩🏽', { '👩': 'x' }, '[x] 👩‍🚀 👩🏽'],
  ])('finds graphemes that are not of letters alone: %s', (text, aliases, expected) => {
    expect(said(text, [lexicon(aliases as unknown as Record<string, string>)])).toBe(expected)
  })

  it.each([
    ['ja-JP', '私は東京都に住む', { 東京: 'x' }, '私は[x]都に住む'],
    ['ja-JP', 'アマゾンはアマゾネスだ', { アマゾン: 'x', アマゾ: 'y' }, '[x]はアマゾネスだ'],
    ['cmn-CN', '我在北京工作', { 北京: 'x' }, '我在[x]工作'],
    ['ko-KR', '서울 서울대', { 서울: 'x' }, '[x] 서울대'],
    ['arb', 'في مصر القديمة', { مصر: 'x' }, 'في [x] القديمة'],
    ['hi-IN', 'दिल दिल्ली', { दिल: 'x' }, '[x] दिल्ली'],
  ])('knows words of %s: %s', (language, text, aliases, expected) => {
    expect(said(text, [lexicon(aliases as unknown as Record<string, string>, language)], language)).toBe(
      expected,
    )
  })

  it('gives ordered places that slice the text at a grapheme, for any text', () => {
    const parts = fc.array(
      fc.constantFrom('a', 'b', ' ', '\n', "'s", '👩', '\u0301', '東', '\ud800', 'é', 'B'),
    )
    const text = parts.map(list => list.join(''))
    const grapheme = text.map(value => value.trim().replace(/\s+/g, ' ')).filter(value => value !== '')
    fc.assert(
      fc.property(text, fc.array(grapheme, { minLength: 1 }), (value, graphemes) => {
        const lexicons = [{ ...lexicon({}), lexemes: [{ graphemes, alias: 'x' }] }]
        let last = 0
        for (const { start, end } of lexemesIn(value, 'en-US', lexicons)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(graphemes.map(one => one.toLowerCase())).toContain(
            value.slice(start, end).replace(/\s+/g, ' ').toLowerCase(),
          )
          last = end
        }
      }),
    )
  })
})
