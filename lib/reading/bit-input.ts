/** Codes have at most this many bits (RFC 1951, section 3.2.7). */
const MAX_CODE_BITS = 15

/** A Huffman code: how many codes there are of each length in bits, and their symbols in the order of the codes. */
export type Code = { counts: Uint16Array; symbols: Uint16Array }

export type BitInput = {
  /** Whether more was taken than there is: what lies past the end reads as zero. */
  isOver(): boolean
  isAtEnd(): boolean
  /** A number, which comes from its lowest bit on (RFC 1951, section 3.1.1). */
  number(bits: number): number
  /** A symbol, whose code comes from its highest bit on; undefined where no symbol has such a code. */
  symbol(code: Code): number | undefined
  /** Whole bytes, from the next full one on; undefined where there are not as many. */
  bytes(count: number): Uint8Array | undefined
  alignToByte(): void
}

/** Reads a deflate stream bit by bit. */
export function createBitInput(source: Uint8Array): BitInput {
  /** In bits. */
  let position = 0

  function bit(): number {
    const value = ((source[position >> 3] ?? 0) >> (position & 7)) & 1
    position++
    return value
  }

  return {
    isOver: () => position > source.length * 8,
    isAtEnd: () => (position + 7) >> 3 === source.length,
    number(bits) {
      let value = 0
      for (let at = 0; at < bits; at++) value |= bit() << at
      return value
    },
    symbol({ counts, symbols }) {
      let code = 0
      let first = 0
      let index = 0
      for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
        code |= bit()
        const count = counts[bits] ?? 0
        if (code - first < count) return symbols[index + code - first]
        index += count
        first = (first + count) << 1
        code <<= 1
      }
      return undefined
    },
    bytes(count) {
      const from = position >> 3
      position += count * 8
      return position > source.length * 8 ? undefined : source.subarray(from, from + count)
    },
    alignToByte() {
      position = (position + 7) & ~7
    },
  }
}

/** The code that its lengths in bits define, 0 for a symbol without one; undefined where there are more codes than fit. */
export function codeOf(lengths: Uint8Array): Code | undefined {
  const counts = new Uint16Array(MAX_CODE_BITS + 1)
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1
  const offsets = new Uint16Array(MAX_CODE_BITS + 2)
  let free = 1
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
    const count = counts[bits] ?? 0
    free = 2 * free - count
    if (free < 0) return undefined
    offsets[bits + 1] = (offsets[bits] ?? 0) + count
  }
  const symbols = new Uint16Array(lengths.length)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    const offset = offsets[length] ?? 0
    symbols[offset] = symbol
    offsets[length] = offset + 1
  })
  return { counts, symbols }
}
