/** Size of a block, and so the most that one read gives. */
export const BLOCK_BYTES = 64 * 1024

/** Bytes in memory that grow at the end and are read anywhere. */
export type Blocks = {
  readonly length: number
  /** Copies the bytes to the end: the caller may go on using its buffer. */
  append(bytes: Uint8Array): void
  /** The bytes from `at` to the end of its block: a view of bytes that never change. `at` lies before the end. */
  read(at: number): Uint8Array
  /** All of the bytes in one piece: a view of one block, or a copy of several. */
  all(): Uint8Array<ArrayBuffer>
  /** Gives back the room that was reserved at the end, when nothing more comes. */
  trim(): void
}

/**
 * In blocks of one size, so that any place is found at once and growing copies
 * nothing twice.
 */
export function createBlocks(): Blocks {
  const blocks: Uint8Array<ArrayBuffer>[] = []
  let length = 0

  return {
    get length() {
      return length
    },
    append(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const used = length % BLOCK_BYTES
        // Buffers may share their memory with others: a block of its own is given back as a whole.
        if (used === 0) blocks.push(new Uint8Array(BLOCK_BYTES))
        const part = bytes.subarray(from, from + BLOCK_BYTES - used)
        blocks.at(-1)?.set(part, used)
        from += part.length
        length += part.length
      }
    },
    read(at) {
      const number = Math.floor(at / BLOCK_BYTES)
      const begin = number * BLOCK_BYTES
      const block = blocks[number]
      if (!block || at >= length) throw new RangeError(`Cannot read at ${at} as there are ${length} bytes`)
      return block.subarray(at - begin, Math.min(BLOCK_BYTES, length - begin))
    },
    all: () => (blocks.length === 1 && blocks[0] ? blocks[0] : Buffer.concat(blocks)).subarray(0, length),
    trim() {
      const last = blocks.pop()
      const used = length % BLOCK_BYTES
      if (last) blocks.push(used === 0 ? last : last.slice(0, used))
    },
  }
}
