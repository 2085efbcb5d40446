/** What the header packets of a logical stream tell about its audio packets. */
export type StreamHead = {
  /** Equal for two streams that the same decoder can decode one after the other. */
  identity: string
  sampleRateHz: number
  /** Samples that a decoder throws away at the start of the stream. */
  preSkip: number
  /** What the longest packets put out, in samples; others may prove longer. */
  longestOutput: number
  /** The block of `silence`. */
  silentBlock: number
  /** Samples that a packet codes for: its block. @throws JoinError where it is none of this stream's. */
  blockOf(packet: Uint8Array): number
}

/** What joining must know of a codec in Ogg. Samples count in the units of its granule positions. */
export type Codec = {
  /** Packets before the first with audio. */
  headerPackets: number
  /** @throws JoinError where they are not this codec's, or of a kind that is not joined. */
  readHead(headers: readonly Uint8Array[]): StreamHead
  /** Samples that a decoder puts out for a block, given the block it decoded before; undefined for its first. */
  output(previous: number | undefined, block: number): number
  /** An audio packet that decodes to silence, whatever its stream. */
  silence: Uint8Array
}
