import { type BitInput, type Code, codeOf, createBitInput } from './bit-input'

/** The order in which the lengths of the code for code lengths come (RFC 1951, section 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

type Output = {
  /** These write, or answer false where that would be too much or copies from before the beginning. */
  literal(byte: number): boolean
  append(bytes: Uint8Array): boolean
  copy(length: number, distance: number): boolean
  written(): Uint8Array
}

/**
 * Undoes a raw deflate stream (RFC 1951), whoever made it.
 *
 * It decodes bit by bit, without the tables of a fast decoder: a few KB of nothing but new codes
 * would keep one of those busy for as long as megabytes of text. Here time is linear in the bytes that
 * come in and go out.
 *
 * @param maxBytes That may come out.
 * @returns Undefined for what is no such stream, is cut off, goes on after its end, or has more in it.
 */
export function inflate(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined {
  const input = createBitInput(bytes)
  const output = createOutput(Math.min(maxBytes, 64 + 4 * bytes.length), maxBytes)
  let isLast = false
  while (!isLast) {
    isLast = input.number(1) === 1
    if (!block(input, output) || input.isOver()) return undefined
  }
  return input.isAtEnd() ? output.written() : undefined
}

/** One block of any of the three types (RFC 1951, section 3.2.3), or false where it is none. */
function block(input: BitInput, output: Output): boolean {
  switch (input.number(2)) {
    case 0:
      return storedBlock(input, output)
    case 1:
      return codedBlock(input, output, codeOf(fixedLiteralLengths()), codeOf(new Uint8Array(30).fill(5)))
    case 2:
      return dynamicBlock(input, output)
    default:
      return false
  }
}

/** The length, its complement, and the bytes as they are (RFC 1951, section 3.2.4). */
function storedBlock(input: BitInput, output: Output): boolean {
  input.alignToByte()
  const length = input.number(16)
  if ((length ^ input.number(16)) !== 0xffff) return false
  const stored = input.bytes(length)
  return stored !== undefined && output.append(stored)
}

/** The codes of the block, then what is written in them (RFC 1951, section 3.2.7). */
function dynamicBlock(input: BitInput, output: Output): boolean {
  const literalCount = input.number(5) + 257
  const distanceCount = input.number(5) + 1
  const orderCount = input.number(4) + 4
  const lengthLengths = new Uint8Array(19)
  for (const symbol of LENGTH_ORDER.slice(0, orderCount)) lengthLengths[symbol] = input.number(3)
  const lengths = codeLengths(input, codeOf(lengthLengths), literalCount + distanceCount)
  if (!lengths) return false
  const literals = codeOf(lengths.subarray(0, literalCount))
  return codedBlock(input, output, literals, codeOf(lengths.subarray(literalCount)))
}

/** Code lengths, themselves in a code: 16 repeats the one before, 17 and 18 are runs of none. */
function codeLengths(input: BitInput, code: Code | undefined, count: number): Uint8Array | undefined {
  const lengths = new Uint8Array(count)
  let at = 0
  while (at < count) {
    const symbol = code && input.symbol(code)
    if (symbol === undefined || (symbol === 16 && at === 0)) return undefined
    if (symbol < 16) {
      lengths[at++] = symbol
      continue
    }
    const repeated = symbol === 16 ? (lengths[at - 1] ?? 0) : 0
    const times =
      symbol === 16 ? 3 + input.number(2) : symbol === 17 ? 3 + input.number(3) : 11 + input.number(7)
    if (at + times > count) return undefined
    lengths.fill(repeated, at, at + times)
    at += times
  }
  return lengths
}

/** Literals, and lengths with distances, until the end of the block (RFC 1951, section 3.2.5). */
function codedBlock(
  input: BitInput,
  output: Output,
  literals: Code | undefined,
  distances: Code | undefined,
): boolean {
  if (!literals || !distances) return false
  while (!input.isOver()) {
    const symbol = input.symbol(literals)
    if (symbol === undefined || symbol > 285) return false
    if (symbol === 256) return true
    if (symbol < 256) {
      if (!output.literal(symbol)) return false
      continue
    }
    const length = lengthOf(symbol - 257, input)
    const distance = input.symbol(distances)
    if (distance === undefined || distance > 29 || !output.copy(length, distanceOf(distance, input)))
      return false
  }
  return false
}

/** 3 to 258: from the ninth on, each four of the codes have one extra bit more than the four before. */
function lengthOf(code: number, input: BitInput): number {
  if (code < 8) return code + 3
  if (code === 28) return 258
  const extra = (code >> 2) - 1
  return ((4 + (code & 3)) << extra) + 3 + input.number(extra)
}

/** 1 to 32,768: from the fifth on, each two of the codes have one extra bit more than the two before. */
function distanceOf(code: number, input: BitInput): number {
  if (code < 4) return code + 1
  const extra = (code >> 1) - 1
  return ((2 + (code & 1)) << extra) + 1 + input.number(extra)
}

/** RFC 1951, section 3.2.6. */
function fixedLiteralLengths(): Uint8Array {
  return new Uint8Array(288).fill(8).fill(9, 144, 256).fill(7, 256, 280)
}

function createOutput(size: number, maxBytes: number): Output {
  let buffer = new Uint8Array(size)
  let length = 0

  function reserve(count: number): boolean {
    const needed = length + count
    if (needed > maxBytes) return false
    if (needed > buffer.length) {
      const larger = new Uint8Array(Math.min(maxBytes, Math.max(needed, 2 * buffer.length)))
      larger.set(buffer)
      buffer = larger
    }
    return true
  }

  return {
    literal(byte) {
      if (!reserve(1)) return false
      buffer[length++] = byte
      return true
    },
    append(bytes) {
      if (!reserve(bytes.length)) return false
      buffer.set(bytes, length)
      length += bytes.length
      return true
    },
    copy(count, distance) {
      if (distance > length || !reserve(count)) return false
      // Byte by byte, as a copy may begin with what it has just written.
      for (const end = length + count; length < end; length++) buffer[length] = buffer[length - distance] ?? 0
      return true
    },
    written: () => buffer.subarray(0, length),
  }
}
