import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyGain, bleep, fadeEdges } from '../../../lib/audio/effects'
import { rmsDbfs } from '../../support/measure'
import { powerPart } from '../../support/spectrum'
import { sine } from '../../support/synthetic-voice'

describe('applyGain', () => {
  it.each([-20, -6, 0, 6, 12])('changes the level by %i dB where there is room', gainDb => {
    const tone = sine(16_000, 0.5, 440, 0.1)
    expect(rmsDbfs(applyGain(tone, gainDb)) - rmsDbfs(tone)).toBeCloseTo(gainDb, 3)
  })

  it('is silent at −Infinity', () => {
    expect(applyGain(sine(16_000, 0.1, 440, 1), -Infinity).every(sample => sample === 0)).toBe(true)
  })

  it('never passes full scale, keeps the order of samples and their side', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { maxLength: 50 }),
        fc.double({ min: -60, max: 60, noNaN: true }),
        (values, gainDb) => {
          const samples = Float32Array.from(values).sort()
          const changed = applyGain(samples, gainDb)
          expect(changed.every(sample => Math.abs(sample) <= 1)).toBe(true)
          expect([...changed]).toEqual([...changed.slice().sort()])
          expect(changed.every((sample, i) => sample * (samples[i] ?? 0) >= 0)).toBe(true)
        },
      ),
    )
  })

  it('limits without an edge: the steps between neighbouring inputs change by little', () => {
    const ramp = Float32Array.from({ length: 2001 }, (_, i) => i / 1000 - 1)
    const limited = applyGain(ramp, 6)
    const steps = limited.subarray(1).map((sample, i) => sample - (limited[i] ?? 0))
    const bends = steps.subarray(1).map((step, i) => Math.abs(step - (steps[i] ?? 0)))
    // A clipped ramp would change its step from 0.002 to 0 at once.
    expect(Math.max(...bends)).toBeLessThan(0.0001)
  })

  it.each([Number.NaN, Infinity])('refuses a gain of %d', gainDb => {
    expect(() => applyGain(new Float32Array(1), gainDb)).toThrow(/gainDb must be below Infinity/)
  })
})

describe('fadeEdges', () => {
  it('begins and ends at zero and leaves the rest as it is', () => {
    const faded = fadeEdges(new Float32Array(1600).fill(1), 16_000)
    expect([faded[0], faded[1599]]).toEqual([0, 0])
    expect(faded.subarray(80, 1520).every(sample => sample === 1)).toBe(true)
    expect(faded[40]).toBeCloseTo(0.5, 5)
    expect([...faded.subarray(0, 80)]).toEqual([...faded.subarray(1520).slice().reverse()])
  })

  it('shares what is shorter than two fades, and takes nothing at all', () => {
    expect([...fadeEdges(new Float32Array(5).fill(1), 16_000)].map(x => Math.round(x * 100))).toEqual([
      0, 50, 100, 50, 0,
    ])
    expect(fadeEdges(new Float32Array(0), 16_000)).toHaveLength(0)
  })
})

describe('bleep', () => {
  it.each([8000, 16_000, 22_050])('is a tone of 1 kHz about as loud as speech at %i Hz', rate => {
    const tone = bleep(400, rate)
    expect(tone).toHaveLength(Math.round(rate * 0.4))
    expect(powerPart(tone, rate, 1000, 100)).toBeGreaterThan(0.99)
    expect(rmsDbfs(tone)).toBeGreaterThan(-20)
    expect(rmsDbfs(tone)).toBeLessThan(-18)
  })

  it('is nothing for no time', () => {
    expect(bleep(0, 16_000)).toHaveLength(0)
  })
})
