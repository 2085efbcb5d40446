import { describe, expect, it } from 'vitest'
import { CEILING } from '../../../../lib/audio/limiter'
import { BLOCK_FRAMES, type Level, mixdown } from '../../../../lib/score/render/mixdown'
import type { Source } from '../../../../lib/score/source'
import { sourceOf } from '../../../support/sources'

const RATE = 48_000
const FRAMES = 2 * BLOCK_FRAMES + 1000

/** Every sum from its beginning to its end, left channel and right. */
function sumsOf(parts: readonly Source[], level: Level, frames = FRAMES) {
  const sums = parts.map(() => ({ left: [] as number[], right: [] as number[] }))
  for (const block of mixdown(parts, frames, level, RATE)) {
    expect(block.from).toBe(sums[0]?.left.length)
    for (const [index, { left, right }] of block.sums.entries()) {
      sums[index]?.left.push(...left)
      sums[index]?.right.push(...right)
    }
  }
  return sums
}

const tone = (hz: number, amplitude: number, frames = FRAMES) =>
  Float64Array.from({ length: frames }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE))

describe('mixdown', () => {
  it('gives the sums of parts up to and with each, padded to the whole, at the level asked for', () => {
    const [a, b] = [tone(440, 0.5), tone(333, 0.25, 5000)]
    const [first, both] = sumsOf([sourceOf(a), sourceOf(b)], { kind: 'divided', by: 2 })
    expect(first?.left).toEqual([...a.map(sample => sample / 2)])
    expect(both?.left).toEqual([...a.map((sample, i) => (sample + (b[i] ?? 0)) / 2)])
    expect(both?.right[4000]).toBe(((a[4000] ?? 0) / 2 + (b[4000] ?? 0) / 2) / 2)
    expect(both?.left).toHaveLength(FRAMES)
  })

  it('leaves alone what is below −1 dBFS, in its place, to the last frame', () => {
    const music = tone(440, 0.8)
    const [mix] = sumsOf([sourceOf(music)], { kind: 'limited' })
    expect(mix?.left).toEqual([...music])
  })

  it('limits the whole to −1 dBFS, with one gain for all sums', () => {
    const [a, b] = [tone(440, 0.9), tone(97, 0.9)]
    const [first, both] = sumsOf([sourceOf(a), sourceOf(b)], { kind: 'limited' })
    const peak = Math.max(...(both?.left ?? []).map(Math.abs))
    expect(peak).toBeLessThanOrEqual(CEILING)
    expect(peak).toBeGreaterThan(CEILING * 0.9)
    const gains = (both?.left ?? []).map((sample, i) => sample / ((a[i] ?? 0) + (b[i] ?? 0)))
    for (let i = 1; i < FRAMES; i += 97) expect(first?.left[i]).toBeCloseTo((a[i] ?? 0) * (gains[i] ?? 0), 10)
    expect(Math.min(...gains.slice(1))).toBeLessThan(0.6)
  })

  it('keeps a peak at its frame, across blocks and in the last one', () => {
    for (const at of [0, BLOCK_FRAMES - 1, BLOCK_FRAMES, FRAMES - 1]) {
      const click = new Float64Array(FRAMES)
      click[at] = 3
      const [mix] = sumsOf([sourceOf(click)], { kind: 'limited' })
      expect(mix?.left.findIndex(sample => sample > 0.1)).toBe(at)
      expect(mix?.left[at]).toBeCloseTo(CEILING, 6)
    }
  })
})
