import { describe, expect, it } from 'vitest'
import type { ScriptItem, Style, Word } from '../../../lib/engine/script'
import { silenceAfter, toUtterances } from '../../../lib/engine/utterances'

const STYLE: Style = { language: 'en-US', rate: 1, pitch: 1, gainDb: 0, vocalTract: 1, drc: false }

function word(text: string, change: Partial<Word> = {}): Word {
  const [, spoken = '', punctuation = ''] = /^(.*?)([.,;:?!]?)$/.exec(text) ?? []
  return {
    kind: 'word',
    start: 0,
    end: 0,
    value: text,
    spoken,
    punctuation: punctuation as Word['punctuation'],
    style: STYLE,
    ...change,
  }
}

const words = (text: string, change: Partial<Word> = {}): Word[] =>
  text.split(' ').map(part => word(part, change))
const SENTENCE: ScriptItem = { kind: 'sentence', start: 0, end: 0, value: '' }
const pause = (ms: number): ScriptItem => ({ kind: 'break', ms, start: 0, end: 0, value: '' })
const spoken = (script: ScriptItem[]) =>
  toUtterances(script).map(utterance => utterance.words.map(({ value }) => value).join(' '))
const pauses = (script: ScriptItem[], rate = 1) =>
  toUtterances(script).map(utterance => silenceAfter(utterance, rate))

const LONG =
  'the ship that left the harbour early in the morning sailed slowly along the coast, past the lighthouse and the old mill, until the wind turned at noon and drove her out upon the open sea where no other sail was seen.'

describe('toUtterances', () => {
  it('says a short sentence in one breath, and pauses between sentences', () => {
    const script = [SENTENCE, ...words('all is well.'), SENTENCE, ...words('good night.')]
    expect(spoken(script)).toEqual(['all is well.', 'good night.'])
    expect(pauses(script)).toEqual([320, 80])
  })

  it('keeps every item, in order', () => {
    const script = [SENTENCE, ...words(LONG), pause(500), SENTENCE, ...words(LONG)]
    expect(toUtterances(script).flatMap(({ items }) => items)).toEqual(script)
  })

  it('begins with a short utterance, cut where a speaker would take breath', () => {
    const [first = ''] = spoken([SENTENCE, ...words(LONG)])
    expect(first.length).toBeLessThanOrEqual(48)
    expect(first).toBe('the ship that left the harbour early')
  })

  it('cuts a long sentence at its clauses', () => {
    const utterances = spoken([SENTENCE, ...words('start here now.'), SENTENCE, ...words(LONG)])
    expect(utterances.every(text => text.length <= 160)).toBe(true)
    expect(utterances[1]).toMatch(/,$/)
  })

  it('parts words of different styles, with hardly a pause', () => {
    const loud = { ...STYLE, gainDb: 6 }
    const script = [...words('a little'), word('louder', { style: loud }), word('now.')]
    expect(spoken(script)).toEqual(['a little', 'louder', 'now.'])
    expect(pauses(script)).toEqual([10, 10, 80])
    const equal = [...words('the same', { style: { ...STYLE } }), word('style.', { style: { ...STYLE } })]
    expect(spoken(equal)).toEqual(['the same style.'])
  })

  it('pauses as long as a break says, where that is longer than the punctuation does', () => {
    expect(pauses([...words('one two'), pause(1000), word('three.')])).toEqual([1000, 80])
    expect(pauses([...words('one two,'), pause(50), word('three.')])).toEqual([130, 80])
    expect(pauses([...words('one two.'), pause(100), SENTENCE, word('three.')])).toEqual([320, 80])
  })

  it('lets a break of nothing take away the pause of the punctuation', () => {
    expect(pauses([...words('one two.'), pause(0), SENTENCE, word('three.')])).toEqual([0, 80])
  })

  it('says words in one breath between which a break of nothing stands, whatever their punctuation', () => {
    const script = [SENTENCE, ...words('one two,'), pause(0), word('three.')]
    const [utterance, ...others] = toUtterances(script)
    expect(others).toEqual([])
    expect(utterance?.words.map(({ punctuation }) => punctuation)).toEqual(['', '', '.'])
    expect(utterance?.items.map(({ kind }) => kind)).toEqual(['sentence', 'word', 'word', 'break', 'word'])
    const loud = { ...STYLE, gainDb: 6 }
    expect(pauses([word('one,'), pause(0), word('two.', { style: loud })])).toEqual([0, 80])
  })

  it('shortens pauses as the speech gets faster, but no break', () => {
    const script = [...words('one two.'), SENTENCE, word('three,'), pause(500), word('four.')]
    expect(pauses(script, 2)).toEqual([160, 500, 40])
    expect(pauses([word('one,'), pause(100), word('two.')], 0.5)).toEqual([260, 160])
  })

  it('gives a break without words its silence', () => {
    expect(pauses([pause(700), SENTENCE, word('now.')])).toEqual([700, 80])
    expect(pauses([SENTENCE, word('now.'), pause(300), pause(400)])).toEqual([320, 400])
  })

  it('makes an utterance of its own of a bleep', () => {
    const script = [word('you'), word('', { bleep: true }), word('fool!')]
    expect(toUtterances(script).map(utterance => utterance.words.length)).toEqual([1, 1, 1])
  })

  it('cuts after a first word that is long by itself', () => {
    const number = 'one million two hundred thirty four thousand five hundred dollars'
    const script = [SENTENCE, word(number), ...words('is what the house was sold for')]
    expect(spoken(script)).toEqual([number, 'is what the house was sold for'])
  })

  it('says a word in parts that is too long for one breath, and marks it once', () => {
    const digits = 'seven '.repeat(200).trim()
    const script = [SENTENCE, word('so'), word(digits, { punctuation: '?' }), pause(500), ...words('it is.')]
    const utterances = toUtterances(script)
    expect(utterances.flatMap(({ items }) => items)).toEqual(script)
    const parts = utterances.flatMap(utterance => utterance.words).slice(1, -2)
    expect(parts.map(part => part.spoken).join(' ')).toBe(digits)
    expect(parts.map(part => part.punctuation).join('')).toBe('?')
    expect(parts.every(part => part.spoken.length <= 150)).toBe(true)
    expect(utterances.map(({ pauseMs, breakMs }) => [pauseMs, breakMs]).slice(-3)).toEqual([
      [10, 0],
      [320, 500],
      [80, 0],
    ])
  })

  it.each([
    ['ж', 50],
    ['7', 25],
    ['𝟟', 50],
  ])('cuts a word of %j only by its characters, at most %i together', (character, most) => {
    const parts = toUtterances([word(character.repeat(500))]).map(utterance => utterance.words)
    expect(parts.every(part => part.length === 1)).toBe(true)
    expect(parts.flatMap(part => part.map(({ spoken }) => spoken)).join('')).toBe(character.repeat(500))
    expect(Math.max(...parts.flat().map(part => [...part.spoken].length))).toBeLessThanOrEqual(most)
  })

  it('counts a pronunciation for what it says, and leaves it whole', () => {
    const script = words('one two three', { ipa: 'ə'.repeat(120) })
    expect(toUtterances(script).flatMap(utterance => utterance.words)).toEqual(script)
    expect(toUtterances(script).map(utterance => utterance.words.length)).toEqual([1, 1, 1])
  })

  it('comes to nothing for an empty script', () => {
    expect(toUtterances([])).toEqual([])
  })
})
