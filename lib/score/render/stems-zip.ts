import { SAMPLE_BYTES } from '../../audio/pcm'
import { fileNameOf } from '../../http/content-disposition'
import { stereoWavBytes, stereoWavHeader } from '../wav-file'
import { BLOCK_FRAMES } from './mixdown'
import type { RenderOptions } from './options'
import { centralDirectory, dataDescriptor, localHeader, type ZipFile, zipBytes } from './zip'

/** How a render of stems lies in its clip, where they stand side by side as they were made (`output.ts`). */
export type StemsShape = {
  options: RenderOptions
  /** Of each stem. */
  frames: number
  /** Names of the tracks. */
  tracks: readonly string[]
}

/** Two channels. */
const frameBytes = ({ bits }: RenderOptions) => 2 * SAMPLE_BYTES[bits]

/** How many bytes the clip of such a render has. */
export function stemsClipBytes({ options, frames, tracks }: StemsShape): number {
  return tracks.length * (frames * frameBytes(options) + 4)
}

/** How many frames there are in a clip of so many bytes. */
export function framesInStemsClip(options: RenderOptions, tracks: number, bytes: number): number {
  return (bytes / tracks - 4) / frameBytes(options)
}

/** The length of the ZIP file. */
export function stemsZipBytes(shape: StemsShape): number {
  return zipBytes(filesOf(shape))
}

/** `01 Main.wav`: in the order of the tracks, by name. */
function filesOf({ options, frames, tracks }: StemsShape): ZipFile[] {
  const digits = String(tracks.length).length
  return tracks.map((track, index) => ({
    name: `${String(index + 1).padStart(Math.max(2, digits), '0')} ${fileNameOf(track || 'Track', 'wav')}`,
    bytes: stereoWavBytes(options.bits, frames),
  }))
}

/**
 * The ZIP file of a render's stems from byte `first` on. The first stem leaves while it is
 * rendered; the others lie in the clip by then, as all are made together.
 *
 * @param read Bytes of the clip, from `at` on, so many: waits until they are there.
 */
export async function* stemsZip(
  shape: StemsShape,
  first: number,
  read: (at: number, length: number) => AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { options, frames, tracks } = shape
  const files = filesOf(shape)
  const stride = frameBytes(options)
  const header = stereoWavHeader(options.bits, options.rateHz, frames)
  const checksums: number[] = []
  let skip = first

  /** The rest of it behind what is skipped; undefined where that is all of it. */
  function rest(bytes: Uint8Array): Uint8Array | undefined {
    const skipped = Math.min(skip, bytes.length)
    skip -= skipped
    return skipped < bytes.length ? bytes.subarray(skipped) : undefined
  }

  async function checksumOf(index: number): Promise<number> {
    const parts: number[] = []
    for await (const bytes of read(tracks.length * frames * stride + 4 * index, 4)) parts.push(...bytes)
    return parts.reduceRight((sum, byte) => sum * 256 + byte, 0)
  }

  for (const [index, file] of files.entries()) {
    for (const bytes of [rest(localHeader(file)), rest(header)]) if (bytes) yield bytes
    for (let from = 0; from < frames; from += BLOCK_FRAMES) {
      const length = Math.min(BLOCK_FRAMES, frames - from) * stride
      const skipped = Math.min(skip, length)
      skip -= skipped
      if (skipped < length)
        yield* read(tracks.length * from * stride + index * length + skipped, length - skipped)
    }
    checksums.push(await checksumOf(index))
    const descriptor = rest(dataDescriptor(file, checksums[index] ?? 0))
    if (descriptor) yield descriptor
  }
  const end = rest(centralDirectory(files, checksums))
  if (end) yield end
}
