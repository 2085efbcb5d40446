import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../../../../lib/score/render/crc32'
import { BLOCK_FRAMES, mixdown } from '../../../../lib/score/render/mixdown'
import type { RenderOptions } from '../../../../lib/score/render/options'
import { createOutput } from '../../../../lib/score/render/output'
import {
  framesInStemsClip,
  type StemsShape,
  stemsClipBytes,
  stemsZip,
  stemsZipBytes,
} from '../../../../lib/score/render/stems-zip'
import { sourceOf } from '../../../support/sources'

const FRAMES = BLOCK_FRAMES + 300
const options: RenderOptions = { format: 'wav', bits: '16', rateHz: 44_100, stems: true }
const shape: StemsShape = { options, frames: FRAMES, tracks: ['Main', '', 'Flöte/2'] }

/** As a render of three tracks leaves it, each of one constant. */
async function clip(): Promise<Buffer> {
  const parts = [0.1, 0.2, -0.4].map(value => sourceOf(new Float64Array(FRAMES).fill(value)))
  const output = await createOutput(options, FRAMES)
  const chunks = [...output.begin()]
  for (const block of mixdown(parts, FRAMES, { kind: 'divided', by: 1 }, 44_100))
    chunks.push(...output.block(block))
  return Buffer.concat([...chunks, ...output.end()])
}

async function zipFrom(bytes: Buffer, first: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const read = async function* (at: number, length: number) {
    yield bytes.subarray(at, at + length)
  }
  for await (const chunk of stemsZip(shape, first, read)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

describe('stemsZip', () => {
  it('makes a ZIP of one WAV a track, in order and by name, as long as it was said to be', async () => {
    const bytes = await clip()
    expect(bytes).toHaveLength(stemsClipBytes(shape))
    expect(framesInStemsClip(options, 3, bytes.length)).toBe(FRAMES)
    const zip = await zipFrom(bytes, 0)
    expect(zip).toHaveLength(stemsZipBytes(shape))
    const files = unzipSync(zip)
    expect(Object.keys(files)).toEqual(['01 Main.wav', '02 Track.wav', '03 Flöte 2.wav'])
    for (const [index, value] of [0.1, 0.2, -0.4].entries()) {
      const wav = Buffer.from(Object.values(files)[index] ?? [])
      expect(wav.subarray(0, 4).toString()).toBe('RIFF')
      expect(wav).toHaveLength(44 + 4 * FRAMES)
      expect(wav.readInt16LE(44 + 4 * (FRAMES - 1)) / 32_768).toBeCloseTo(value, 3)
    }
  })

  it('can be had from any byte on', async () => {
    const bytes = await clip()
    const whole = await zipFrom(bytes, 0)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async first => {
        expect((await zipFrom(bytes, first)).equals(whole.subarray(first))).toBe(true)
      }),
      { numRuns: 60, examples: [[whole.length - 1], [40], [44 + 4 * FRAMES]] },
    )
  })
})

describe('crc32', () => {
  it('is that of the specification, and goes on where it was', () => {
    const digits = new TextEncoder().encode('123456789')
    expect(crc32(digits)).toBe(0xcbf43926)
    expect(crc32(digits.subarray(4), crc32(digits.subarray(0, 4)))).toBe(0xcbf43926)
    expect(crc32(new Uint8Array(0))).toBe(0)
  })
})
