import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSpeed, SPEED, SPEED_PRESETS, stepSpeed } from '../../../../components/player/speed'

describe('formatSpeed', () => {
  it.each([
    [1, '1×'],
    [1.25, '1.25×'],
    [1.1500000000000001, '1.15×'],
  ])('of %d is %s', (speed, text) => expect(formatSpeed(speed)).toBe(text))
})

describe('stepSpeed', () => {
  it.each([
    [1, 1, 1.1],
    [1, -1, 0.9],
    [0.7, 1, 0.8],
    [1.25, 1, 1.3],
    [1.25, -1, 1.2],
    [3, 1, 3],
    [0.5, -1, 0.5],
    [0.55, -1, 0.5],
  ] as const)('of %d by %d is %d', (speed, direction, next) => expect(stepSpeed(speed, direction)).toBe(next))

  it('goes through all tenths and back', () => {
    const up: number[] = [SPEED.min]
    const down: number[] = [SPEED.max]
    for (let step = 0; step < 25; step++) {
      up.push(stepSpeed(up[step] ?? Number.NaN, 1))
      down.push(stepSpeed(down[step] ?? Number.NaN, -1))
    }
    expect(up.at(-1)).toBe(SPEED.max)
    expect(new Set(up).size).toBe(26)
    expect(down.toReversed()).toEqual(up)
  })

  it('stays within the bounds, whatever it starts from', () => {
    fc.assert(
      fc.property(
        fc.double({ min: SPEED.min, max: SPEED.max, noNaN: true }),
        fc.constantFrom<1 | -1>(1, -1),
        (speed, direction) => {
          const next = stepSpeed(speed, direction)
          expect(next).toBeGreaterThanOrEqual(SPEED.min)
          expect(next).toBeLessThanOrEqual(SPEED.max)
        },
      ),
    )
  })
})

describe('SPEED_PRESETS', () => {
  it('can each be set on the slider', () => {
    for (const preset of SPEED_PRESETS) {
      expect(((preset - SPEED.min) / SPEED.step) % 1).toBeCloseTo(0, 9)
      expect(preset >= SPEED.min && preset <= SPEED.max).toBe(true)
    }
  })
})
