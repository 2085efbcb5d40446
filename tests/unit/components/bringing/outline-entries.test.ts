import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chapterAt, depthsOf } from '../../../../components/bringing/outline-entries'

const entry = (start: number, level = 1) => ({ title: `At ${start}`, level, start })

describe('chapterAt', () => {
  it('is the last chapter that starts at or before the offset', () => {
    const entries = [entry(10), entry(20), entry(30)]
    expect([0, 9, 10, 19, 20, 29, 30, 999].map(offset => chapterAt(entries, offset))).toEqual([
      -1, -1, 0, 0, 1, 1, 2, 2,
    ])
    expect(chapterAt([], 5)).toBe(-1)
  })

  it('finds what a walk through all of them finds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50)), fc.nat(60), (starts, offset) => {
        const entries = starts.toSorted((a, b) => a - b).map(start => entry(start))
        expect(chapterAt(entries, offset)).toBe(entries.findLastIndex(({ start }) => start <= offset))
      }),
    )
  })
})

describe('depthsOf', () => {
  it.each([
    [
      [1, 2, 2, 3, 1],
      [0, 1, 1, 2, 0],
    ],
    [
      [1, 3, 3],
      [0, 1, 1],
    ],
    [
      [3, 2, 1],
      [0, 0, 0],
    ],
    [
      [2, 4, 3, 2],
      [0, 1, 1, 0],
    ],
  ])('of levels %j is %j', (levels, depths) => {
    expect(depthsOf(levels.map((level, i) => entry(i, level)))).toEqual(depths)
  })
})
