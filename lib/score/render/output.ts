import { createMusicEncoder, type MusicFormat } from '../../audio/encoders'
import { encodeFrames, type SampleFormat, stemEncoder } from '../../audio/pcm'
import { stereoWavHeader } from '../wav-file'
import { crc32 } from './crc32'
import type { MixBlock } from './mixdown'
import type { RenderFormat, RenderOptions } from './options'

/** What becomes of a mix: bytes, block by block. */
export type Output = {
  begin(): Uint8Array<ArrayBuffer>[]
  block(block: MixBlock): Uint8Array<ArrayBuffer>[]
  end(): Uint8Array<ArrayBuffer>[]
}

const CODECS: Readonly<Record<Exclude<RenderFormat, 'wav'>, MusicFormat>> = {
  mp3: 'mp3',
  ogg: 'ogg_vorbis',
  opus: 'ogg_opus',
}

/** @param frames Of the whole mix, which a WAV file says at its beginning. */
export async function createOutput(options: RenderOptions, frames: number): Promise<Output> {
  const { format, bits, rateHz, stems } = options
  if (stems) return stemsOutput(bits, rateHz, frames)
  return format === 'wav' ? wavOutput(bits, rateHz, frames) : encodedOutput(CODECS[format], rateHz)
}

function wavOutput(bits: SampleFormat, rateHz: number, frames: number): Output {
  return {
    begin: () => [stereoWavHeader(bits, rateHz, frames)],
    block: ({ sums }) => sums.slice(-1).map(({ left, right }) => encodeFrames(left, right, bits)),
    end: () => [],
  }
}

async function encodedOutput(codec: MusicFormat, rateHz: number): Promise<Output> {
  const encoder = await createMusicEncoder(codec, rateHz)
  return {
    begin: () => [],
    block: ({ sums }) =>
      sums
        .slice(-1)
        .map(({ left, right }) => encoder.encode(Float32Array.from(left), Float32Array.from(right))),
    end: () => [encoder.finish()],
  }
}

/**
 * Stems side by side, as they are made: of each block the samples of every stem in turn, and
 * at the end the CRC-32 of each one's WAV file, little-endian. `stems-zip.ts` makes files of it.
 */
function stemsOutput(bits: SampleFormat, rateHz: number, frames: number): Output {
  const encoder = stemEncoder(bits)
  const checksums: number[] = []
  const header = stereoWavHeader(bits, rateHz, frames)
  return {
    begin: () => [],
    block({ sums }) {
      encoder.begin(sums[0]?.left.length ?? 0)
      return sums.map(({ left, right }, index) => {
        const bytes = encoder.next(left, right)
        checksums[index] = crc32(bytes, checksums[index] ?? crc32(header))
        return bytes
      })
    },
    end() {
      const bytes = new Uint8Array(4 * checksums.length)
      const view = new DataView(bytes.buffer)
      for (const [index, sum] of checksums.entries()) view.setUint32(4 * index, sum, true)
      return [bytes]
    },
  }
}
