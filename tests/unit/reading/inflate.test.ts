import { deflateRawSync, inflateRawSync, constants as zlib } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inflate } from '../../../lib/reading/inflate'

const MAX = 1 << 20

/** Bytes that repeat themselves near and far, as texts do, and bytes that do not. */
const content = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.nat(400))
        .map(([unit, times]) =>
          Uint8Array.from({ length: unit.length * times }, (_, at) => unit[at % unit.length] ?? 0),
        ),
    ),
    { maxLength: 5 },
  )
  .map(parts => new Uint8Array(Buffer.concat(parts)))

const strategies = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE]

/** What zlib makes of the bytes, which must be all of a stream; undefined where it is none. */
function zlibInflate(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const { buffer, engine } = inflateRawSync(bytes, { info: true, maxOutputLength: MAX }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return engine.bytesWritten === bytes.length ? new Uint8Array(buffer) : undefined
  } catch {
    return undefined
  }
}

describe('inflate', () => {
  it('undoes what zlib and fflate deflate: stored, fixed and dynamic blocks', () => {
    fc.assert(
      fc.property(content, fc.nat(9), fc.constantFrom(...strategies), (bytes, level, strategy) => {
        expect(inflate(deflateRawSync(bytes, { level, strategy }), MAX)).toEqual(bytes)
        expect(inflate(deflateSync(bytes, { level: level as 9 }), MAX)).toEqual(bytes)
      }),
      { numRuns: 60 },
    )
  })

  it('copies from as far back as 32,768 bytes, and up to 258 at once', () => {
    const far = Buffer.concat([Buffer.from('a needle'), Buffer.alloc(32_760, 1), Buffer.from('a needle')])
    expect(Buffer.from(inflate(deflateRawSync(far), MAX) ?? [])).toEqual(far)
  })

  it('refuses more than it may make, to the byte', () => {
    for (const level of [0, 9]) {
      const deflated = deflateRawSync(Buffer.alloc(10_000, 'ab'), { level })
      expect(inflate(deflated, 10_000)).toHaveLength(10_000)
      expect(inflate(deflated, 9_999)).toBeUndefined()
    }
  })

  it('refuses what is cut off, and what goes on after its end', () => {
    const deflated = deflateRawSync(Buffer.from('Whoever reads this, reads all of it. Whoever reads this.'))
    for (let length = 0; length < deflated.length; length++) {
      expect(inflate(deflated.subarray(0, length), MAX), `${length} bytes`).toBeUndefined()
    }
    expect(inflate(Buffer.concat([deflated, Buffer.from([0])]), MAX)).toBeUndefined()
  })

  it('takes any bytes without throwing, and is never at odds with zlib', () => {
    const mutated = fc
      .tuple(content, fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { minLength: 1, maxLength: 3 }))
      .map(([bytes, changes]) => {
        const deflated = new Uint8Array(deflateRawSync(bytes))
        for (const [at, value] of changes) deflated[at % deflated.length] = value
        return deflated
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated), bytes => {
        const ours = inflate(bytes, MAX)
        const theirs = zlibInflate(bytes)
        // zlib also refuses codes that leave some bit patterns unused, which do no harm.
        if (theirs) expect(ours).toEqual(theirs)
      }),
      { numRuns: 300 },
    )
  })
})
