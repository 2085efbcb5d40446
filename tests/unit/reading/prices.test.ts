import { describe, expect, it } from 'vitest'
import { formatPrice, priceOf } from '../../../lib/reading/prices'
import { ENGINES } from '../../../lib/reading/reading'

describe('priceOf', () => {
  it('charges a million characters by the engine', () => {
    const prices = ENGINES.map(engine => [engine, priceOf(1_000_000, engine).usd])
    expect(Object.fromEntries(prices)).toEqual({ standard: 4, neural: 16, generative: 30, 'long-form': 100 })
  })

  it('charges a text by its length, and nothing for a voice that comes with the app', () => {
    expect(priceOf(3000, 'neural').usd).toBeCloseTo(0.048, 10)
    expect(priceOf(200_000).usd).toBe(0)
  })
})

describe('formatPrice', () => {
  it.each([
    [0, 'free'],
    [0.000004, '< $0.01'],
    [0.0099, '< $0.01'],
    [0.01, '$0.01'],
    [1.2, '$1.20'],
    [20, '$20.00'],
  ])('writes %d as %s', (usd, written) => expect(formatPrice({ usd }, 'en-US')).toBe(written))

  it('writes as the locale does', () => {
    expect(formatPrice({ usd: 1.5 }, 'de-DE').replace(/\s/g, ' ')).toBe('1,50 $')
  })
})
