import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_POSITIONS,
  type Positions,
  parsePositions,
  positionKey,
  positionOf,
  withPosition,
} from '../../../../components/player/positions'

describe('positionKey', () => {
  it('is the same for the same text, in 16 hex digits', () => {
    expect(positionKey('Once upon a time')).toBe(positionKey(['Once', 'upon', 'a', 'time'].join(' ')))
    expect(positionKey('')).toMatch(/^[0-9a-f]{16}$/)
  })

  it('tells texts apart that differ in one letter', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `A text, and its number ${index}`)
    expect(new Set(texts.map(positionKey)).size).toBe(texts.length)
  })

  it('tells apart in each half', () => {
    const texts = Array.from({ length: 2000 }, (_, index) => `${index} pages`)
    expect(new Set(texts.map(text => positionKey(text).slice(0, 8))).size).toBe(texts.length)
    expect(new Set(texts.map(text => positionKey(text).slice(8))).size).toBe(texts.length)
  })
})

describe('withPosition', () => {
  it('keeps the latest offset of a text', () => {
    const positions = withPosition(withPosition([], 'a', 5), 'a', 9)
    expect(positions).toEqual([['a', 9]])
    expect(positionOf(positions, 'a')).toBe(9)
    expect(positionOf(positions, 'b')).toBe(0)
  })

  it('forgets a text at offset 0', () => {
    expect(withPosition([['a', 5]], 'a', 0)).toEqual([])
  })

  it('forgets what was heard longest ago', () => {
    let positions: Positions = []
    for (let index = 0; index <= MAX_POSITIONS; index++) {
      positions = withPosition(positions, String(index), 1)
      positions = withPosition(positions, '0', index + 1)
    }
    expect(positions).toHaveLength(MAX_POSITIONS)
    expect(positionOf(positions, '0')).toBe(MAX_POSITIONS + 1)
    expect(positionOf(positions, '1')).toBe(0)
    expect(positionOf(positions, '2')).toBe(1)
  })
})

describe('parsePositions', () => {
  it('gives what was kept, without what is none', () => {
    const kept = [
      ['a', 5],
      ['b', -1],
      ['c', 1.5],
      ['d', '7'],
      [3, 4],
      ['e'],
      null,
      'f',
      ['g', 8, 9],
      ['h', 2],
    ]
    expect(parsePositions(JSON.parse(JSON.stringify(kept)))).toEqual([
      ['a', 5],
      ['h', 2],
    ])
  })

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), kept => {
        for (const [key, offset] of parsePositions(kept)) {
          expect(typeof key).toBe('string')
          expect(offset).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('is bounded', () => {
    const kept = Array.from({ length: 500 }, (_, index) => [String(index), 1])
    expect(parsePositions(kept)).toHaveLength(MAX_POSITIONS)
  })
})
