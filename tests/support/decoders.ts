import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { MPEGDecoder } from 'mpg123-decoder'
import { OggOpusDecoder } from 'ogg-opus-decoder'
import type { MusicFormat } from '../../lib/audio/encoders'

const DECODERS = { mp3: MPEGDecoder, ogg_vorbis: OggVorbisDecoder, ogg_opus: OggOpusDecoder }

/**
 * Decodes a whole file with a decoder that is not ours (mpg123, libvorbis, libopus).
 *
 * @returns Samples from −1 to 1, by channel.
 * @throws Error for the decoder's first complaint.
 */
export async function decodeFile(
  format: MusicFormat,
  bytes: Uint8Array,
): Promise<{ channels: Float32Array[]; sampleRateHz: number }> {
  const decoder = new DECODERS[format]()
  try {
    await decoder.ready
    const decoded = 'decodeFile' in decoder ? await decoder.decodeFile(bytes) : decoder.decode(bytes)
    const complaint = decoded.errors[0]
    if (complaint) throw new Error(`The decoder says: ${complaint.message}`)
    return { channels: decoded.channelData, sampleRateHz: decoded.sampleRate }
  } finally {
    decoder.free()
  }
}
