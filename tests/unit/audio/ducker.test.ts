import { describe, expect, it } from 'vitest'
import { createDucker, type Span, speechSpans } from '../../../lib/audio/ducker'
import { sine } from '../../support/audio'

const RATE = 48_000
const ms = (time: number) => Math.round((time * RATE) / 1000)
const DUCKED = 10 ** (-14 / 20)
const decibels = (gain: number) => 20 * Math.log10(gain)

function gainsOf(speech: Span[], frames: number, block = frames): Float64Array {
  const ducker = createDucker(speech, RATE)
  const gains = new Float64Array(frames)
  for (let at = 0; at < frames; at += block) ducker.fill(gains.subarray(at, at + block))
  return gains
}

describe('speechSpans', () => {
  const silence = (seconds: number) => new Float64Array(16_000 * seconds)
  const heard = (amplitude: number) =>
    speechSpans(
      Float32Array.from([...silence(0.5), ...sine(400, 16_000, 0.3, amplitude), ...silence(0.5)]),
      16_000,
    )
  /** Of a sine whose RMS level is so many dBFS. */
  const amplitude = (level: number) => Math.SQRT2 * 10 ** (level / 20)

  it('finds where somebody speaks, in windows of 20 ms', () => {
    expect(heard(0.1)).toEqual([{ start: 8000, end: 12_800 }])
  })

  it('hears what reaches −45 dBFS, and nothing below', () => {
    expect(heard(amplitude(-44.9))).toHaveLength(1)
    expect(heard(amplitude(-45.1))).toEqual([])
  })

  it('tells two words with a pause between them apart, and takes a last window that is short', () => {
    const word = sine(400, 16_000, 0.1)
    const twice = Float32Array.from([...word, ...silence(0.1), ...word, ...word.subarray(0, 100)])
    expect(speechSpans(twice, 16_000)).toEqual([
      { start: 0, end: 1600 },
      { start: 3200, end: 4900 },
    ])
    expect(speechSpans(new Float32Array(0), 16_000)).toEqual([])
  })
})

describe('createDucker', () => {
  const gains = gainsOf([{ start: ms(1000), end: ms(2000) }], ms(4000))

  it('leaves music alone until 150 ms before speech', () => {
    expect(gains.subarray(0, ms(850)).every(gain => gain === 1)).toBe(true)
    expect(gains[ms(850)]).toBeLessThan(1)
  })

  it('is 14 dB down after 120 ms, before the first word', () => {
    expect(decibels(gains[ms(850 + 60)] ?? 0)).toBeCloseTo(-7, 1)
    expect(decibels(gains[ms(850 + 119)] ?? 0)).toBeGreaterThan(-14)
    expect(gains.subarray(ms(971), ms(2000)).every(gain => gain === DUCKED)).toBe(true)
  })

  it('holds for 350 ms after the last word and comes back within 600 ms', () => {
    expect(gains.subarray(ms(2000), ms(2350)).every(gain => gain === DUCKED)).toBe(true)
    expect(decibels(gains[ms(2350 + 300)] ?? 0)).toBeCloseTo(-7, 1)
    expect(gains[ms(2350 + 598)]).toBeLessThan(1)
    expect(gains.subarray(ms(2951)).every(gain => gain === 1)).toBe(true)
  })

  it('stays down over a pause that is shorter than hold and look-ahead together', () => {
    const span = (start: number, end: number) => ({ start: ms(start), end: ms(end) })
    const short = gainsOf([span(1400, 1500), span(500, 1000)], ms(1500))
    expect(short.subarray(ms(500)).every(gain => gain === DUCKED)).toBe(true)
    const long = gainsOf([span(500, 1000), span(1600, 1700)], ms(1700))
    expect(long[ms(1449)]).toBeGreaterThan(DUCKED)
    expect(long[ms(1600)]).toBe(DUCKED)
  })

  it('gives the same gains in blocks of any length, and again after a restart', () => {
    const spans = [
      { start: 0, end: ms(100) },
      { start: ms(50), end: ms(300) },
    ]
    const whole = gainsOf(spans, ms(2000))
    expect(gainsOf(spans, ms(2000), 997)).toEqual(whole)
    const ducker = createDucker(spans, RATE)
    const again = new Float64Array(whole.length)
    ducker.fill(again)
    ducker.restart()
    ducker.fill(again)
    expect(again).toEqual(whole)
  })
})
