import { describe, expect, it } from 'vitest'
import { formatLength, formatTime } from '../../../../components/player/time'

describe('formatTime', () => {
  it.each([
    [0, '0:00'],
    [-1, '0:00'],
    [59.99, '0:59'],
    [247, '4:07'],
    [3599.9, '59:59'],
    [3600, '1:00:00'],
    [13_330, '3:42:10'],
  ])('of %d s is %s', (seconds, text) => expect(formatTime(seconds)).toBe(text))
})

describe('formatLength', () => {
  it('is exact where the length is known', () => {
    expect(formatLength({ seconds: 754.6, isExact: true })).toBe('12:34')
  })

  it.each([
    [3, 'about 0:05'],
    [57, 'about 1:00'],
    [61, 'about 1:10'],
    [745, 'about 12:30'],
    [7201, 'about 2:00:30'],
  ])('of an estimate of %d s is %s', (seconds, text) =>
    expect(formatLength({ seconds, isExact: false })).toBe(text),
  )
})
