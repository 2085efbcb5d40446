import { hasAscii } from '../bytes'

/** kbit/s by the header's index; 0 is the free format, which no length follows from. */
const MPEG1_BITRATES = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const MPEG2_BITRATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const MPEG1_RATES_HZ = [44_100, 48_000, 32_000]

const HEADER_BYTES = 4
const CRC_BYTES = 2
const LAYER_3 = 1
const MONO = 3

export type Mp3Frame = {
  /** Of the whole frame, header included. */
  bytes: number
  samples: number
  sampleRateHz: number
  /** Version, layer, sample rate and whether it is mono, as one number: the same in all frames of a stream. */
  stream: number
  /** Where the side information begins and where it ends, from the frame's first byte. */
  sideInfoStart: number
  sideInfoEnd: number
  /** How many bytes before the frame its main data begin: its part of the bit reservoir. */
  mainDataBegin: number
  hasChecksum: boolean
}

/** A header and the first two bytes of side information behind a checksum. */
export const FRAME_HEAD_BYTES = HEADER_BYTES + CRC_BYTES + 2

/**
 * Reads the head of an MPEG audio layer III frame (ISO/IEC 11172-3, 2.4.1.3;
 * 13818-3 for the lower rates; MPEG 2.5 halves these once more).
 *
 * @returns undefined where none begins at `at`, or fewer than FRAME_HEAD_BYTES follow.
 */
export function readMp3Frame(bytes: Uint8Array, at: number): Mp3Frame | undefined {
  if (at + FRAME_HEAD_BYTES > bytes.length) return undefined
  const kind = bytes[at + 1] ?? 0
  if (bytes[at] !== 0xff || (kind & 0xe0) !== 0xe0) return undefined
  const sizes = bytes[at + 2] ?? 0
  const mode = bytes[at + 3] ?? 0
  const version = (kind >> 3) & 3 // 0: 2.5, 1: reserved, 2: 2, 3: 1
  const rate = MPEG1_RATES_HZ[(sizes >> 2) & 3]
  const isMpeg1 = version === 3
  const kbits = (isMpeg1 ? MPEG1_BITRATES : MPEG2_BITRATES)[sizes >> 4]
  const reservedEmphasis = (mode & 3) === 2
  if (version === 1 || ((kind >> 1) & 3) !== LAYER_3 || !rate || !kbits || reservedEmphasis) return undefined

  const sampleRateHz = rate >> (isMpeg1 ? 0 : version === 2 ? 1 : 2)
  const samples = isMpeg1 ? 1152 : 576
  const isMono = mode >> 6 === MONO
  const hasChecksum = (kind & 1) === 0
  const sideInfoStart = HEADER_BYTES + (hasChecksum ? CRC_BYTES : 0)
  const begin = bytes[at + sideInfoStart] ?? 0
  return {
    bytes: Math.floor((samples * kbits * 125) / sampleRateHz) + ((sizes >> 1) & 1),
    samples,
    sampleRateHz,
    stream: ((kind & 0x1e) << 8) | (sizes & 0x0c) | (isMono ? 1 : 0),
    sideInfoStart,
    sideInfoEnd: sideInfoStart + sideInfoBytes(isMpeg1, isMono),
    mainDataBegin: isMpeg1 ? (begin << 1) | ((bytes[at + sideInfoStart + 1] ?? 0) >> 7) : begin,
    hasChecksum,
  }
}

function sideInfoBytes(isMpeg1: boolean, isMono: boolean): number {
  if (isMpeg1) return isMono ? 17 : 32
  return isMono ? 9 : 17
}

/**
 * A header frame carries no sound: a table for players, written over the main
 * data ("Xing" for variable bit rates, "Info" for constant ones) or at a fixed
 * place ("VBRI").
 *
 * @param bytes The whole frame.
 */
export function isTableFrame(bytes: Uint8Array, frame: Mp3Frame): boolean {
  const at = frame.sideInfoEnd
  return hasAscii(bytes, at, 'Xing') || hasAscii(bytes, at, 'Info') || hasAscii(bytes, 36, 'VBRI')
}

/**
 * The frame with its side information at zero: it decodes as silence, and its
 * main data stay where the frames after it look for theirs.
 */
export function silenced(bytes: Uint8Array, frame: Mp3Frame): Uint8Array<ArrayBuffer> {
  const silent = new Uint8Array(bytes)
  silent.fill(0, frame.sideInfoStart, frame.sideInfoEnd)
  if (frame.hasChecksum) {
    const sum = checksum(silent.subarray(2, HEADER_BYTES), 0xffff)
    new DataView(silent.buffer).setUint16(
      HEADER_BYTES,
      checksum(silent.subarray(frame.sideInfoStart, frame.sideInfoEnd), sum),
    )
  }
  return silent
}

/** CRC-16 with polynomial 0x8005 over the header's second half and the side information (ISO/IEC 11172-3, 2.4.3.1). */
function checksum(bytes: Uint8Array, start: number): number {
  let sum = start
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const carry = (sum >> 15) ^ ((byte >> bit) & 1)
      sum = ((sum << 1) & 0xffff) ^ (carry ? 0x8005 : 0)
    }
  }
  return sum
}
