import { hasAscii } from '../bytes'

/** Enough to see a tag's length. */
export const TAG_HEAD_BYTES = 16

/**
 * Length of the tag that begins at `at`: ID3v2 with or without a footer
 * (id3.org, ID3v2.4 structure, section 3), ID3v1, APEv2.
 *
 * @returns 0 where there is none, or fewer than TAG_HEAD_BYTES follow.
 */
export function tagBytes(bytes: Uint8Array, at: number): number {
  if (at + TAG_HEAD_BYTES > bytes.length) return 0
  if (hasAscii(bytes, at, 'ID3')) {
    const size = [6, 7, 8, 9].map(i => bytes[at + i] ?? 0)
    // Syncsafe: seven bits a byte.
    if (size.some(byte => byte > 0x7f)) return 0
    const hasFooter = ((bytes[at + 5] ?? 0) & 0x10) !== 0
    return size.reduce((sum, byte) => sum * 128 + byte, 0) + (hasFooter ? 20 : 10)
  }
  if (hasAscii(bytes, at, 'TAG')) return 128
  if (hasAscii(bytes, at, 'APETAGEX')) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at)
    return 32 + view.getUint32(12, true)
  }
  return 0
}
