import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretch, transpose } from '../../../../lib/engine/espeak/stretch'
import { floats } from '../../../support/espeak'
import { fundamentals, median } from '../../../support/fundamental'

const RATE = 22_050

/** A buzz of ten harmonics, as a voice is one. */
function buzz(hz: number, seconds: number): Int16Array {
  return Int16Array.from({ length: seconds * RATE }, (_, i) => {
    let sum = 0
    for (let n = 1; n <= 10; n++) sum += Math.sin((2 * Math.PI * hz * n * i) / RATE) / n
    return 8000 * sum
  })
}

const levelOf = (samples: Int16Array) =>
  Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length)

describe('stretch', () => {
  it.each([0.3, 0.5, 0.9, 1.2, 2, 3])('keeps pitch and level at %d times the length', factor => {
    const voice = buzz(120, 2)
    const stretched = stretch(voice, factor)
    expect(stretched).toHaveLength(Math.round(voice.length * factor))
    expect(median(fundamentals(floats(stretched), RATE))).toBeCloseTo(120, -1)
    expect(levelOf(stretched) / levelOf(voice)).toBeGreaterThan(0.9)
    expect(levelOf(stretched) / levelOf(voice)).toBeLessThan(1.1)
  })

  it('gives exactly the length asked for, of any samples', () => {
    fc.assert(
      fc.property(
        fc.int16Array({ maxLength: 3000 }),
        fc.double({ min: 0.1, max: 6, noNaN: true }),
        (any, factor) => {
          expect(stretch(any, factor)).toHaveLength(Math.round(any.length * factor))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('transpose', () => {
  it('raises the pitch and shortens by the same factor', () => {
    const raised = transpose(buzz(120, 1), 1.5)
    expect(raised).toHaveLength(RATE / 1.5)
    expect(median(fundamentals(floats(raised), RATE))).toBeCloseTo(180, -1)
  })
})
