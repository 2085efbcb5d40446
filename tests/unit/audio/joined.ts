import { createAudioEncoder, type EncodedFormat } from '../../../lib/audio/encoders'
import { type Container, createJoiner, type JoinState } from '../../../lib/audio/join/joiner'

export const FORMATS = { mp3: 'mp3', ogg: 'ogg_vorbis', opus: 'ogg_opus', wav: 'pcm' } as const

/** A whole file of our own encoder, fed as the engine feeds it: by pieces of 100 ms. */
export async function encoded(
  format: EncodedFormat,
  samples: Float32Array,
  sampleRateHz: number,
): Promise<Buffer> {
  const encoder = await createAudioEncoder(format, sampleRateHz)
  const parts: Uint8Array[] = []
  for (let at = 0; at < samples.length; at += sampleRateHz / 10) {
    parts.push(encoder.encode(samples.subarray(at, at + sampleRateHz / 10)))
  }
  return Buffer.concat([...parts, encoder.finish()])
}

/** The parts in one file, each pushed whole. */
export function joined(container: Container, parts: readonly Uint8Array[]): Buffer {
  const joiner = createJoiner(container)
  const out = parts.flatMap(part => [joiner.push(part), joiner.endPart()])
  return Buffer.concat([...out, joiner.end()])
}

/** The same, each part cut into pieces of these sizes in turn, the joiner made anew from its state between any two. */
export function joinedByPieces(
  container: Container,
  parts: readonly Uint8Array[],
  sizes: readonly number[],
): Buffer {
  let state: JoinState = createJoiner(container).state()
  const out: Uint8Array[] = []
  let piece = 0
  for (const part of parts) {
    const joiner = createJoiner(container, { state: JSON.parse(JSON.stringify(state)) })
    for (let at = 0; at < part.length; ) {
      const size = sizes[piece++ % sizes.length] ?? 1
      // A copy that is overwritten afterwards, as a socket's buffer may be.
      const bytes = new Uint8Array(part.subarray(at, at + size))
      out.push(joiner.push(bytes))
      bytes.fill(0x5a)
      at += size
    }
    out.push(joiner.endPart())
    state = joiner.state()
  }
  return Buffer.concat([...out, createJoiner(container, { state }).end()])
}
