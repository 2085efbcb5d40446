const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes in the alphabet that is safe in addresses, without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let count = 0
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    count += 8
    while (count >= 6) {
      count -= 6
      text += ALPHABET[(bits >> count) & 63]
    }
    bits &= (1 << count) - 1
  }
  return count === 0 ? text : text + ALPHABET[bits << (6 - count)]
}

/**
 * The bytes that a text stands for, or undefined where it is none that
 * {@link toBase64url} makes: of another alphabet, padded, of an impossible
 * length, or with bits at its end that are not zero (RFC 4648, section 3.5).
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array((text.length * 6) >> 3)
  let at = 0
  let bits = 0
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const value = digitOf(text.charCodeAt(index))
    if (value === undefined) return undefined
    bits = (bits << 6) | value
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[at++] = bits >> count
    bits &= (1 << count) - 1
  }
  return count < 6 && bits === 0 ? bytes : undefined
}

function digitOf(code: number): number | undefined {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 26
  if (code >= 0x41 && code <= 0x5a) return code - 0x41
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 52
  if (code === 0x2d) return 62
  return code === 0x5f ? 63 : undefined
}
