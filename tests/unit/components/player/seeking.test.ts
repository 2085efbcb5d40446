import { describe, expect, it } from 'vitest'
import { arrivedSeconds, lengthOf, seekByKey } from '../../../../components/player/seeking'

describe('seekByKey', () => {
  it.each([
    ['ArrowRight', 25],
    ['ArrowUp', 25],
    ['ArrowLeft', 15],
    ['ArrowDown', 15],
    ['PageUp', 50],
    ['PageDown', 0],
    ['Home', 0],
    ['End', 60],
    ['a', undefined],
    ['Tab', undefined],
  ])('%s leads from 20 s of 60 to %s', (key, to) => expect(seekByKey(key, 20, 60)).toBe(to))

  it('stays within the reading', () => {
    expect(seekByKey('ArrowRight', 58, 60)).toBe(60)
    expect(seekByKey('ArrowLeft', 2, 60)).toBe(0)
  })
})

function ranges(...all: [number, number][]): Pick<TimeRanges, 'length' | 'start' | 'end'> {
  return {
    length: all.length,
    start: index => all[index]?.[0] ?? Number.NaN,
    end: index => all[index]?.[1] ?? Number.NaN,
  }
}

describe('arrivedSeconds', () => {
  it.each([
    ['nothing is there', ranges(), 4, 4],
    ['it is within what is there', ranges([0, 30]), 4, 30],
    ['it is in the second part', ranges([0, 10], [40, 55]), 42, 55],
    ['it is in a gap', ranges([0, 10], [40, 55]), 20, 20],
    ['the part begins some samples late', ranges([0.05, 30]), 0, 30],
    ['it is at the very end', ranges([0, 30]), 30, 30],
  ])('where %s', (_, buffered, at, arrived) => expect(arrivedSeconds(buffered, at)).toBe(arrived))
})

describe('lengthOf', () => {
  const estimate = {
    durationSeconds: Number.NaN,
    arrivedSeconds: 0,
    startSeconds: 0,
    estimatedSeconds: 100,
    leastSeconds: Number.POSITIVE_INFINITY,
  }

  it('is the estimate before and while it streams', () => {
    expect(lengthOf(estimate)).toEqual({ seconds: 100, isExact: false })
    expect(lengthOf({ ...estimate, durationSeconds: Number.POSITIVE_INFINITY })).toEqual({
      seconds: 100,
      isExact: false,
    })
  })

  it('grows with what has arrived', () => {
    const { seconds } = lengthOf({
      ...estimate,
      durationSeconds: Number.POSITIVE_INFINITY,
      arrivedSeconds: 90,
      startSeconds: 30,
    })
    expect(seconds).toBe(120)
  })

  it('is exact as soon as the audio knows', () => {
    expect(lengthOf({ ...estimate, durationSeconds: 93.5 })).toEqual({ seconds: 93.5, isExact: true })
  })

  it('does not take what has arrived for all of it, as Firefox does, until it is known to be', () => {
    const streaming = { ...estimate, durationSeconds: 20, arrivedSeconds: 20 }
    expect(lengthOf(streaming)).toEqual({ seconds: 100, isExact: false })
    expect(lengthOf({ ...streaming, leastSeconds: 92 })).toEqual({ seconds: 100, isExact: false })
    expect(lengthOf({ ...streaming, durationSeconds: 93, arrivedSeconds: 93, leastSeconds: 92 })).toEqual({
      seconds: 93,
      isExact: true,
    })
  })

  it('is not exact where the time before the audio is estimated', () => {
    expect(lengthOf({ ...estimate, durationSeconds: 50, startSeconds: 40 })).toEqual({
      seconds: 90,
      isExact: false,
    })
  })
})
