/** Bytes that have arrived and are not used up yet, in one piece. */
export type ByteWindow = {
  /** What lies in the window; valid until the next append. */
  readonly bytes: Uint8Array<ArrayBuffer>
  append(bytes: Uint8Array): void
  /** Takes bytes away from the front. @param count 0 to `bytes.length` */
  drop(count: number): void
}

const LEAST_CAPACITY = 4096

/** Grows by doubling, so that single bytes cost no more than long runs. */
export function createByteWindow(): ByteWindow {
  let buffer = new Uint8Array(0)
  let from = 0
  let to = 0
  return {
    get bytes() {
      return buffer.subarray(from, to)
    },
    append(bytes) {
      if (to + bytes.length > buffer.length) {
        const held = buffer.subarray(from, to)
        const needed = held.length + bytes.length
        // Half of the room is free after each move, so that moves are rare.
        if (needed * 2 > buffer.length) buffer = new Uint8Array(Math.max(LEAST_CAPACITY, needed * 2))
        buffer.set(held)
        to = held.length
        from = 0
      }
      buffer.set(bytes, to)
      to += bytes.length
    },
    drop(count) {
      from += count
    },
  }
}
