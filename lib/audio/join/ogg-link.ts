import { createOggWriter } from '../ogg'
import type { Codec, StreamHead } from './codec'

/** A packet that waits: it may have to be dropped, or to carry the end of the stream. */
type Waiting = { packet: Uint8Array; block: number; output: number }

/** One logical stream of the joined file, between two parts; plain JSON data. */
export type LinkState = {
  identity: string
  preSkip: number
  /** Of a packet, as far as is known. */
  longestOutput: number
  silentBlock: number
  serial: number
  /** Pages written. */
  sequence: number
  /** Samples that a decoder puts out for the packets written, and the block of the last. */
  position: number
  previous?: number
  /** Samples that the parts last one by one. */
  samples: number
  waiting: { packet: string; block: number }[]
}

export type OggLink = {
  readonly identity: string
  readonly serial: number
  /** Writes the headers: the first has a page of its own. */
  begin(headers: readonly Uint8Array[], out: Uint8Array[]): void
  /** Another part begins with a packet of this block. */
  seam(block: number, head: StreamHead): void
  add(packet: Uint8Array, block: number, out: Uint8Array[]): void
  /** Ends the page under way. */
  flush(out: Uint8Array[]): void
  /** The part under way is complete, and lasts so many samples alone. */
  endPart(samples: number): void
  /** Ends the stream exactly where the parts together end. */
  finish(out: Uint8Array[]): void
  state(): LinkState
}

export function linkOf(head: StreamHead, serial: number): LinkState {
  const { identity, preSkip, longestOutput, silentBlock } = head
  return {
    ...{ identity, preSkip, longestOutput, silentBlock, serial },
    ...{ sequence: 0, position: 0, samples: 0, waiting: [] },
  }
}

/**
 * Writes parts as one logical stream. In its middle a decoder knows nothing of
 * the parts: it skips nothing where one begins and trims nothing where one
 * ends, and Vorbis even overlaps the two. So the last packets of each part
 * wait; at the seam as many of them are dropped as bring the next part nearest
 * to where it belongs, within half a packet, and the granule positions always
 * tell what a decoder really puts out. The first packets of a part are never
 * dropped: those after them are predicted from them.
 */
export function createOggLink(codec: Codec, start: LinkState): OggLink {
  const { identity, preSkip, silentBlock, serial } = start
  const writer = createOggWriter(serial, { sequence: start.sequence, granule: start.position })
  let { position, previous, samples, longestOutput } = start
  /** Of the packets that wait, and the last block of all. */
  let waitingOutput = 0
  let newest = previous
  const waiting: Waiting[] = []
  for (const { packet, block } of start.waiting) wait(new Uint8Array(Buffer.from(packet, 'base64')), block)

  function wait(packet: Uint8Array, block: number): void {
    const output = codec.output(newest, block)
    waiting.push({ packet, block, output })
    longestOutput = Math.max(longestOutput, output)
    waitingOutput += output
    newest = block
  }

  function write(
    { packet, block, output }: Waiting,
    out: Uint8Array[],
    end = Number.POSITIVE_INFINITY,
  ): void {
    position += output
    waitingOutput -= output
    previous = block
    out.push(writer.push(packet, Math.min(position, end)))
  }

  function dropLast(): void {
    waitingOutput -= waiting.pop()?.output ?? 0
    newest = waiting.at(-1)?.block ?? previous
  }

  /** How much later than it should the part would sound whose first packet follows on `last` at `end`. */
  function drift(end: number, last: number | undefined, block: number, head: StreamHead): number {
    const overlap = codec.output(last, block) - codec.output(undefined, block)
    return end + overlap + head.preSkip - preSkip - samples
  }

  return {
    identity,
    serial,
    begin([first, ...others], out) {
      if (first) out.push(writer.push(first, 0), writer.flush())
      for (const header of others) out.push(writer.push(header, 0))
      out.push(writer.flush())
    },
    seam(block, head) {
      while (waiting.length > 0) {
        const end = position + waitingOutput
        const shortened = end - (waiting.at(-1)?.output ?? 0)
        const kept = drift(end, newest, block, head)
        const shorter = drift(shortened, waiting.at(-2)?.block ?? previous, block, head)
        if (Math.abs(shorter) >= Math.abs(kept)) break
        dropLast()
      }
    },
    add(packet, block, out) {
      wait(packet.slice(), block)
      // Dropped are at most a packet's padding, half a packet of rounding, and the next part's overlap or pre-skip.
      const enough = 3 * longestOutput
      for (let first = waiting[0]; first && waitingOutput - first.output >= enough; first = waiting[0]) {
        waiting.shift()
        write(first, out)
      }
    },
    flush(out) {
      out.push(writer.flush())
    },
    endPart(partSamples) {
      samples += partSamples
    },
    finish(out) {
      const end = preSkip + samples
      // Where too much was dropped at the last seam.
      while (position + waitingOutput < end) wait(codec.silence, silentBlock)
      // Decoders trim the last packet only.
      while (waiting.length > 0 && position + waitingOutput - (waiting.at(-1)?.output ?? 0) >= end) dropLast()
      // On a page of its own: decoders that find one page with audio only do not trim it.
      const last = waiting.pop()
      for (const packet of waiting.splice(0)) write(packet, out)
      out.push(writer.flush())
      if (last) write(last, out, end)
      out.push(writer.end())
    },
    state: () => ({
      ...{ identity, preSkip, longestOutput, silentBlock, serial },
      ...{ sequence: writer.sequence, position, samples },
      ...(previous === undefined ? {} : { previous }),
      waiting: waiting.map(({ packet, block }) => ({
        packet: Buffer.from(packet).toString('base64'),
        block,
      })),
    }),
  }
}
