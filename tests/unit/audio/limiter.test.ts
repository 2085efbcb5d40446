import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CEILING, createLimiter } from '../../../lib/audio/limiter'

const RATE = 48_000

type Limited = { left: Float64Array; right: Float64Array; gains: Float64Array }

/** As a mix goes through: delayed by the look-ahead, and that taken out again. */
function limit(left: Float64Array, right: Float64Array, blocks: readonly number[] = []): Limited {
  const limiter = createLimiter(RATE)
  const frames = left.length
  const padded = (channel: Float64Array) => {
    const longer = new Float64Array(frames + limiter.delay)
    longer.set(channel)
    return longer
  }
  const [l, r] = [padded(left), padded(right)]
  const all = new Float64Array(l.length)
  let at = 0
  for (const block of [...blocks, l.length]) {
    limiter.push(l.subarray(at, at + block), r.subarray(at, at + block), all.subarray(at, at + block))
    at = Math.min(l.length, at + block)
  }
  const gains = all.subarray(limiter.delay)
  return {
    left: left.map((sample, i) => sample * (gains[i] ?? 0)),
    right: right.map((sample, i) => sample * (gains[i] ?? 0)),
    gains,
  }
}

const peakOf = (samples: Float64Array) =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
const tone = (hz: number, seconds: number, amplitude: number) =>
  Float64Array.from({ length: RATE * seconds }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE))

describe('createLimiter', () => {
  it('leaves alone what stays below −1 dBFS, to the last bit', () => {
    const music = tone(440, 0.5, CEILING)
    expect(limit(music, music).left).toEqual(music)
  })

  it('never lets anything above −1 dBFS through, whatever comes', () => {
    const sample = fc.oneof(fc.double({ min: -50, max: 50, noNaN: true }), fc.constantFrom(0, 1, -1, 1e-300))
    const channel = fc.array(sample, { minLength: 700, maxLength: 700 })
    fc.assert(
      fc.property(channel, channel, (a, b) => {
        const { left, right, gains } = limit(Float64Array.from(a), Float64Array.from(b))
        expect(Math.max(peakOf(left), peakOf(right))).toBeLessThanOrEqual(CEILING)
        expect(gains.every(gain => gain > 0 && gain <= 1)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('brings a loud tone to the ceiling, and no lower', () => {
    const peak = peakOf(limit(tone(440, 0.5, 3), tone(440, 0.5, 3)).left.subarray(RATE / 4))
    expect(20 * Math.log10(peak)).toBeGreaterThan(-1.2)
    expect(peak).toBeLessThanOrEqual(CEILING)
  })

  it('begins 5 ms before a peak, moves in small steps, and has let go after half a second', () => {
    const at = RATE / 2
    const click = new Float64Array(RATE * 2)
    click[at] = 2
    const { gains } = limit(click, new Float64Array(click.length))
    const early = Math.round(0.005 * RATE)
    expect(gains.subarray(0, at - early).every(gain => gain === 1)).toBe(true)
    expect(gains[at - early / 2]).toBeLessThan(0.9)
    expect(gains[at]).toBeCloseTo(CEILING / 2, 6)
    const steps = gains.subarray(1).map((gain, i) => Math.abs(gain - (gains[i] ?? 0)))
    expect(peakOf(steps)).toBeLessThan(0.01)
    // 63 % of the way back in 100 ms.
    const way = 1 - CEILING / 2
    expect(gains[at + early + RATE / 10]).toBeCloseTo(1 - way * Math.exp(-1), 1)
    expect(gains[at + RATE / 2]).toBeGreaterThan(0.99)
    expect(limit(click, click).gains.at(-1)).toBeGreaterThan(0.9999)
  })

  it('has one gain for both channels: the image does not move', () => {
    const quiet = tone(300, 0.2, 0.1)
    const { right, gains } = limit(tone(440, 0.2, 4), quiet)
    expect(right).toEqual(quiet.map((sample, i) => sample * (gains[i] ?? 0)))
    expect(peakOf(right)).toBeLessThan(0.1)
  })

  it('gives the same gains in blocks of any length, and again after a restart', () => {
    const music = tone(97, 0.1, 2.5)
    const whole = limit(music, music).gains
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 6 }), blocks => {
        expect(limit(music, music, blocks).gains).toEqual(whole)
      }),
      { numRuns: 30 },
    )
    const limiter = createLimiter(RATE)
    const [once, again] = [new Float64Array(music.length), new Float64Array(music.length)]
    limiter.push(music, music, once)
    limiter.restart()
    limiter.push(music, music, again)
    expect(again).toEqual(once)
  })
})
