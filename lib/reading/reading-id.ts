import { deflateSync } from 'fflate'
import { fromBase64url, toBase64url } from './base64url'
import { inflate } from './inflate'
import type { Reading } from './reading'

/** Path and query of a reading's address, in bytes. Vercel takes 14 KB, Node 16 KB with all headers. */
export const MAX_ADDRESS_BYTES = 12_000

/** What an address has besides the id, at most. */
const AROUND_ID = '/read/.ndjson?download'.length

/** A reading that takes more as JSON has no id of its own, however well it would deflate: this is what a bomb can become. */
const MAX_PACKED_BYTES = 128 * 1024

const CHECKSUM_BYTES = 3
const HASH_BYTES = 32

const utf8 = new TextEncoder()

/** An id taken apart: the fields of a reading, which nobody has checked yet, or the SHA-256 of a stored one in hex. */
export type DecodedId = { kind: 'reading'; fields: unknown } | { kind: 'stored'; key: string }

/**
 * The id that is the reading itself: `r`, then in base64url a checksum of what follows and the
 * packed reading, deflated. The page and the server make the same one of the same reading.
 *
 * @returns Undefined where the address would be longer than {@link MAX_ADDRESS_BYTES}: such a reading is stored.
 */
export function encodeReadingId(reading: Reading): string | undefined {
  if (reading.text.length > MAX_PACKED_BYTES) return undefined
  const packed = utf8.encode(packReading(reading))
  if (packed.length > MAX_PACKED_BYTES) return undefined
  const deflated = deflateSync(packed, { level: 9 })
  const bytes = new Uint8Array(CHECKSUM_BYTES + deflated.length)
  const checksum = crc24(deflated)
  bytes.set([checksum >> 16, checksum >> 8, checksum])
  bytes.set(deflated, CHECKSUM_BYTES)
  const id = `r${toBase64url(bytes)}`
  return id.length + AROUND_ID > MAX_ADDRESS_BYTES ? undefined : id
}

/** The id of a stored reading: `s`, then its hash in base64url. */
export function storedId(keyHex: string): string {
  const bytes = Uint8Array.from({ length: HASH_BYTES }, (_, at) =>
    Number.parseInt(keyHex.slice(2 * at, 2 * at + 2), 16),
  )
  return `s${toBase64url(bytes)}`
}

/** @returns Undefined for anything that is no id: cut off, altered, of somebody else's making, or a bomb. */
export function decodeReadingId(id: string): DecodedId | undefined {
  if (id.length > MAX_ADDRESS_BYTES) return undefined
  const bytes = fromBase64url(id.slice(1))
  if (!bytes) return undefined
  if (id.startsWith('s')) {
    return bytes.length === HASH_BYTES ? { kind: 'stored', key: toHex(bytes) } : undefined
  }
  if (!id.startsWith('r') || bytes.length <= CHECKSUM_BYTES) return undefined
  const [high = 0, middle = 0, low = 0] = bytes
  const deflated = bytes.subarray(CHECKSUM_BYTES)
  if (crc24(deflated) !== ((high << 16) | (middle << 8) | low)) return undefined
  const packed = inflate(deflated, MAX_PACKED_BYTES)
  const fields = packed && unpackReading(packed)
  return fields && { kind: 'reading', fields }
}

/**
 * A reading as JSON, the same for the same reading: its fields as an array, null
 * for a default, and the defaults at the end left out.
 */
export function packReading(reading: Reading): string {
  const { text, textType, voiceId, engine, languageCode, lexiconNames } = reading
  const values: unknown[] = [
    text,
    voiceId,
    engine ?? null,
    textType === 'text' ? null : textType,
    languageCode ?? null,
    lexiconNames.length > 0 ? lexiconNames : null,
  ]
  while (values.at(-1) === null) values.pop()
  return JSON.stringify(values)
}

/** The fields that {@link packReading} packed, unchecked, or undefined for bytes that are not the like. */
export function unpackReading(packed: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  const values = parseJson(packed)
  if (!Array.isArray(values) || values.length > 6) return undefined
  const [text, voiceId, engine, textType, languageCode, lexiconNames] = values as unknown[]
  return { text, voiceId, engine, textType, languageCode, lexiconNames }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // Neither UTF-8 nor JSON: whoever asks learns that it is nothing.
    return undefined
  }
}

/** CRC-24 of OpenPGP (RFC 9580, section 6.1.1): notices every change of up to 24 bits in a row. */
function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x800000 ? (crc << 1) ^ 0x1864cfb : crc << 1
  }
  return crc
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
