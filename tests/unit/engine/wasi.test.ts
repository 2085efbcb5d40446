import { describe, expect, it } from 'vitest'
import { loadProgram } from '../../../lib/engine/flite/wasi'
import { writableFrom } from '../../../lib/engine/flite/wasm-layout'

const CONSTANT_AT = 16
const VARIABLE_AT = 64
const ZERO_AT = 200

/** Instructions by their opcodes (WebAssembly Core Specification, 5.4). */
const UNREACHABLE = [0x00]
const loadByte = (address: number) => [0x41, ...signed(address), 0x2d, 0, 0]
const storeByte = (address: number, value: number[]) => [0x41, ...signed(address), ...value, 0x3a, 0, 0]
/** Traps unless the byte at the address is so. */
const trapUnless = (address: number, value: number) => [
  ...[...loadByte(address), 0x41, ...signed(value), 0x47],
  ...[0x04, 0x40, ...UNREACHABLE, 0x0b],
]

/** A command with one page of memory, a constant 7, a variable 8, and this body. */
function command(body: number[]): Uint8Array<ArrayBuffer> {
  const code = [0, ...body, 0x0b]
  const datum = (address: number, value: number) => [0, 0x41, ...signed(address), 0x0b, 1, value]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('_start'), 0, 0]),
    ...section(10, [1, code.length, ...code]),
    ...section(11, [2, ...datum(CONSTANT_AT, 7), ...datum(VARIABLE_AT, 8)]),
  ])
}

const section = (id: number, content: number[]) => [id, content.length, ...content]
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)]
/** LEB128 of 0 to 8191, signed: bit 6 of the last byte is the sign. */
const signed = (value: number) => (value < 64 ? [value] : [(value & 0x7f) | 0x80, value >> 7])

const load = (wasm: Uint8Array<ArrayBuffer>) => loadProgram(new WebAssembly.Module(wasm), writableFrom(wasm))

describe('writableFrom', () => {
  it('is where the last data segment begins', () => {
    expect(writableFrom(command([]))).toBe(VARIABLE_AT)
  })

  it('refuses a module without data, and one that is cut off', () => {
    expect(() => writableFrom(command([]).subarray(0, 8))).toThrow('no data section')
    expect(() => writableFrom(command([]).slice(0, -4))).toThrow('ends within a number')
  })
})

describe('loadProgram', () => {
  it('runs again after a rewind, with its memory as it was', () => {
    const program = load(
      command([
        ...[...trapUnless(CONSTANT_AT, 7), ...trapUnless(VARIABLE_AT, 8), ...trapUnless(ZERO_AT, 0)],
        ...[...storeByte(VARIABLE_AT, [0x41, 9]), ...storeByte(ZERO_AT, [0x41, 9])],
      ]),
    )
    for (let run = 0; run < 3; run++) {
      expect(program.run(['program']).files.size).toBe(0)
      expect(program.rewind()).toBe(true)
    }
  })

  it('does not run twice without a rewind', () => {
    const program = load(command([]))
    program.run(['program'])
    expect(() => program.run(['program'])).toThrow('not rewound')
  })

  it('passes a trap on, and does not rewind after it', () => {
    const program = load(command(UNREACHABLE))
    expect(() => program.run(['program'])).toThrow(WebAssembly.RuntimeError)
    expect(program.rewind()).toBe(false)
  })

  it('does not rewind once its memory has grown beyond 48 MiB', () => {
    const program = load(command([0x41, ...signed(800), 0x40, 0, 0x1a]))
    program.run(['program'])
    expect(program.rewind()).toBe(false)
  })
})
