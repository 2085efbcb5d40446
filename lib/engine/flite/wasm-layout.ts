const HEADER_BYTES = 8
const DATA_SECTION = 11
const ACTIVE = 0
const I32_CONST = 0x41

/**
 * The address from which on a C program writes to its memory. LLVM's linker
 * puts constants into the first data segments and variables into the last one;
 * what is zero at the start, the stack and the heap lie behind it.
 *
 * @param wasm A whole WebAssembly module in the binary format (WebAssembly Core Specification, 5.5.14).
 * @throws Error where it has no such segment.
 */
export function writableFrom(wasm: Uint8Array): number {
  const reader = createReader(wasm, HEADER_BYTES)
  while (!reader.atEnd()) {
    const id = reader.u32()
    const size = reader.u32()
    if (id === DATA_SECTION) return lastSegmentAddress(reader)
    reader.skip(size)
  }
  throw new Error('The module has no data section')
}

function lastSegmentAddress(reader: Reader): number {
  let address: number | undefined
  for (let left = reader.u32(); left > 0; left--) {
    const kind = reader.u32()
    const instruction = reader.u32()
    if (kind !== ACTIVE || instruction !== I32_CONST)
      throw new Error('The module places its data at run time')
    address = reader.u32()
    reader.skip(1) // end of the expression
    reader.skip(reader.u32())
  }
  if (address === undefined) throw new Error('The module has no data')
  return address
}

type Reader = { u32(): number; skip(bytes: number): void; atEnd(): boolean }

function createReader(bytes: Uint8Array, start: number): Reader {
  let at = start
  return {
    /** LEB128 (5.2.2); addresses below 2^27 read the same whether signed or not. */
    u32() {
      let value = 0
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++]
        if (byte === undefined) throw new Error('The module ends within a number')
        value |= (byte & 0x7f) << shift
        if (byte < 0x80) return value
      }
    },
    skip(count) {
      at += count
    },
    atEnd: () => at >= bytes.length,
  }
}
