import { hasAscii } from '../bytes'
import { CONTINUED, FIRST_PAGE, LAST_PAGE, NO_PACKET_ENDS, OGG_HEADER_BYTES } from '../ogg'
import { oggChecksum } from '../ogg-checksum'
import { createByteWindow } from './byte-window'
import { JoinError } from './join-error'

/** Where positions stop being exact as numbers, 2^53: 5,900 years. */
const MAX_GRANULE_HIGH = 2 ** 21
const CHECKSUM_AT = 22
const NO_CHECKSUM = new Uint8Array(4)

export type OggPage = {
  isContinued: boolean
  isFirst: boolean
  isLast: boolean
  /** undefined where no packet ends. */
  granule: number | undefined
  serial: number
  lacing: Uint8Array
  body: Uint8Array
}

export type OggPageReader = {
  push(bytes: Uint8Array): void
  /**
   * The next page that is complete, valid until the next push.
   *
   * @throws JoinError where none begins, or its checksum does not hold.
   */
  next(): OggPage | undefined
  /** @throws JoinError where the bytes end inside of a page. */
  end(): void
}

/** Reads a file that is Ogg pages and nothing else (RFC 3533, section 6). Holds one page at most, 65,307 bytes. */
export function createOggPageReader(): OggPageReader {
  const window = createByteWindow()
  return {
    push: bytes => window.append(bytes),
    next() {
      const { bytes } = window
      if (bytes.length < OGG_HEADER_BYTES) return undefined
      if (!hasAscii(bytes, 0, 'OggS\0')) throw new JoinError('malformed', 'The part is no Ogg')
      const bodyAt = OGG_HEADER_BYTES + (bytes[26] ?? 0)
      if (bytes.length < bodyAt) return undefined
      const lacing = bytes.subarray(OGG_HEADER_BYTES, bodyAt)
      let length = bodyAt
      for (const size of lacing) length += size
      if (bytes.length < length) return undefined

      const view = new DataView(bytes.buffer, bytes.byteOffset, length)
      // Computed over the whole page with its own field at zero.
      let sum = oggChecksum(bytes.subarray(0, CHECKSUM_AT))
      sum = oggChecksum(NO_CHECKSUM, sum)
      sum = oggChecksum(bytes.subarray(CHECKSUM_AT + 4, length), sum)
      if (sum !== view.getUint32(CHECKSUM_AT, true))
        throw new JoinError('malformed', 'An Ogg page is corrupt')

      const flags = view.getUint8(5)
      window.drop(length)
      return {
        isContinued: (flags & CONTINUED) !== 0,
        isFirst: (flags & FIRST_PAGE) !== 0,
        isLast: (flags & LAST_PAGE) !== 0,
        granule: readGranule(view),
        serial: view.getUint32(14, true),
        lacing,
        body: bytes.subarray(bodyAt, length),
      }
    },
    end() {
      if (window.bytes.length > 0) throw new JoinError('malformed', 'The part ends inside of an Ogg page')
    },
  }
}

/** Signed, 64 bits; read by halves, as BigInt is slow. */
function readGranule(view: DataView): number | undefined {
  const high = view.getInt32(10, true)
  const low = view.getUint32(6, true)
  if (high === NO_PACKET_ENDS && low === 2 ** 32 - 1) return undefined
  if (high < 0 || high >= MAX_GRANULE_HIGH)
    throw new JoinError('malformed', 'An Ogg page has no sound position')
  return high * 2 ** 32 + low
}
