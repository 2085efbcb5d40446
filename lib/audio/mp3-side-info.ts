/** What is read of a granule's side information for one channel. */
export type GranuleInfo = {
  /** Bits of its main data; 0 for no sound at all. */
  dataBits: number
  /** The quantiser's step: four of global_gain double it. */
  globalGain: number
  /** The largest absolute value that its Huffman tables can hold, from 1. */
  peak: number
}

/** Bits ahead of the granules, and of a granule's part for one channel (ISO/IEC 11172-3 and 13818-3, 2.4.1.7). */
type Layout = { head: number; granules: number; channels: number; granuleBits: number }

function layoutOf(isMono: boolean, isMpeg1: boolean): Layout {
  const channels = isMono ? 1 : 2
  if (isMpeg1) return { head: isMono ? 18 : 20, granules: 2, channels, granuleBits: 59 }
  return { head: isMono ? 9 : 10, granules: 1, channels, granuleBits: 63 }
}

/** The largest value that each Huffman table holds (11172-3, table 3-B.7); 0, 4 and 14 hold none. */
const PLAIN_PEAKS = [0, 1, 2, 2, 0, 3, 3, 5, 5, 5, 7, 7, 7, 15, 0, 15]
/** How many bits more the tables from 16 on have for a value of 15 and above. */
const LINBITS = [1, 2, 3, 4, 6, 8, 10, 13, 4, 5, 6, 7, 8, 9, 11, 13]
const PEAKS = [...PLAIN_PEAKS, ...LINBITS.map(bits => 14 + 2 ** bits)]

/** From the start of a granule's part for one channel. */
const GLOBAL_GAIN = 21
const SCALEFAC_COMPRESS = 29
const TABLE_BITS = 5

/**
 * The granules of a frame in order, each with its channels.
 *
 * @param sideInfo Its side information, whole.
 * @param isMpeg1 Whether it is of MPEG-1, with two granules a frame, or of MPEG-2 or 2.5.
 */
export function readSideInfo(sideInfo: Uint8Array, isMpeg1: boolean): GranuleInfo[][] {
  const { head, granules, channels, granuleBits } = layoutOf(sideInfo.length === (isMpeg1 ? 17 : 9), isMpeg1)
  return Array.from({ length: granules }, (_, granule) =>
    Array.from({ length: channels }, (_, channel) =>
      readGranule(sideInfo, head + (granule * channels + channel) * granuleBits, isMpeg1),
    ),
  )
}

function readGranule(sideInfo: Uint8Array, at: number, isMpeg1: boolean): GranuleInfo {
  const windowSwitching = at + SCALEFAC_COMPRESS + (isMpeg1 ? 4 : 9)
  const isSwitched = bits(sideInfo, windowSwitching, 1) === 1
  // block_type and mixed_block_flag come before the tables of a granule with short blocks, which are two.
  const tables = windowSwitching + (isSwitched ? 4 : 1)
  const peaks = Array.from(
    { length: isSwitched ? 2 : 3 },
    (_, i) => PEAKS[bits(sideInfo, tables + i * TABLE_BITS, TABLE_BITS)] ?? 0,
  )
  return {
    dataBits: bits(sideInfo, at, 12),
    globalGain: bits(sideInfo, at + GLOBAL_GAIN, 8),
    // What lies above the tables' regions is 0, 1 or −1.
    peak: Math.max(1, ...peaks),
  }
}

/** @param count Up to 16. */
function bits(bytes: Uint8Array, from: number, count: number): number {
  const byte = from >> 3
  const word = ((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0)
  return (word >> (24 - (from & 7) - count)) & ((1 << count) - 1)
}
