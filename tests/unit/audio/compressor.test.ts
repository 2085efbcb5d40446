import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCompressor } from '../../../lib/audio/compressor'
import { rmsDbfs } from '../../support/measure'
import { joinSamples, noise, sine, vowel } from '../../support/synthetic-voice'

function compressed(samples: Float32Array, sampleRateHz: number, cut = samples.length || 1): Float32Array {
  const compressor = createCompressor(sampleRateHz)
  const parts: Float32Array[] = []
  for (let at = 0; at < samples.length; at += cut) parts.push(compressor.push(samples.subarray(at, at + cut)))
  return joinSamples(...parts, compressor.flush())
}

const part = (samples: Float32Array, rate: number, from: number, to: number) =>
  samples.subarray(from * rate, to * rate)

describe('createCompressor', () => {
  it.each([8000, 16_000, 22_050])('raises what is soft and keeps what is loud at %i Hz', rate => {
    const speech = joinSamples(sine(rate, 1, 300, 0.25), sine(rate, 1, 300, 0.02), sine(rate, 1, 300, 0.25))
    const result = compressed(speech, rate)
    const change = (from: number, to: number) =>
      rmsDbfs(part(result, rate, from, to)) - rmsDbfs(part(speech, rate, from, to))
    expect(Math.abs(change(0.2, 0.9))).toBeLessThan(0.5)
    expect(change(1.4, 1.9)).toBeGreaterThan(10)
    expect(change(1.4, 1.9)).toBeLessThanOrEqual(12.01)
    expect(Math.abs(change(2.2, 2.9))).toBeLessThan(0.5)
  })

  it('leaves noise that is below speech where it was', () => {
    const hiss = noise(16_000, 1, 0.001)
    expect(rmsDbfs(compressed(hiss, 16_000)) - rmsDbfs(hiss)).toBeLessThan(0.1)
  })

  it('keeps every sample at its time', () => {
    const click = new Float32Array(4000)
    click[2003] = 0.5
    const result = compressed(click, 16_000)
    expect(result.length).toBe(4000)
    expect(result.findIndex(sample => sample !== 0)).toBe(2003)
  })

  it('is below −1 dBFS even where loud sound follows upon soft at once', () => {
    const speech = joinSamples(sine(16_000, 0.5, 200, 0.05), sine(16_000, 0.5, 200, 0.99))
    const peak = compressed(speech, 16_000).reduce((max, sample) => Math.max(max, Math.abs(sample)), 0)
    expect(20 * Math.log10(peak)).toBeLessThanOrEqual(-0.999)
  })

  it('gives the same samples wherever the stream is cut, as many as it took', () => {
    const speech = vowel({ sampleRateHz: 16_000, f0: () => 120, seconds: 0.2 })
    const whole = compressed(speech, 16_000)
    expect(whole).toHaveLength(speech.length)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), cut => {
        expect(compressed(speech, 16_000, cut)).toEqual(whole)
      }),
      { numRuns: 30 },
    )
    expect(compressed(new Float32Array(0), 16_000)).toHaveLength(0)
    expect(compressed(new Float32Array(3), 16_000)).toHaveLength(3)
  })

  it('holds back some milliseconds, not the sound', () => {
    const compressor = createCompressor(16_000)
    expect(compressor.push(new Float32Array(1600)).length).toBeGreaterThanOrEqual(1600 - 7 * 16)
  })

  it('is no source of what is not a number, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 300 }), values => {
        expect(compressed(Float32Array.from(values), 8000).every(sample => Math.abs(sample) < 0.9)).toBe(true)
      }),
    )
  })
})
