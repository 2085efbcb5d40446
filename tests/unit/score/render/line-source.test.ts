import { describe, expect, it } from 'vitest'
import { framesOfSpeech, lineSource } from '../../../../lib/score/render/line-source'
import { rms, sine, sineFit } from '../../../support/audio'
import { hearSource } from '../../../support/sources'

const START = 10_000
const samplesOf = (seconds: number, amplitude: number) =>
  Int16Array.from(sine(400, 16_000, seconds, amplitude), sample => Math.round(sample * 32_767))

describe('lineSource', () => {
  it.each([44_100, 48_000])('speaks in the middle, from its first frame on, at %i Hz', rate => {
    const line = lineSource(samplesOf(1, 0.2), START, rate)
    expect(line.frames).toBe(START + rate)
    const { left, right } = hearSource(line, START + rate + 500, 4096)
    expect(left).toEqual(right)
    expect(left.subarray(0, START).every(sample => sample === 0)).toBe(true)
    expect(left.subarray(START + rate).every(sample => sample === 0)).toBe(true)
    const { snrDb } = sineFit(Float32Array.from(left.subarray(START + 2000, START + rate - 2000)), 400, rate)
    // What 16 bits of samples leave.
    expect(snrDb).toBeGreaterThan(75)
  })

  it.each([
    [0.5, 0.1 * Math.SQRT2],
    [0.05, 0.1 * Math.SQRT2],
    // Raised by 12 dB and no more.
    [0.02, 0.02 * 10 ** (12 / 20)],
  ])('brings a voice of amplitude %f to −20 dBFS where it can', (amplitude, heard) => {
    const { left } = hearSource(lineSource(samplesOf(1, amplitude), 0, 48_000), 48_000, 1000)
    const middle = Float32Array.from(left.subarray(5000, 43_000))
    expect(rms(middle) * Math.SQRT2).toBeCloseTo(heard, 2)
  })

  it('tells where it is heard in frames of the song', () => {
    const quiet = new Int16Array(8000)
    const line = Int16Array.from([...quiet, ...samplesOf(0.5, 0.3), ...quiet])
    expect(lineSource(line, 100, 48_000).spans).toEqual([{ start: 100 + 24_000, end: 100 + 48_000 }])
  })

  it('gives the same sound in blocks of any length, again after a restart, and of silence silence', () => {
    const line = lineSource(samplesOf(0.5, 0.2), 777, 44_100)
    const whole = hearSource(line, 30_000, 30_000)
    expect(hearSource(line, 30_000, 101)).toEqual(whole)
    const silent = hearSource(lineSource(new Int16Array(0), 0, 44_100), 1000, 100)
    expect(silent.left.every(sample => sample === 0)).toBe(true)
    expect(framesOfSpeech(16_001, 44_100)).toBe(44_103)
  })
})
