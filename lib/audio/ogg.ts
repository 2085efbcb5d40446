import { concatBytes } from './bytes'
import { oggChecksum } from './ogg-checksum'

export const OGG_HEADER_BYTES = 27
/** A page's table counts its segments in one byte. */
const MAX_SEGMENTS = 255
const MAX_SEGMENT_BYTES = 255

/** Flags of a page's header (RFC 3533, section 6). */
export const CONTINUED = 1
export const FIRST_PAGE = 2
export const LAST_PAGE = 4

/** The granule position of a page on which no packet ends. */
export const NO_PACKET_ENDS = -1

/** The serial number of a stream that has its file for itself: always one, so that the same sound is the same bytes. */
export const ONLY_STREAM = 0x506f6c6c

const NOTHING = new Uint8Array(0)

export type OggWriter = {
  /**
   * Adds a packet to the page under way. It must not change before that page has left.
   *
   * @param granule The stream's position after this packet, in units of the codec's mapping; 0 to 2^53 − 1.
   * @returns The pages that it filled, most often none.
   */
  push(packet: Uint8Array, granule: number): Uint8Array<ArrayBuffer>
  /** Ends the page under way; empty where nothing waits. */
  flush(): Uint8Array<ArrayBuffer>
  /** Ends the stream with a page that says so. The writer is spent afterwards. */
  end(): Uint8Array<ArrayBuffer>
  /** Pages written so far. */
  readonly sequence: number
}

/**
 * Writes one logical Ogg bitstream, page by page (RFC 3533, section 6). A
 * packet that does not fit into the rest of a page goes on in the next.
 *
 * @param serial The stream's number among those that share a file, 0 to 2^32 − 1.
 * @param written To go on where another writer has stopped: the pages it wrote and the granule of its last packet.
 */
export function createOggWriter(serial: number, written = { sequence: 0, granule: 0 }): OggWriter {
  let lacing: number[] = []
  let parts: Uint8Array[] = []
  let granule = NO_PACKET_ENDS
  let lastGranule = written.granule
  let continued = false
  let sequence = written.sequence

  function page(splitsPacket: boolean, last: boolean): Uint8Array<ArrayBuffer> {
    const flags = (continued ? CONTINUED : 0) | (sequence === 0 ? FIRST_PAGE : 0) | (last ? LAST_PAGE : 0)
    const bytes = oggPage({ flags, granule, serial, sequence, lacing, body: concatBytes(parts) })
    sequence++
    continued = splitsPacket
    lacing = []
    parts = []
    granule = NO_PACKET_ENDS
    return bytes
  }

  return {
    push(packet, position) {
      const full: Uint8Array[] = []
      let start = 0
      // A packet ends with the first segment below 255 bytes, which may be one of none (RFC 3533, section 5).
      for (let at = 0; at <= packet.length; at += MAX_SEGMENT_BYTES) {
        if (lacing.length === MAX_SEGMENTS) {
          parts.push(packet.subarray(start, at))
          full.push(page(at > 0, false))
          start = at
        }
        lacing.push(Math.min(MAX_SEGMENT_BYTES, packet.length - at))
      }
      parts.push(packet.subarray(start))
      granule = position
      lastGranule = position
      return full.length > 0 ? concatBytes(full) : NOTHING
    },
    flush: () => (lacing.length > 0 ? page(false, false) : NOTHING),
    end() {
      granule = lastGranule
      return page(false, true)
    },
    get sequence() {
      return sequence
    },
  }
}

/**
 * Gives whole pages another serial number, in place, with checksums that hold.
 *
 * @throws RangeError where a page is not whole.
 */
export function setOggSerial(pages: Uint8Array, serial: number): void {
  const view = new DataView(pages.buffer, pages.byteOffset, pages.length)
  for (let at = 0; at < pages.length; ) {
    const body = at + OGG_HEADER_BYTES + view.getUint8(at + 26)
    const end = pages.subarray(at + OGG_HEADER_BYTES, body).reduce((sum, size) => sum + size, body)
    if (end > pages.length) throw new RangeError(`Cannot number a page that is not whole: it ends at ${end}`)
    view.setUint32(at + 14, serial, true)
    view.setUint32(at + 22, 0, true)
    view.setUint32(at + 22, oggChecksum(pages.subarray(at, end)), true)
    at = end
  }
}

type OggPage = {
  flags: number
  granule: number
  serial: number
  sequence: number
  lacing: readonly number[]
  body: Uint8Array
}

/** The fields in the order of RFC 3533, section 6; little-endian. */
function oggPage({ flags, granule, serial, sequence, lacing, body }: OggPage): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(OGG_HEADER_BYTES + lacing.length + body.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0x4f, 0x67, 0x67, 0x53]) // "OggS"
  view.setUint8(4, 0) // version
  view.setUint8(5, flags)
  view.setBigInt64(6, BigInt(granule), true)
  view.setUint32(14, serial, true)
  view.setUint32(18, sequence, true)
  view.setUint8(26, lacing.length)
  bytes.set(lacing, OGG_HEADER_BYTES)
  bytes.set(body, OGG_HEADER_BYTES + lacing.length)
  // Computed over the whole page with its own field at zero.
  view.setUint32(22, oggChecksum(bytes), true)
  return bytes
}
