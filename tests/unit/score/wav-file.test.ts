import { describe, expect, it } from 'vitest'
import { encodeFrames } from '../../../lib/audio/pcm'
import { DEMO_SONG } from '../../../lib/score/demo-song'
import type { Track } from '../../../lib/score/song'
import { synthSource } from '../../../lib/score/synth-source'
import { songFrames } from '../../../lib/score/timing'
import { stereoWavBytes, stereoWavHeader } from '../../../lib/score/wav-file'
import { heard } from '../../support/reference-song'

/** Chunks of a RIFF file by their names, walked as any reader does. */
function chunksOf(file: Buffer): Map<string, Buffer> {
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 12)).toBe('RIFFWAVE')
  expect(file.readUInt32LE(4)).toBe(file.length - 8)
  const chunks = new Map<string, Buffer>()
  for (let at = 12; at < file.length; ) {
    const size = file.readUInt32LE(at + 4)
    chunks.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + size))
    at += 8 + size
    expect(at).toBeLessThanOrEqual(file.length)
  }
  return chunks
}

describe('a stereo WAV file', () => {
  it('of t1 has the bytes of the format’s renderer', () => {
    const frames = songFrames(DEMO_SONG, 44_100)
    const { left, right } = heard(
      synthSource(DEMO_SONG, DEMO_SONG.Tracks[0] as Track, 'Default_Synth', 44_100),
      frames,
    )
    const body = encodeFrames(left, right, '24')
    const file = Buffer.concat([stereoWavHeader('24', 44_100, frames), body])
    expect(file).toHaveLength(2_646_044)
    expect(stereoWavBytes('24', frames)).toBe(2_646_044)
    const data = chunksOf(file).get('data') ?? Buffer.alloc(0)
    // rint(x × 2³¹) >> 8 of the numbers that the renderer gives, to a step.
    for (const [frame, value] of [
      [1, 0.00503332774],
      [1000, -0.27410452493],
      [352_799, -0.06592347337],
      [440_999, 0],
    ] as const) {
      expect(Math.abs(data.readIntLE(6 * frame, 3) - Math.floor(value * 2 ** 23))).toBeLessThanOrEqual(1)
      expect(data.readIntLE(6 * frame + 3, 3)).toBe(data.readIntLE(6 * frame, 3))
    }
    // t1 alone is louder than full scale: what is past it is held there, and does not wrap around.
    const loudest = left.reduce(
      (most, value, i) => (Math.abs(value) > Math.abs(left[most] ?? 0) ? i : most),
      0,
    )
    const held = (left[loudest] ?? 0) > 0 ? 8388607 : -8388608
    expect(data.readIntLE(6 * loudest, 3)).toBe(held)
  })

  it.each([
    { format: '16', tag: 1, bits: 16, header: 44 },
    { format: '24', tag: 1, bits: 24, header: 44 },
    { format: '32f', tag: 3, bits: 32, header: 58 },
  ] as const)('in $format has its sizes in a header of $header bytes', ({ format, tag, bits, header }) => {
    const head = stereoWavHeader(format, 48_000, 10)
    const body = encodeFrames(new Float64Array(10).fill(0.5), new Float64Array(10).fill(-0.25), format)
    expect(head).toHaveLength(header)
    expect(head.length + body.length).toBe(stereoWavBytes(format, 10))
    const chunks = chunksOf(Buffer.concat([head, body]))
    const fmt = chunks.get('fmt ') ?? Buffer.alloc(0)
    expect([fmt.readUInt16LE(0), fmt.readUInt16LE(2), fmt.readUInt32LE(4)]).toEqual([tag, 2, 48_000])
    expect([fmt.readUInt32LE(8), fmt.readUInt16LE(12), fmt.readUInt16LE(14)]).toEqual([
      48_000 * 2 * (bits / 8),
      2 * (bits / 8),
      bits,
    ])
    expect(chunks.get('data')).toHaveLength(10 * 2 * (bits / 8))
    if (format !== '32f') return
    expect(chunks.get('fact')?.readUInt32LE(0)).toBe(10)
    expect(chunks.get('data')?.readFloatLE(4)).toBe(-0.25)
  })
})
