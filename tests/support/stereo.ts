import type { MusicFormat } from '../../lib/audio/encoders'
import { decodeFile } from './decoders'

/**
 * Decodes a whole file in stereo with a decoder that is not ours.
 *
 * @throws Error for the decoder's first complaint, or audio of one channel.
 */
export async function decodeStereo(
  format: MusicFormat,
  bytes: Uint8Array,
): Promise<{ left: Float32Array; right: Float32Array; sampleRateHz: number }> {
  const { channels, sampleRateHz } = await decodeFile(format, bytes)
  const [left, right] = channels
  if (!left || !right) throw new Error('The audio is not in stereo')
  return { left, right, sampleRateHz }
}
