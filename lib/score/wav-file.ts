import { SAMPLE_BYTES, type SampleFormat } from '../audio/pcm'
import { FLOAT_WAV_HEADER_BYTES, floatWavHeader, WAV_HEADER_BYTES, wavHeader } from '../audio/wav'

const CHANNELS = 2

/** The header of a stereo WAV file, with its sizes. @param frames How many frames follow. */
export function stereoWavHeader(
  format: SampleFormat,
  sampleRateHz: number,
  frames: number,
): Uint8Array<ArrayBuffer> {
  if (format === '32f') return floatWavHeader(sampleRateHz, CHANNELS, frames)
  const bytes = SAMPLE_BYTES[format]
  return wavHeader({ sampleRateHz, channels: CHANNELS, bitsPerSample: 8 * bytes }, CHANNELS * bytes * frames)
}

/** The length of a stereo WAV file in bytes, known before its first sample is. */
export function stereoWavBytes(format: SampleFormat, frames: number): number {
  const header = format === '32f' ? FLOAT_WAV_HEADER_BYTES : WAV_HEADER_BYTES
  return header + CHANNELS * SAMPLE_BYTES[format] * frames
}
