import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shiftPitch } from '../../../lib/audio/pitch'
import { trackPitch } from '../../../lib/audio/pitch-track'
import { changeVocalTract } from '../../../lib/audio/vocal-tract'
import { medianF0, rmsDbfs, soundSpans } from '../../support/measure'
import { formantRatio } from '../../support/spectrum'
import { joinSamples, noise, vowel } from '../../support/synthetic-voice'

const RATE = 16_000
const pause = new Float32Array(RATE / 5)

/** Two vowels with a melody, a hiss between them, pauses around. */
function speech(hz: number, sampleRateHz = RATE): Float32Array<ArrayBuffer> {
  const f0 = (seconds: number) => hz * (1.1 - 0.2 * seconds)
  const first = vowel({ sampleRateHz, f0, seconds: 0.7 })
  const second = vowel({ sampleRateHz, f0, seconds: 0.6, formantsHz: [350, 2100, 2800, 3500] })
  const silence = new Float32Array(Math.round(sampleRateHz / 5))
  return joinSamples(silence, first, noise(sampleRateHz, 0.15, 0.05), second, silence)
}

const octaves = (ratio: number) => Math.abs(Math.log2(ratio))

describe('trackPitch', () => {
  it.each([70, 120, 220, 350])('follows a voice of %i Hz and hears none in hiss or silence', hz => {
    const { hop, periods } = trackPitch(
      joinSamples(
        pause,
        noise(RATE, 0.5, 0.2),
        pause,
        vowel({ sampleRateHz: RATE, f0: () => hz, seconds: 1 }),
      ),
      RATE,
    )
    const voiced = (from: number, to: number) =>
      periods.subarray((from * RATE) / hop, (to * RATE) / hop).filter(period => period > 0)
    expect(voiced(0, 0.85).length).toBeLessThanOrEqual(2)
    const found = voiced(0.95, 1.85)
    expect(found.length).toBe(90)
    expect(Math.max(...found.map(period => Math.abs(RATE / period / hz - 1)))).toBeLessThan(0.03)
  })
})

describe('shiftPitch', () => {
  const cases = [100, 140, 210].flatMap(hz => [0.5, 0.75, 0.9, 1.15, 1.5, 2].map(factor => ({ hz, factor })))
  it.each(cases)(
    'takes a voice of $hz Hz to $factor of its pitch, and keeps its vowels, level and length',
    ({ hz, factor }) => {
      const original = speech(hz)
      const shifted = shiftPitch(original, RATE, factor)
      expect(shifted).toHaveLength(original.length)
      expect(Math.abs(medianF0(shifted, RATE) / medianF0(original, RATE) / factor - 1)).toBeLessThan(0.03)
      expect(octaves(formantRatio(shifted, original, RATE))).toBeLessThan(0.1)
      expect(Math.abs(rmsDbfs(shifted) - rmsDbfs(original))).toBeLessThan(1)
      const [before, after] = [soundSpans(original, RATE), soundSpans(shifted, RATE)]
      expect(after).toHaveLength(before.length)
      expect(Math.abs((after[0]?.startMs ?? 0) - (before[0]?.startMs ?? 0))).toBeLessThan(10)
      expect(Math.abs((after[0]?.endMs ?? 0) - (before[0]?.endMs ?? 0))).toBeLessThan(10)
    },
  )

  it.each([8000, 22_050, 48_000])('does so at %i Hz', rate => {
    const original = speech(130, rate)
    expect(
      Math.abs(medianF0(shiftPitch(original, rate, 1.3), rate) / medianF0(original, rate) / 1.3 - 1),
    ).toBeLessThan(0.03)
  })

  it('is the sound itself at a factor of 1', () => {
    const original = speech(120)
    const error = shiftPitch(original, RATE, 1).map((sample, i) => sample - (original[i] ?? 0))
    expect(rmsDbfs(error) - rmsDbfs(original)).toBeLessThan(-40)
  })

  it('leaves hiss and silence as they are', () => {
    const hiss = joinSamples(noise(RATE, 0.4, 0.3), pause)
    expect(shiftPitch(hiss, RATE, 1.6)).toEqual(hiss)
  })

  it('takes any sound of any length and gives numbers as many', () => {
    const piece = fc.oneof(
      fc
        .array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 400 })
        .map(values => Float32Array.from(values)),
      fc.integer({ min: 50, max: 480 }).map(hz => vowel({ sampleRateHz: 8000, f0: () => hz, seconds: 0.08 })),
      fc.integer({ min: 0, max: 900 }).map(length => new Float32Array(length).fill(0.5)),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 5 }),
        fc.double({ min: 0.25, max: 4, noNaN: true }),
        (pieces, factor) => {
          const sound = joinSamples(...pieces)
          const shifted = shiftPitch(sound, 8000, factor)
          expect(shifted).toHaveLength(sound.length)
          expect(shifted.every(Number.isFinite)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([0, 0.24, 4.1, Number.NaN])('refuses a factor of %d', factor => {
    expect(() => shiftPitch(pause, RATE, factor)).toThrow(/factor must be 0.25 to 4: current value is/)
  })
})

describe('changeVocalTract', () => {
  const cases = [110, 190].flatMap(hz => [0.6, 0.85, 1.15, 1.6].map(factor => ({ hz, factor })))
  it.each(cases)(
    'makes the tract of a voice of $hz Hz $factor times as long: formants move, pitch and times stay',
    ({ hz, factor }) => {
      const original = speech(hz)
      const changed = changeVocalTract(original, RATE, factor)
      expect(changed).toHaveLength(original.length)
      expect(octaves(formantRatio(changed, original, RATE) * factor)).toBeLessThan(0.1)
      expect(Math.abs(medianF0(changed, RATE) / medianF0(original, RATE) - 1)).toBeLessThan(0.03)
      const [before, after] = [soundSpans(original, RATE), soundSpans(changed, RATE)]
      expect(Math.abs((after[0]?.startMs ?? 0) - (before[0]?.startMs ?? 0))).toBeLessThan(20)
      expect(Math.abs((after[0]?.endMs ?? 0) - (before[0]?.endMs ?? 0))).toBeLessThan(20)
    },
  )

  it.each([0.49, 2.01, Number.NaN])('refuses a factor of %d', factor => {
    expect(() => changeVocalTract(pause, RATE, factor)).toThrow(/factor must be 0.5 to 2: current value is/)
  })

  it('takes nothing, and gives nothing', () => {
    expect(changeVocalTract(new Float32Array(0), RATE, 1.2)).toHaveLength(0)
  })
})
