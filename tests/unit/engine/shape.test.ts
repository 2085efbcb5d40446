import { describe, expect, it } from 'vitest'
import type { Performance } from '../../../lib/engine/performance'
import { trimmed } from '../../../lib/engine/shape'
import { rms, sine } from '../../support/audio'

const RATE_HZ = 16_000

/** A tone with so many ms of silence before and after; a word and a mouth at the tone, and at its end. */
function toneWithin(leadMs: number, toneMs: number, tailMs: number): Performance {
  const samples = new Float32Array(((leadMs + toneMs + tailMs) * RATE_HZ) / 1000)
  samples.set(sine(440, RATE_HZ, toneMs / 1000), (leadMs * RATE_HZ) / 1000)
  const endMs = leadMs + toneMs
  return {
    samples,
    sampleRateHz: RATE_HZ,
    words: () => [{ startMs: leadMs, endMs }],
    visemes: [
      { viseme: 'sil', startMs: 0 },
      { viseme: 'a', startMs: leadMs },
      { viseme: 'sil', startMs: endMs + tailMs },
    ],
  }
}

const performanceOf = (samples: Float32Array<ArrayBuffer>): Performance => ({
  samples,
  sampleRateHz: RATE_HZ,
  words: () => [],
  visemes: [],
})

const msOf = ({ samples }: Performance) => (samples.length * 1000) / RATE_HZ

describe('trimmed', () => {
  it('keeps 20 ms before the sound and 45 ms after it, whatever silence was there', () => {
    expect(msOf(trimmed(toneWithin(200, 500, 170)))).toBe(565)
    expect(msOf(trimmed(toneWithin(300, 500, 80)))).toBe(565)
    expect(rms(trimmed(toneWithin(300, 500, 80)).samples)).toBeGreaterThan(0.3)
  })

  it('keeps less around speech that is faster, more around slower', () => {
    expect(msOf(trimmed(toneWithin(200, 500, 170), 2))).toBe(532.5)
    expect(msOf(trimmed(toneWithin(200, 500, 170), 0.5))).toBe(630)
  })

  it('takes noise for silence that lies 43 dB below the sound, as that of awb does', () => {
    const { samples, ...rest } = toneWithin(200, 500, 170)
    const noisy = samples.map((sample, i) => sample + (i % 2 ? 1 : -1) * 0.5 * 0.7 * 10 ** (-43 / 20))
    expect(msOf(trimmed({ ...rest, samples: noisy }))).toBe(565)
  })

  it('drops a rest of the mouth that is not left', () => {
    expect(trimmed(toneWithin(0, 500, 100)).visemes.map(({ viseme }) => viseme)).toEqual(['a', 'sil'])
  })

  it('moves the times of words and visemes along, none beyond its edges', () => {
    const { words, visemes } = trimmed(toneWithin(200, 500, 170))
    expect(words()).toEqual([{ startMs: 20, endMs: 520 }])
    expect(visemes).toEqual([
      { viseme: 'sil', startMs: 0 },
      { viseme: 'a', startMs: 20 },
      { viseme: 'sil', startMs: 565 },
    ])
  })

  it('starts and ends at zero, so that no seam ticks', () => {
    const { samples } = trimmed(performanceOf(sine(441, RATE_HZ, 0.2).map(sample => sample + 0.1)))
    expect(samples[0]).toBe(0)
    expect(samples.at(-1)).toBe(0)
  })

  it('makes little or nothing of silence, and of nothing', () => {
    expect(msOf(trimmed(performanceOf(new Float32Array(0))))).toBe(0)
    expect(msOf(trimmed(performanceOf(new Float32Array(RATE_HZ))))).toBeLessThanOrEqual(65)
  })
})
