import { concatBytes } from '../bytes'
import type { Codec, StreamHead } from './codec'
import { JoinError } from './join-error'
import { createOggPageReader, type OggPage } from './ogg-pages'

/** Far above what a second of audio or a header needs. */
const MAX_PACKET_BYTES = 1_048_576

/** Whom a part tells what it finds. Packets are valid until the call returns. */
export type OggPartListener = {
  head(head: StreamHead, headers: readonly Uint8Array[]): void
  audio(packet: Uint8Array, block: number): void
  /** The page ends on which the packets before ended. */
  pageEnd(): void
}

export type OggPart = {
  /** @throws JoinError where the bytes are no single stream of the codec. */
  push(bytes: Uint8Array): void
  /**
   * The part is complete.
   *
   * @returns The samples that a decoder of this part alone puts out.
   * @throws JoinError where it ends inside of a page or of its headers.
   */
  end(): number
}

/** Reads one part: one logical stream of one codec. */
export function createOggPart(codec: Codec, listener: OggPartListener): OggPart {
  const reader = createOggPageReader()
  const headers: Uint8Array[] = []
  let head: StreamHead | undefined
  let serial: number | undefined
  let open: Uint8Array[] = []
  let openBytes = 0
  let previous: number | undefined
  /** What a decoder puts out when nothing is trimmed. */
  let decoded = 0
  /** Granule position of the first sample. */
  let origin: number | undefined
  /** Samples that are decoded in front of it. */
  let trimmedAtStart = 0
  let endGranule: number | undefined
  let isOver = false

  function page({ isContinued, isFirst, isLast, granule, serial: own, lacing, body }: OggPage): void {
    if (isOver || isFirst !== (serial === undefined) || own !== (serial ?? own)) {
      throw new JoinError('malformed', 'The part is not one logical stream')
    }
    if (isContinued !== open.length > 0) throw new JoinError('malformed', 'An Ogg page is missing')
    serial = own
    isOver = isLast
    let at = 0
    let start = 0
    for (const size of lacing) {
      at += size
      // A packet ends with the first segment below 255 bytes (RFC 3533, section 5).
      if (size === 255) continue
      packet(body.subarray(start, at))
      start = at
    }
    if (lacing.at(-1) === 255) keepOpen(body.slice(start))
    if (granule !== undefined && head) locate(granule, isLast)
    listener.pageEnd()
  }

  function keepOpen(piece: Uint8Array): void {
    openBytes += piece.length
    if (openBytes > MAX_PACKET_BYTES) throw new JoinError('malformed', 'An Ogg packet has no end')
    open.push(piece)
  }

  function packet(last: Uint8Array): void {
    const bytes = open.length > 0 ? concatBytes([...open, last]) : last
    open = []
    openBytes = 0
    if (head) {
      const block = head.blockOf(bytes)
      decoded += codec.output(previous, block)
      previous = block
      listener.audio(bytes, block)
      return
    }
    headers.push(bytes.slice())
    if (headers.length < codec.headerPackets) return
    head = codec.readHead(headers)
    listener.head(head, headers)
  }

  /** `granule` is the position after the last packet that ends on this page. */
  function locate(granule: number, isLast: boolean): void {
    if (isLast) endGranule = granule
    if (origin !== undefined || previous === undefined) return
    // A first page that counts less than it holds is trimmed at its start, unless it is the last (Vorbis I, A.2).
    trimmedAtStart = isLast ? 0 : Math.max(0, decoded - granule)
    origin = Math.max(0, granule - decoded)
  }

  return {
    push(bytes) {
      reader.push(bytes)
      for (let next = reader.next(); next; next = reader.next()) page(next)
    },
    end() {
      reader.end()
      if (!head) throw new JoinError('malformed', 'The part ends inside of its headers')
      if (open.length > 0) throw new JoinError('malformed', 'The part ends inside of a packet')
      const untrimmed = decoded - trimmedAtStart
      const marked = endGranule === undefined ? untrimmed : endGranule - (origin ?? 0)
      return Math.max(0, Math.min(untrimmed, marked) - head.preSkip)
    },
  }
}
