import { LanguageCode } from '@aws-sdk/client-polly'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LexiconError } from '../../../../lib/engine/lexicon/error'
import { parsePls } from '../../../../lib/engine/lexicon/pls'
import { aliasLexeme, pls } from '../../../support/pls'

const W3C = aliasLexeme('W3C', 'World Wide Web Consortium')
const refusal = (content: string) => {
  try {
    parsePls(content)
  } catch (error) {
    if (error instanceof LexiconError) return error
    throw error
  }
  return undefined
}

describe('parsePls', () => {
  it('reads aliases, phonemes in both alphabets, and several graphemes', () => {
    const lexicon = parsePls(
      pls(`
        <!-- of the guide --> <meta name="a" content="b"/> <metadata><rdf:any xmlns:rdf="b"><c/></rdf:any></metadata>
        <lexeme role="b:c"><grapheme>W3C</grapheme><alias>World
          Wide &amp; Web</alias><example>none</example></lexeme>
        <lexeme><grapheme>pecan</grapheme> <grapheme orthography="Latn"> pecan
          pie </grapheme><phoneme>pɪˈkɑːn</phoneme></lexeme>
        <lexeme><grapheme>jump</grapheme><phoneme alphabet="x-sampa">"dZVmp</phoneme></lexeme>`),
    )
    expect(lexicon).toEqual({
      alphabet: 'ipa',
      language: 'en-US',
      lexemes: [
        { graphemes: ['W3C'], alias: 'World Wide & Web' },
        { graphemes: ['pecan', 'pecan pie'], ipa: 'pɪˈkɑːn' },
        { graphemes: ['jump'], ipa: 'ˈdʒʌmp' },
      ],
    })
  })

  it('reads X-SAMPA where that is the alphabet, and IPA where a phoneme says so', () => {
    const lexemes = `<lexeme><grapheme>a</grapheme><phoneme>"A:</phoneme></lexeme>
      <lexeme><grapheme>b</grapheme><phoneme alphabet="ipa">ˈɑː</phoneme></lexeme>`
    expect(parsePls(pls(lexemes, { alphabet: 'x-sampa' }))).toMatchObject({
      alphabet: 'x-sampa',
      lexemes: [{ ipa: 'ˈɑː' }, { ipa: 'ˈɑː' }],
    })
  })

  it.each([
    ['<phoneme>a</phoneme><alias>b</alias>', { ipa: 'a' }],
    ['<alias>b</alias><phoneme>a</phoneme>', { alias: 'b' }],
    ['<phoneme>a</phoneme><alias prefer="true">b</alias><phoneme prefer="true">c</phoneme>', { alias: 'b' }],
    ['<phoneme prefer="false">a</phoneme><phoneme prefer="true">c</phoneme>', { ipa: 'c' }],
  ])('takes of %s the first preferred, else the first', (replacements, expected) => {
    const { lexemes } = parsePls(pls(`<lexeme><grapheme>g</grapheme>${replacements}</lexeme>`))
    expect(lexemes).toEqual([{ graphemes: ['g'], ...expected }])
  })

  it('reads names with a prefix for the namespace', () => {
    const content = pls('', {
      xmlns: undefined,
      'xmlns:p': 'http://www.w3.org/2005/01/pronunciation-lexicon',
    })
      .replace('<lexicon', '<p:lexicon')
      .replace(
        '</lexicon>',
        '<p:lexeme><p:grapheme>g</p:grapheme><p:alias>b</p:alias><p:phoneme>c</p:phoneme></p:lexeme></p:lexicon>',
      )
    expect(parsePls(content).lexemes).toEqual([{ graphemes: ['g'], alias: 'b' }])
  })

  it.each([...Object.values(LanguageCode), 'en', 'EN-us'])('knows the language %s', tag => {
    expect(parsePls(pls(W3C, { 'xml:lang': tag })).language.toLowerCase()).toBe(tag.toLowerCase())
  })

  it.each([
    ['InvalidLexiconException', 'no XML', 'file://example.pls'],
    ['InvalidLexiconException', 'open elements', '<lexicon>'],
    [
      'InvalidLexiconException',
      'a document type',
      `<!DOCTYPE lexicon [<!ENTITY a "b">]>${pls(W3C).slice(39)}`,
    ],
    ['InvalidLexiconException', 'another root', pls(W3C).replaceAll('lexicon', 'speak')],
    [
      'InvalidLexiconException',
      'another namespace',
      pls(W3C, { xmlns: 'http://www.w3.org/2001/10/synthesis' }),
    ],
    ['InvalidLexiconException', 'no namespace', pls(W3C, { xmlns: undefined })],
    ['InvalidLexiconException', 'no version', pls(W3C, { version: undefined })],
    ['InvalidLexiconException', 'another version', pls(W3C, { version: '2.0' })],
    ['InvalidLexiconException', 'no alphabet', pls(W3C, { alphabet: undefined })],
    ['InvalidLexiconException', 'no language', pls(W3C, { 'xml:lang': undefined })],
    ['InvalidLexiconException', 'no grapheme', pls('<lexeme><alias>a</alias></lexeme>')],
    ['InvalidLexiconException', 'no replacement', pls('<lexeme><grapheme>a</grapheme></lexeme>')],
    ['InvalidLexiconException', 'an empty grapheme', pls(aliasLexeme(' ', 'a'))],
    ['InvalidLexiconException', 'an empty alias', pls(aliasLexeme('a', ''))],
    ['InvalidLexiconException', 'a strange element', pls('<word>a</word>')],
    ['InvalidLexiconException', 'strange text', pls(`${W3C} W3C`)],
    ['InvalidLexiconException', 'elements in a grapheme', pls(aliasLexeme('<b>W</b>3C', 'a'))],
    [
      'InvalidLexiconException',
      'no X-SAMPA',
      pls('<lexeme><grapheme>a</grapheme><phoneme alphabet="x-sampa">ə</phoneme></lexeme>'),
    ],
    ['UnsupportedPlsAlphabetException', 'another alphabet', pls(W3C, { alphabet: 'x-arpabet' })],
    [
      'UnsupportedPlsAlphabetException',
      'a phoneme in another alphabet',
      pls('<lexeme><grapheme>a</grapheme><phoneme alphabet="x-jp">b</phoneme></lexeme>'),
    ],
    ['UnsupportedPlsLanguageException', 'another language', pls(W3C, { 'xml:lang': 'tlh' })],
    ['UnsupportedPlsLanguageException', 'no language at all', pls(W3C, { 'xml:lang': 'english' })],
    ['MaxLexemeLengthExceededException', 'a long alias', pls(aliasLexeme('a', 'b'.repeat(101)))],
    ['LexiconSizeExceededException', '4,001 characters', pls(W3C).padEnd(4001)],
  ])('answers %s for %s', (type, _what, content) => {
    expect(refusal(content)).toMatchObject({ type })
  })

  it('takes 4,000 characters and replacements of 100, counted as code points', () => {
    expect(parsePls(pls(W3C).padEnd(4000)).lexemes).toHaveLength(1)
    expect(parsePls(pls(aliasLexeme('a', '😀'.repeat(100)))).lexemes).toHaveLength(1)
  })

  it('says where a document is not well-formed', () => {
    expect(refusal('<lexicon>\n<a></b></lexicon>')?.message).toMatch(
      /^Invalid PLS Lexicon: .*line 2, column 4/,
    )
  })

  it('gives a lexicon or a LexiconError for whatever it is sent', () => {
    const pieces = fc.constantFrom(
      ...[
        '<lexeme>',
        '</lexeme>',
        '<grapheme>',
        '</grapheme>',
        '<alias>',
        '</alias>',
        '<phoneme prefer="true">',
      ],
      ...[
        '</phoneme>',
        'W3C',
        ' ',
        '<!--',
        '-->',
        '&amp;',
        '&x;',
        '<',
        ']]>',
        '😀',
        '\ud800',
        '\0',
        '<a:b/>',
      ],
    )
    fc.assert(
      fc.property(fc.array(pieces), parts => {
        const content = pls(parts.join(''))
        expect(refusal(content)?.type ?? parsePls(content).language).toMatch(/^(Invalid\w+|en-US)$/)
      }),
    )
  })
})
