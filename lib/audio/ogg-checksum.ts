const POLYNOMIAL = 0x04c11db7
const SLICES = 8

/** Row k holds what a byte becomes when k further bytes of zero have followed it. */
const TABLES = checksumTables()

function checksumTables(): Uint32Array {
  const tables = new Uint32Array(SLICES * 256)
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte << 24
    for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ POLYNOMIAL : sum << 1
    tables[byte] = sum
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] as number
    tables[at] = (before << 8) ^ (tables[before >>> 24] as number)
  }
  return tables
}

/**
 * CRC-32 with polynomial 0x04c11db7, not reflected, initially zero (RFC 3533,
 * section 6), eight bytes at a time: 64 KiB cost less than 0.1 ms.
 *
 * @param sum Of the bytes before these. @default 0
 */
export function oggChecksum(bytes: Uint8Array, sum = 0): number {
  const t = TABLES
  const b = bytes
  let at = 0
  for (const end = b.length - SLICES; at <= end; at += SLICES) {
    sum =
      (t[1792 + ((sum >>> 24) ^ (b[at] as number))] as number) ^
      (t[1536 + (((sum >>> 16) & 0xff) ^ (b[at + 1] as number))] as number) ^
      (t[1280 + (((sum >>> 8) & 0xff) ^ (b[at + 2] as number))] as number) ^
      (t[1024 + ((sum & 0xff) ^ (b[at + 3] as number))] as number) ^
      (t[768 + (b[at + 4] as number)] as number) ^
      (t[512 + (b[at + 5] as number)] as number) ^
      (t[256 + (b[at + 6] as number)] as number) ^
      (t[b[at + 7] as number] as number)
  }
  for (; at < b.length; at++) sum = (sum << 8) ^ (t[(sum >>> 24) ^ (b[at] as number)] as number)
  return sum >>> 0
}
