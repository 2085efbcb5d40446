/** CRC-32 as ZIP files have it: polynomial 0x04c11db7, reflected, inverted before and after (APPNOTE.TXT, section 4.4.7). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  return sum
})

/** @param sum Of the bytes before these. @default 0, that of none */
export function crc32(bytes: Uint8Array, sum = 0): number {
  let rest = ~sum
  for (let i = 0; i < bytes.length; i++) {
    rest = (rest >>> 8) ^ (TABLE[(rest ^ (bytes[i] as number)) & 0xff] as number)
  }
  return ~rest >>> 0
}
