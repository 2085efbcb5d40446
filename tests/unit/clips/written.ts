/** A key for a number or a short name. */
export function keyOf(name: number | string): string {
  return Buffer.from(String(name)).toString('hex').padEnd(64, '0')
}

/** Bytes that tell where they are and whose: any that is shifted, lost or foreign shows. */
export function bytesOf(seed: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at++) bytes[at] = (Math.imul(at + 1, 2654435761) >>> 13) ^ (seed * 37)
  return bytes
}
