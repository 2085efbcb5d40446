import { describe, expect, it } from 'vitest'
import { shapeUtterance } from '../../../lib/engine/shape'
import { rms, sine } from '../../support/audio'

const RATE_HZ = 16_000

/** A tone with so many ms of silence before and after. */
function toneWithin(leadMs: number, toneMs: number, tailMs: number): Float32Array {
  const samples = new Float32Array(((leadMs + toneMs + tailMs) * RATE_HZ) / 1000)
  samples.set(sine(440, RATE_HZ, toneMs / 1000), (leadMs * RATE_HZ) / 1000)
  return samples
}

const msOf = (samples: Float32Array) => (samples.length * 1000) / RATE_HZ

describe('shapeUtterance', () => {
  it('keeps 20 ms before the sound and 45 ms after it, whatever silence was there', () => {
    expect(msOf(shapeUtterance(toneWithin(200, 500, 170), 0))).toBe(565)
    expect(msOf(shapeUtterance(toneWithin(300, 500, 80), 0))).toBe(565)
  })

  it('adds the pause as silence', () => {
    const shaped = shapeUtterance(toneWithin(200, 500, 170), 300)
    expect(msOf(shaped)).toBe(865)
    expect(rms(shaped.subarray(-0.34 * RATE_HZ))).toBe(0)
    expect(rms(shaped)).toBeGreaterThan(0.2)
  })

  it('starts and ends at zero, so that no seam ticks', () => {
    const shaped = shapeUtterance(
      sine(441, RATE_HZ, 0.2).map(sample => sample + 0.1),
      0,
    )
    expect(shaped[0]).toBe(0)
    expect(shaped.at(-1)).toBe(0)
  })

  it('makes of silence, and of nothing, the pause alone or little more', () => {
    expect(msOf(shapeUtterance(new Float32Array(0), 100))).toBe(100)
    expect(msOf(shapeUtterance(new Float32Array(RATE_HZ), 100))).toBeLessThanOrEqual(150)
  })
})
