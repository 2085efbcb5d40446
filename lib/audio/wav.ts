export const WAV_HEADER_BYTES = 44

/** Written where a length is not known before the end: as long as the field allows. */
const UNKNOWN_LENGTH = 0xffffffff

export type WavFormat = {
  sampleRateHz: number
  /** @default 1 */
  channels?: number
  /** @default 16 */
  bitsPerSample?: number
}

/** Of a file of 32-bit floats: its format chunk is longer, and a fact chunk follows it. */
export const FLOAT_WAV_HEADER_BYTES = 58

/**
 * The 44-byte header of a RIFF WAVE file of integer PCM (Multimedia
 * Programming Interface and Data Specifications 1.0, chapter 3).
 *
 * @param dataBytes Length of the samples that follow, in bytes; absent for a
 * stream whose end is not known yet: both sizes are then 2^32 − 1, which
 * players take as "until the end".
 */
export function wavHeader(format: WavFormat, dataBytes?: number): Uint8Array<ArrayBuffer> {
  const { sampleRateHz, channels = 1, bitsPerSample = 16 } = format
  const blockAlign = (channels * bitsPerSample) / 8
  const header = new Uint8Array(WAV_HEADER_BYTES)
  const view = new DataView(header.buffer)
  const ascii = new TextEncoder()

  header.set(ascii.encode('RIFF'), 0)
  view.setUint32(4, dataBytes === undefined ? UNKNOWN_LENGTH : 36 + dataBytes, true)
  header.set(ascii.encode('WAVE'), 8)
  header.set(ascii.encode('fmt '), 12)
  view.setUint32(16, 16, true) // length of this chunk
  view.setUint16(20, 1, true) // format tag: PCM
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * blockAlign, true)
  view.setUint16(32, blockAlign, true)
  view.setUint16(34, bitsPerSample, true)
  header.set(ascii.encode('data'), 36)
  view.setUint32(40, dataBytes ?? UNKNOWN_LENGTH, true)
  return header
}

/**
 * The 58-byte header of a RIFF WAVE file of 32-bit floats. A format other than
 * integer PCM says how long its own extension is (none), and how many frames
 * there are in a fact chunk (Multimedia Data Standards Update 3.0, New WAVE Types).
 *
 * @param frames How many frames follow.
 */
export function floatWavHeader(
  sampleRateHz: number,
  channels: number,
  frames: number,
): Uint8Array<ArrayBuffer> {
  const dataBytes = 4 * channels * frames
  const header = new Uint8Array(FLOAT_WAV_HEADER_BYTES)
  const view = new DataView(header.buffer)
  const ascii = new TextEncoder()

  header.set(ascii.encode('RIFF'), 0)
  view.setUint32(4, FLOAT_WAV_HEADER_BYTES - 8 + dataBytes, true)
  header.set(ascii.encode('WAVE'), 8)
  header.set(ascii.encode('fmt '), 12)
  view.setUint32(16, 18, true) // length of this chunk
  view.setUint16(20, 3, true) // format tag: IEEE float
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * channels * 4, true)
  view.setUint16(32, channels * 4, true)
  view.setUint16(34, 32, true)
  view.setUint16(36, 0, true) // length of the extension
  header.set(ascii.encode('fact'), 38)
  view.setUint32(42, 4, true) // length of this chunk
  view.setUint32(46, frames, true)
  header.set(ascii.encode('data'), 50)
  view.setUint32(54, dataBytes, true)
  return header
}
