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
