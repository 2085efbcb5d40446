import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createResampler, type ResamplerQuality } from '../../../lib/audio/resampler'
import { rms, sine, sineFit } from '../../support/audio'

const RATES = [8000, 22_050, 24_000, 44_100, 48_000]

function resample(
  samples: Float32Array,
  fromHz: number,
  toHz: number,
  cuts: number[] = [],
  quality: ResamplerQuality = 'voice',
): Float32Array {
  const resampler = createResampler(fromHz, toHz, quality)
  const parts: Float32Array[] = []
  let start = 0
  for (const cut of cuts) {
    parts.push(resampler.push(samples.subarray(start, start + cut)))
    start += cut
  }
  parts.push(resampler.push(samples.subarray(start)), resampler.flush())
  return Float32Array.from(parts.flatMap(part => [...part]))
}

/** Without the edges, where a tone that starts at once is no longer one frequency. */
function middle(samples: Float32Array): Float32Array {
  return samples.subarray(Math.floor(samples.length * 0.1), Math.floor(samples.length * 0.9))
}

describe('createResampler', () => {
  it.each(RATES)('keeps a tone of 3 kHz from 16000 to %i Hz, 80 dB above everything else', toHz => {
    const { amplitude, snrDb } = sineFit(middle(resample(sine(3000, 16_000, 0.5), 16_000, toHz)), 3000, toHz)
    expect(amplitude).toBeCloseTo(0.5, 2)
    expect(snrDb).toBeGreaterThan(80)
  })

  it('keeps what lies above the new Nyquist frequency 80 dB down, where it would fold back as another tone', () => {
    const folded = rms(middle(resample(sine(5000, 16_000, 0.5), 16_000, 8000)))
    expect(20 * Math.log10(folded / rms(sine(5000, 16_000, 0.5)))).toBeLessThan(-80)
  })

  it.each([
    [100, 44_100],
    [1000, 48_000],
    [3000, 44_100],
    [7000, 44_100],
    [7000, 48_000],
  ])('for a mix keeps a tone of %i Hz from 16000 to %i Hz, 100 dB above everything else', (hz, toHz) => {
    const out = resample(sine(hz, 16_000, 0.5), 16_000, toHz, [], 'mix')
    const { amplitude, snrDb } = sineFit(middle(out), hz, toHz)
    expect(amplitude).toBeCloseTo(0.5, 4)
    expect(snrDb).toBeGreaterThan(100)
  })

  it('for a mix keeps what would fold back 100 dB down', () => {
    const folded = rms(middle(resample(sine(9000, 44_100, 0.5), 44_100, 16_000, [], 'mix')))
    expect(20 * Math.log10(folded / rms(sine(9000, 44_100, 0.5)))).toBeLessThan(-100)
  })

  it.each(RATES)('gives as many samples as the time lasts, to %i Hz', toHz => {
    expect(resample(new Float32Array(16_001), 16_000, toHz)).toHaveLength(Math.ceil((16_001 * toHz) / 16_000))
    expect(resample(new Float32Array(0), 16_000, toHz)).toHaveLength(0)
    expect(resample(new Float32Array(1), 16_000, toHz)).toHaveLength(Math.ceil(toHz / 16_000))
  })

  it('takes the delay of its filter out: a click stays at its time', () => {
    const click = new Float32Array(1600)
    click[800] = 1
    const out = resample(click, 16_000, 48_000)
    expect(out.indexOf(Math.max(...out))).toBe(2400)
  })

  it('gives the same samples wherever the stream is cut', () => {
    const whole = resample(sine(440, 16_000, 0.1), 16_000, 22_050)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), cuts => {
        expect(resample(sine(440, 16_000, 0.1), 16_000, 22_050, cuts)).toEqual(whole)
      }),
      { numRuns: 40 },
    )
  })

  it('refuses a rate that is no positive integer', () => {
    expect(() => createResampler(16_000, 0)).toThrow(RangeError)
    expect(() => createResampler(22_050.5, 8000)).toThrow(RangeError)
  })
})
