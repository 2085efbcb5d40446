import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretch } from '../../../lib/audio/stretch'
import { medianF0, rmsDbfs, soundSpans } from '../../support/measure'
import { formantRatio } from '../../support/spectrum'
import { joinSamples, noise, vowel } from '../../support/synthetic-voice'

const RATE = 16_000
const voice = vowel({ sampleRateHz: RATE, f0: seconds => 110 + 8 * seconds, seconds: 2 })

describe('stretch', () => {
  it.each([0.2, 0.5, 0.8, 1.25, 2, 5])(
    'makes a voice %d times as long at the same pitch, level and vowel',
    factor => {
      const result = stretch(voice, RATE, factor)
      expect(result).toHaveLength(Math.round(voice.length * factor))
      expect(Math.abs(medianF0(result, RATE) / medianF0(voice, RATE) - 1)).toBeLessThan(0.03)
      expect(Math.abs(rmsDbfs(result) - rmsDbfs(voice))).toBeLessThan(1)
      expect(Math.abs(Math.log2(formantRatio(result, voice, RATE)))).toBeLessThan(0.1)
    },
  )

  it.each([8000, 22_050, 48_000])('does so at %i Hz, with low voices and high ones', rate => {
    for (const hz of [70, 300]) {
      const result = stretch(vowel({ sampleRateHz: rate, f0: () => hz, seconds: 1 }), rate, 1.7)
      expect(Math.abs(medianF0(result, rate) / hz - 1), `${hz} Hz`).toBeLessThan(0.03)
    }
  })

  it('is the sound itself at a factor of 1', () => {
    const result = stretch(voice, RATE, 1)
    expect(Math.max(...result.map((sample, i) => Math.abs(sample - (voice[i] ?? 0))))).toBeLessThan(1e-6)
  })

  it.each([0.5, 2, 4])('moves what happens by %d, within the bounds it states', factor => {
    const hiss = noise(RATE, 0.2, 0.3)
    const pause = new Float32Array(RATE * 0.3)
    const spans = soundSpans(stretch(joinSamples(pause, hiss, pause, hiss, pause), RATE, factor), RATE)
    const times = spans.flatMap(span => [span.startMs, span.endMs])
    expect(times).toHaveLength(4)
    for (const [i, expected] of [300, 500, 800, 1000].entries()) {
      expect(Math.abs((times[i] ?? 0) - expected * factor)).toBeLessThan(20 * Math.max(1, factor))
    }
  })

  it('is a mix of what it takes, never louder, and no number is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 600 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (values, factor) => {
          const result = stretch(Float32Array.from(values), 8000, factor)
          expect(result).toHaveLength(Math.round(values.length * factor))
          expect(result.every(sample => Math.abs(sample) <= 1)).toBe(true)
        },
      ),
    )
  })

  it.each([0, 0.19, 5.01, Number.NaN])('refuses a factor of %d', factor => {
    expect(() => stretch(voice, RATE, factor)).toThrow(/factor must be 0.2 to 5: current value is/)
  })
})
