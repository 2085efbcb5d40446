/** Codes of WASI preview 1 that are answered here. */
const SUCCESS = 0
const BAD_FILE = 8
const NO_ENTRY = 44
const NOT_SEEKABLE = 70

const FILE_TYPE = { stream: 2, directory: 3, file: 4 } as const
const OPEN_CREATE = 1
const WHENCE_SET = 0
const WHENCE_CURRENT = 1
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn
/** The one directory that a program finds open, ".". */
const ROOT = 3

/** Ends the program from within `proc_exit`; seen by `runProgram` only. */
class Exit extends Error {
  readonly code: number
  constructor(code: number) {
    super(`The program ended with code ${code}`)
    this.code = code
  }
}

/** A file in memory that grows as it is written. */
export type MemoryFile = { bytes: Uint8Array<ArrayBuffer>; length: number }

type OpenFile =
  | { type: 'stream' }
  | { type: 'directory' }
  | { type: 'file'; file: MemoryFile; position: number }

/** A program that has its memory. */
export type Program = {
  /**
   * Runs to the end, synchronously. Once; then again after each `rewind`.
   *
   * @param inputs Files that it finds, by name.
   * @returns What it wrote to standard output and to files, by name.
   * @throws Error with its standard error when it ends with a code other than 0, or whatever trap it ran into.
   */
  run(
    args: readonly string[],
    inputs?: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  ): { output: string; files: ReadonlyMap<string, MemoryFile> }
  /**
   * Puts every byte that the program may have written back to where it began,
   * in a tenth of the time that a new instance takes.
   *
   * @returns Whether it can run again: not after a trap or an early exit, which
   * leave the stack where it was, nor once its memory has grown large.
   */
  rewind(): boolean
}

/** Memory never shrinks, and what was added is not used again: some six utterances come to this. */
const MAX_MEMORY_BYTES = 48 * 1024 * 1024

/**
 * Loads a WASI command (preview 1) with files in memory only: it sees no disk,
 * no environment and no network. Node's own `node:wasi` is not used, as it
 * keeps a pointer to memory that has moved (nodejs/node#52402).
 *
 * @param writableFrom The address below which the program changes nothing.
 * @see https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
 */
