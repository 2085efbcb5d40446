import { describe, expect, it } from 'vitest'
import type { Style, Word } from '../../../lib/engine/script'
import { createSpans } from '../../../lib/engine/spans'
import { silenceAfter, toUtterances, type Utterance } from '../../../lib/engine/utterances'

const STYLE: Style = { language: 'en-US', rate: 1, pitch: 1, gainDb: 0, vocalTract: 1, drc: false }

function timed(text: string, maxDuration?: Style['maxDuration']): Word[] {
  return text.split(' ').map(spoken => ({
    ...{ kind: 'word', start: 0, end: 0, value: spoken, spoken, punctuation: '' },
    style: { ...STYLE, maxDuration },
  }))
}

const pause = (ms: number) => ({ kind: 'break', ms, start: 0, end: 0, value: '' }) as const

/** A voice that says a word in 400 ms, but in no utterance spends less than 100 ms on its edges. */
function soundMs(words: readonly Word[]): number {
  return words.length === 0 ? 0 : 100 + (400 * words.length) / (words[0]?.style.rate ?? 1)
}

/** Performs all utterances: how long each is, its silence included, and how often one was measured. */
function perform(utterances: readonly Utterance[]): { lengths: number[]; measured: number } {
  const spans = createSpans(utterances)
  const said = (utterance: Utterance): [number, number] => {
    const words = spans.hurried(utterance.words)
    return [soundMs(words), silenceAfter(utterance, words[0]?.style.rate ?? 1)]
  }
  let measured = 0
  const lengths = utterances.map((utterance, i) => {
    for (let due = spans.toMeasure(i); due; due = spans.toMeasure(i)) {
      due.measured(...said(due.utterance))
      measured++
    }
    const [sound, silence] = said(utterance)
    return sound + silence
  })
  return { lengths, measured }
}

const total = (lengths: readonly number[]) => lengths.reduce((sum, ms) => sum + ms, 0)

describe('createSpans', () => {
  it('measures nothing where no span is timed', () => {
    const { lengths, measured } = perform(toUtterances(timed('one two three')))
    expect(measured).toBe(0)
    expect(lengths).toEqual([100 + 1200 + 80])
  })

  it('leaves a span as it is that is short enough', () => {
    const { lengths, measured } = perform(toUtterances(timed('one two', { ms: 900 })))
    expect(measured).toBe(1)
    expect(lengths).toEqual([100 + 800 + 80])
  })

  it('comes within 2 % of what it may last, even where part of the speech does not get faster', () => {
    const utterances = toUtterances(timed('one two three four five six', { ms: 1000 }))
    const [length = 0] = perform(utterances).lengths
    const [rate = 0] = createRates(utterances)
    const sound = length - 80 / rate
    expect(sound).toBeLessThanOrEqual(1020)
    expect(sound).toBeGreaterThan(950)
  })

  it('makes the words of a span up for its breaks, and leaves what is around it', () => {
    const span = { ms: 2000 }
    const script = [
      ...timed('before it'),
      ...[...timed('one two three', span), pause(800), ...timed('four five six', span)],
      ...timed('after it'),
    ]
    const { lengths } = perform(toUtterances(script))
    const [before, , , after] = lengths
    expect([before, after]).toEqual([910, 980])
    expect(total(lengths.slice(1, 3))).toBeLessThanOrEqual(2040 + 10)
  })

  it('makes speech five times as fast, no more', () => {
    expect(createRates(toUtterances(timed('one two three', { ms: 1 })))).toEqual([5])
  })
})

/** The rate of each utterance's words in the end. */
function createRates(utterances: readonly Utterance[]): number[] {
  const spans = createSpans(utterances)
  return utterances.map((_, i) => {
    for (let due = spans.toMeasure(i); due; due = spans.toMeasure(i)) {
      due.measured(soundMs(spans.hurried(due.utterance.words)), 0)
    }
    return spans.hurried(utterances[i]?.words ?? [])[0]?.style.rate ?? 0
  })
}
