import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimateSeconds, speechUnits } from '../../../../components/player/reading-length'

describe('speechUnits', () => {
  it('counts letters, and signs that are syllables for more', () => {
    expect(speechUnits('Hello')).toBe(5)
    expect(speechUnits('안녕')).toBe(6)
    expect(speechUnits('猫 cat')).toBe(3 + 4)
  })

  it('adds up over the parts of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        expect(speechUnits(one) + speechUnits(other)).toBe(speechUnits(one + other))
      }),
    )
  })
})

describe('estimateSeconds', () => {
  it('takes the usual pace before anything was heard', () => expect(estimateSeconds(1500)).toBeCloseTo(100))

  it('comes to the pace that was heard', () => {
    // 10 units a second, of 20,000.
    expect(estimateSeconds(20_000, { units: 10_000, seconds: 1000 })).toBeCloseTo(2000, -2)
  })

  it('is not carried away by one slow word', () => {
    expect(estimateSeconds(1500, { units: 5, seconds: 2 })).toBeLessThan(115)
  })

  it('is nothing for nothing', () => expect(estimateSeconds(0)).toBe(0))
})
