/** How long audio lasts. */
export type Duration = { samples: number; sampleRateHz: number }

/**
 * Joins parts, each a whole file of one container, into one file. Pure: bytes
 * in, bytes out, all of it a function of the parts (or of a state and the rest
 * of the parts), however the bytes are cut.
 */
export type ContainerJoiner<State> = {
  /**
   * Bytes of the part under way, re-chunked anyhow.
   *
   * @returns What may be sent by now, perhaps nothing; the caller owns it.
   * @throws JoinError where the part cannot be joined.
   */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer>
  /** The part under way is complete. @throws JoinError where it ends too early. */
  endPart(): Uint8Array<ArrayBuffer>
  /** After the last endPart: what closes the file, such as the Ogg page with the end-of-stream flag. */
  end(): Uint8Array<ArrayBuffer>
  /** Between parts only: plain JSON data from which a joiner goes on exactly as this one would, by the same bytes. */
  state(): State
  /** Samples of the parts that are complete, and their rate: 0 before the first part tells. */
  readonly duration: Duration
}