export function loadProgram(module: WebAssembly.Module, writableFrom: number): Program {
  let state: 'new' | 'running' | 'done' = 'new'
  let args: Uint8Array[] = []
  let output = ''
  let errors = ''
  let files = new Map<string, MemoryFile>()
  let open = standardDescriptors()
  let nextDescriptor = ROOT + 1

  // Memory moves when it grows, so that views are made anew for every call.
  const view = () => new DataView(memory.buffer)
  const bytesAt = (pointer: number, length: number) => new Uint8Array(memory.buffer, pointer, length)
  const setU32 = (pointer: number, value: number) => view().setUint32(pointer, value, true)
  /** The buffers of a scatter or gather list: pairs of pointer and length. */
  const buffers = (list: number, count: number) =>
    Array.from({ length: count }, (_, i) =>
      bytesAt(view().getUint32(list + 8 * i, true), view().getUint32(list + 8 * i + 4, true)),
    )

  const imports = {
    args_sizes_get(count: number, size: number): number {
      setU32(count, args.length)
      setU32(size, sum(args.map(arg => arg.length)))
      return SUCCESS
    },
    args_get(pointers: number, buffer: number): number {
      let at = buffer
      args.forEach((arg, i) => {
        setU32(pointers + 4 * i, at)
        bytesAt(at, arg.length).set(arg)
        at += arg.length
      })
      return SUCCESS
    },
    clock_time_get(_clock: number, _precision: bigint, out: number): number {
      view().setBigUint64(out, BigInt(Math.round(performance.now() * 1e6)), true)
      return SUCCESS
    },
    fd_close: (descriptor: number): number => (open.delete(descriptor) ? SUCCESS : BAD_FILE),
    fd_fdstat_get(descriptor: number, out: number): number {
      const file = open.get(descriptor)
      if (!file) return BAD_FILE
      view().setUint8(out, FILE_TYPE[file.type])
      view().setUint16(out + 2, 0, true)
      view().setBigUint64(out + 8, ALL_RIGHTS, true)
      view().setBigUint64(out + 16, ALL_RIGHTS, true)
      return SUCCESS
    },
    fd_fdstat_set_flags: (): number => SUCCESS,
    fd_prestat_get(descriptor: number, out: number): number {
      if (descriptor !== ROOT) return BAD_FILE
      view().setUint8(out, 0) // a directory
      setU32(out + 4, 1) // length of its name
      return SUCCESS
    },
    fd_prestat_dir_name(_descriptor: number, name: number): number {
      view().setUint8(name, '.'.charCodeAt(0))
      return SUCCESS
    },
    fd_read(descriptor: number, list: number, count: number, out: number): number {
      const file = open.get(descriptor)
      if (!file) return BAD_FILE
      let total = 0
      if (file.type === 'file') {
        for (const buffer of buffers(list, count)) {
          const part = file.file.bytes.subarray(
            file.position,
            Math.min(file.file.length, file.position + buffer.length),
          )
          buffer.set(part)
          file.position += part.length
          total += part.length
        }
      }
      setU32(out, total)
      return SUCCESS
    },
    fd_seek(descriptor: number, offset: bigint, whence: number, out: number): number {
      const file = open.get(descriptor)
      if (!file) return BAD_FILE
      if (file.type !== 'file') return NOT_SEEKABLE
      const from = whence === WHENCE_SET ? 0 : whence === WHENCE_CURRENT ? file.position : file.file.length
      file.position = from + Number(offset)
      view().setBigUint64(out, BigInt(file.position), true)
      return SUCCESS
    },
    fd_write(descriptor: number, list: number, count: number, out: number): number {
      const file = open.get(descriptor)
      if (!file) return BAD_FILE
      let total = 0
      for (const buffer of buffers(list, count)) {
        total += buffer.length
        if (file.type === 'file') file.position = write(file.file, file.position, buffer)
        else if (descriptor === 1) output += new TextDecoder().decode(buffer)
        else errors += new TextDecoder().decode(buffer)
      }
      setU32(out, total)
      return SUCCESS
    },
    path_open(
      _directory: number,
      _lookup: number,
      name: number,
      nameLength: number,
      flags: number,
      _rights: bigint,
      _inherited: bigint,
      _fdFlags: number,
      out: number,
    ): number {
      const key = new TextDecoder().decode(bytesAt(name, nameLength))
      const known = files.get(key)
      if (!known && !(flags & OPEN_CREATE)) return NO_ENTRY
      const file = known ?? { bytes: new Uint8Array(0), length: 0 }
      files.set(key, file)
      open.set(nextDescriptor, { type: 'file', file, position: 0 })
      setU32(out, nextDescriptor++)
      return SUCCESS
    },
    proc_exit(code: number): never {
      throw new Exit(code)
    },
  }

  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports })
  const memory = instance.exports.memory as WebAssembly.Memory
  const start = instance.exports._start as () => void
  const written = new Uint8Array(memory.buffer).slice(writableFrom)

  return {
    run(programArgs, inputs) {
      if (state !== 'new') throw new Error('Cannot run the program as it is not rewound')
      state = 'running'
      for (const [name, bytes] of inputs ?? []) files.set(name, { bytes, length: bytes.length })
      args = programArgs.map(arg => new TextEncoder().encode(`${arg}\0`))
      try {
        start()
        state = 'done'
      } catch (error) {
        if (!(error instanceof Exit)) throw error
        if (error.code !== 0) throw new Error(`${error.message}: ${errors}`, { cause: error })
      }
      return { output, files }
    },
    rewind() {
      if (state === 'new') return true
      if (state === 'running' || memory.buffer.byteLength > MAX_MEMORY_BYTES) return false
      const bytes = new Uint8Array(memory.buffer)
      bytes.set(written, writableFrom)
      bytes.fill(0, writableFrom + written.length)
      output = ''
      errors = ''
      files = new Map()
      open = standardDescriptors()
      nextDescriptor = ROOT + 1
      state = 'new'
      return true
    },
  }
}

function standardDescriptors(): Map<number, OpenFile> {
  return new Map<number, OpenFile>([
    [0, { type: 'stream' }],
    [1, { type: 'stream' }],
    [2, { type: 'stream' }],
    [ROOT, { type: 'directory' }],
  ])
}

/** @returns The position after the bytes. */
function write(file: MemoryFile, position: number, bytes: Uint8Array): number {
  const end = position + bytes.length
  if (end > file.bytes.length) {
    const grown = new Uint8Array(Math.max(end, file.bytes.length * 2))
    grown.set(file.bytes.subarray(0, file.length))
    file.bytes = grown
  }
  file.bytes.set(bytes, position)
  file.length = Math.max(file.length, end)
  return end
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
