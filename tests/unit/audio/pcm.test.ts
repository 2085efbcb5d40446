import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrames, quantise, SAMPLE_BYTES, SAMPLE_FORMATS, stemEncoder } from '../../../lib/audio/pcm'

const samples = (max: number) =>
  fc.oneof(
    fc.double({ min: -max, max, noNaN: true }),
    fc.constantFrom(0, -0, max, -max, 2 ** -24, -(2 ** -24), 2 ** -40),
  )

/** Left and right in one array, as frames are stored. */
function interleaved(left: Float64Array, right: Float64Array): number[] {
  return [...left].flatMap((value, i) => [value, right[i] ?? Number.NaN])
}

function stored(bytes: Uint8Array, format: (typeof SAMPLE_FORMATS)[number]): number[] {
  const buffer = Buffer.from(bytes)
  return Array.from({ length: bytes.length / SAMPLE_BYTES[format] }, (_, i) => {
    if (format === '32f') return buffer.readFloatLE(4 * i)
    return buffer.readIntLE(SAMPLE_BYTES[format] * i, SAMPLE_BYTES[format])
  })
}

describe('quantise', () => {
  it.each([
    [0, 0],
    [1, 8388607],
    [1.5, 8388607],
    [1 - 2 ** -31, 8388607],
    [-1, -8388608],
    [-7, -8388608],
    [0.5, 4194304],
    [-0.5, -4194304],
    [2 ** -23, 1],
    [0.99 * 2 ** -23, 0],
    [-0.01 * 2 ** -23, -1],
    // rint(x × 2³¹) comes before the cut: a value this near below a step reaches it.
    [2 ** -23 - 2 ** -34, 1],
  ])('cuts %d to 24 bits as the song format does', (value, step) => {
    expect(quantise(value, '24') + 0).toBe(step)
  })

  it.each([
    [0, 0],
    [1, 32767],
    [-1, -32768],
    [-3, -32768],
    [0.6 / 32768, 1],
    [-0.6 / 32768, -1],
    [0.4 / 32768, 0],
  ])('rounds %d to 16 bits', (value, step) => {
    expect(quantise(value, '16') + 0).toBe(step)
  })

  it('is never more than a step from what it stores, nor past the ends of its range', () => {
    fc.assert(
      fc.property(fc.oneof(samples(2), samples(1), samples(1 - 2 ** -31)), value => {
        const held = Math.max(-1, Math.min(1, value))
        expect(Math.abs(quantise(value, '24') / 2 ** 23 - held)).toBeLessThanOrEqual(2 ** -23)
        expect(Math.abs(quantise(value, '16') / 2 ** 15 - held)).toBeLessThanOrEqual(2 ** -15)
        expect(quantise(value, '32f')).toBe(Math.fround(value))
      }),
    )
  })
})

describe.each(SAMPLE_FORMATS)('frames in %s', format => {
  const block = fc.integer({ min: 0, max: 50 }).chain(length => {
    const channel = fc.float64Array({ minLength: length, maxLength: length, min: -2, max: 2, noNaN: true })
    return fc.tuple(channel, channel)
  })

  it('are stored left first, each sample in its place', () => {
    fc.assert(
      fc.property(block, ([left, right]) => {
        const bytes = encodeFrames(left, right, format)
        expect(bytes).toHaveLength(2 * left.length * SAMPLE_BYTES[format])
        const wanted = interleaved(left, right).map(value => quantise(value, format))
        expect(stored(bytes, format).every((sample, i) => sample === wanted[i])).toBe(true)
      }),
    )
  })
})

describe('stemEncoder', () => {
  /** Tracks of one length. */
  const tracks = (max: number) =>
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 20 })).chain(([count, length]) => {
      const channel = fc.array(samples(max), { minLength: length, maxLength: length })
      return fc.array(fc.tuple(channel, channel), { minLength: count, maxLength: count })
    })

  function stemsOf(parts: [number[], number[]][], format: (typeof SAMPLE_FORMATS)[number]) {
    const left = new Float64Array(parts[0]?.[0].length ?? 0)
    const right = new Float64Array(left.length)
    const encoder = stemEncoder(format)
    // A block before it must leave no trace.
    encoder.begin(3)
    encoder.next(Float64Array.of(1, 2, 3), Float64Array.of(-1, -2, -3))
    encoder.begin(left.length)
    const stems = parts.map(([l, r]) => {
      for (const i of left.keys()) {
        left[i] = (left[i] ?? 0) + (l[i] ?? 0)
        right[i] = (right[i] ?? 0) + (r[i] ?? 0)
      }
      return stored(encoder.next(left, right), format)
    })
    const sums = stems[0]?.map((_, i) => stems.reduce((sum, stem) => sum + (stem[i] ?? 0), 0)) ?? []
    return { stems, sums, mix: stored(encodeFrames(left, right, format), format) }
  }

  it.each(['16', '24'] as const)('cuts stems that sum to the mix to the bit in %s bits', format => {
    fc.assert(
      fc.property(tracks(0.999), parts => {
        const { sums, mix } = stemsOf(parts, format)
        expect(sums).toEqual(mix)
      }),
    )
  })

  it.each(['16', '24'] as const)('stays within a step of each track where all fits in %s bits', format => {
    fc.assert(
      fc.property(tracks(0.19), parts => {
        const { stems } = stemsOf(parts, format)
        for (const [k, [left, right]] of parts.entries()) {
          const alone = encodeFrames(Float64Array.from(left), Float64Array.from(right), format)
          for (const [i, sample] of stored(alone, format).entries()) {
            expect(Math.abs((stems[k]?.[i] ?? Number.NaN) - sample)).toBeLessThanOrEqual(1)
          }
        }
      }),
    )
  })

  it('cuts stems of floats that sum to the mix within a step of 24 bits', () => {
    fc.assert(
      fc.property(tracks(1), parts => {
        const { sums, mix } = stemsOf(parts, '32f')
        for (const [i, sample] of mix.entries()) {
          expect(Math.abs((sums[i] ?? 0) - sample)).toBeLessThanOrEqual(2 ** -23)
        }
      }),
    )
  })

  it('brings in the next stem what one cannot hold', () => {
    const { stems, sums, mix } = stemsOf(
      [
        [[0.9], [0]],
        [[-1.8], [0]],
        [[0.5], [0]],
      ],
      '16',
    )
    expect(stems.map(([left]) => left)).toEqual([29491, -32768, -9830])
    expect(sums).toEqual(mix)
  })
})
