import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis'
import { MPEGDecoder } from 'mpg123-decoder'
import { OggOpusDecoder } from 'ogg-opus-decoder'
import type { MusicFormat } from '../../lib/audio/encoders'

const DECODERS = { mp3: MPEGDecoder, ogg_vorbis: OggVorbisDecoder, ogg_opus: OggOpusDecoder }

/**
 * Decodes a whole file in stereo with a decoder that is not ours.
 *
 * @throws Error for the decoder's first complaint, or audio of one channel.
 */
export async function decodeStereo(
  format: MusicFormat,
  bytes: Uint8Array,
): Promise<{ left: Float32Array; right: Float32Array; sampleRateHz: number }> {
  const decoder = new DECODERS[format]()
  try {
    await decoder.ready
    const decoded = 'decodeFile' in decoder ? await decoder.decodeFile(bytes) : decoder.decode(bytes)
    const complaint = decoded.errors[0]
    if (complaint) throw new Error(`The decoder says: ${complaint.message}`)
    const [left, right] = decoded.channelData
    if (!left || !right) throw new Error('The audio is not in stereo')
    return { left, right, sampleRateHz: decoded.sampleRate }
  } finally {
    decoder.free()
  }
}
