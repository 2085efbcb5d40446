import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SpeechJob } from '../../../lib/engine/protocol'
import { scriptOf } from '../../../lib/engine/script-of'
import { SsmlError } from '../../../lib/engine/ssml/error'
import { toUtterances, type Utterance } from '../../../lib/engine/utterances'

const JOB: SpeechJob = {
  text: '',
  textType: 'text',
  engine: 'standard',
  cast: { voiceId: 'slt', pitch: 1, rate: 1, language: 'en-US' },
  lexicons: [],
  output: { format: 'pcm', sampleRateHz: 16_000 },
}

/** What becomes of a text from end to end, up to the voice. */
const utterances = (text: string, job: Partial<SpeechJob> = {}): Utterance[] =>
  toUtterances(scriptOf({ ...JOB, ...job, text }, true))
const sayingOf = ({ words }: Utterance) => words.map(word => word.spoken + word.punctuation).join(' ')
const spoken = (text: string, job?: Partial<SpeechJob>) => utterances(text, job).map(sayingOf)
const pauses = (text: string) => utterances(text).map(({ pauseMs, breakMs }) => pauseMs + breakMs)

describe('scriptOf, to utterances', () => {
  it('speaks a sentence at a time, in one utterance where it is short', () => {
    expect(spoken('One is here. Two is there! Is three?')).toEqual([
      'one is here.',
      'two is there!',
      'is three?',
    ])
  })

  it('does not end a sentence at an abbreviation, an initial, or inside of one that goes on', () => {
    expect(spoken('Dr. Smith met J. S. Bach.')).toEqual(['doctor smith met j s bach.'])
    expect(spoken('“Really?” he said.')).toEqual(['really? he said.'])
  })

  it('cuts a long first sentence early: at a clause, before a conjunction, else between words', () => {
    const clause = 'The quick brown fox jumps over the lazy dog, and then it walks slowly back to its home.'
    expect(spoken(clause)).toEqual([
      'the quick brown fox jumps over the lazy dog,',
      'and then it walks slowly back to its home.',
    ])
    const conjunction = 'The quick brown fox jumps because the lazy dog lies asleep beside the garden gate'
    expect(spoken(conjunction)[0]).toBe('the quick brown fox jumps')
    expect(spoken(`${'Buffalo '.repeat(30)}.`)[0]).toBe('buffalo buffalo buffalo buffalo buffalo')
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
    expect(spoken('Milk\nBread\nEggs')).toEqual(['milk', 'bread', 'eggs'])
  })

  it('gives nothing for a text without a sound', () => {
    expect(utterances('')).toEqual([])
    expect(spoken(' \n … !!! ').join('')).toBe('')
  })

  it.each([
    ['7', 3000, 'en-US'],
    ['x', 3000, 'en-US'],
    ['$999,999,999.99 ', 187, 'en-US'],
    ['7', 3000, 'fr-FR'],
    ['$', 3000, 'fr-FR'],
    ['東京都', 1000, 'cmn-CN'],
  ])('says %j %i times in %s in utterances of bounded length', (unit, count, language) => {
    const voiceId = { 'en-US': 'slt', 'fr-FR': 'fr-Elodie', 'cmn-CN': 'cmn-Meilin' }[language] ?? ''
    const said = spoken(unit.repeat(count), { cast: { ...JOB.cast, voiceId, language } })
    expect(said.length).toBeGreaterThan(1)
    expect(Math.max(...said.map(saying => saying.length))).toBeLessThanOrEqual(160)
  })

  it('covers any text, in order, in utterances of bounded length', () => {
    const words = 'word and Dr. x, end. ½ €5 😀 \n \n\n 東京 12345 — 1,234,567.89 https://a.example/b'
    const text = fc.oneof(
      fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 80 }).map(parts => parts.join(' ')),
      fc.string({ unit: 'binary', maxLength: 400 }),
    )
    fc.assert(
      fc.property(text, value => {
        let from = 0
        for (const utterance of utterances(value)) {
          expect(sayingOf(utterance).length).toBeLessThanOrEqual(160)
          for (const item of utterance.items) {
            if (item.kind !== 'word') continue
            expect(item.value).toBe(value.slice(item.start, item.end))
            expect(item.start).toBeGreaterThanOrEqual(from)
            // Nothing that English would say is left out.
            expect(value.slice(from, item.start)).not.toMatch(/[a-z0-9]/i)
            from = item.end
          }
        }
        expect(value.slice(from)).not.toMatch(/[a-z0-9]/i)
      }),
      { numRuns: 300 },
    )
  })

  it('reads a word before a tag or a lexeme as it does before any word', () => {
    const tagged =
      '<speak>A <emphasis>great</emphasis> day at St. <prosody rate="slow">Mary</prosody></speak>'
    const words = spoken(tagged, { textType: 'ssml' }).join(' ')
    expect(words).toBe(spoken('A great day at St. Mary').join(' '))
    const lexeme = { graphemes: ['cat'], alias: 'dog' }
    const lexicons = [{ alphabet: 'ipa', language: 'en-US', lexemes: [lexeme] }] as const
    expect(spoken('A cat. Is it A? Cat!', { lexicons })).toEqual(spoken('A dog. Is it A? Dog!'))
  })

  it('refuses a pronunciation that is longer than a breath, and quotes little of it', () => {
    const ssml = (ph: string) => `<speak><phoneme alphabet="ipa" ph="${ph}">pecan</phoneme></speak>`
    const ssmlJob = { textType: 'ssml' } as const
    expect(utterances(ssml('pɪˈkɑːn'), ssmlJob)).toHaveLength(1)
    expect(() => utterances(ssml('ə'.repeat(301)), ssmlJob)).toThrow(SsmlError)
    expect(() => utterances(ssml('ə'.repeat(5000)), ssmlJob)).toThrow(/^.{100,200}$/)
  })
})
