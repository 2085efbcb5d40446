import { problem } from '../http/problem'
import { BLOCK_BYTES, type Blocks, createBlocks } from './blocks'
import type { DiskEntry } from './disk'
import type { DiskView } from './disk-file'
import type { DiskWriter } from './disk-writer'
import { type ClipReader, createReader, type End, type Growing } from './reader'

/** Bytes that a growing clip keeps in memory before all of it goes to a file. */
const IN_MEMORY_BYTES = 256 * 1024

/** Bytes that a clip may have where no file can be had. */
const MEMORY_ONLY_BYTES = 32 * 1024 * 1024

/** Room that all clips share for what each has in memory beyond its own first 256 KiB. */
export type Overflow = { spare: number }

/** A growing buffer with many readers, each with a cursor of its own; nobody who reads holds up who writes. */
export type Spool = {
  /** Bytes by now. */
  readonly length: number
  readonly isComplete: boolean
  /** Whether its bytes are in memory, and not in a file. */
  readonly isInMemory: boolean
  /** The whole clip, which nobody changes, where it is complete, in memory and at most 256 KiB. */
  atHand(): Uint8Array<ArrayBuffer> | undefined
  /**
   * Adds bytes (copied) at the end; one call at a time.
   *
   * @throws Problem `storage-failed` where they can be kept neither in memory nor in the file.
   */
  append(bytes: Uint8Array): Promise<void>
  /** Nothing more comes: readers meet the end after the last byte. */
  complete(): void
  /** Nothing more comes: readers meet the reason after the last byte. Nothing of it is kept. */
  fail(reason: unknown): Promise<void>
  /**
   * Takes the bytes of an entry of the disk, which it closes; a short one is read into memory.
   *
   * @returns Whether that was possible: the spool is as empty as before where it was not.
   */
  adopt(entry: DiskEntry): Promise<boolean>
  /** Keeps a complete spool on disk; whether it is there now. Readers are not concerned. */
  save(): Promise<boolean>
  /** Goes on reading from the entry instead of memory if it holds these very bytes; else closes it. */
  moveTo(entry: DiskEntry): Promise<void>
  /** @param onClose Called once, when the reader is closed or its signal aborts. */
  read(options: { at: number; signal: AbortSignal; onClose: () => void }): ClipReader
  /** Lets go of memory and files; there are no readers. */
  release(): Promise<void>
}

export type SpoolOptions = {
  /** Opens the file for what memory does not hold; undefined where there is no disk. */
  openWriter: (() => Promise<DiskWriter>) | undefined
  overflow: Overflow
  /** Called once, when the spool has failed, whoever noticed. */
  onFailure(): void
}

export function createSpool({ openWriter, overflow, onFailure }: SpoolOptions): Spool {
  let blocks: Blocks | undefined = createBlocks()
  let writer: DiskWriter | undefined
  let file: DiskView | undefined
  let isMemoryOnly = !openWriter
  /** Bytes taken from the overflow. */
  let charged = 0
  /** Set when the bytes are known to lie on disk under this digest. */
  let digest: string | undefined
  let length = 0
  let end: End | undefined
  const waiting = new Set<() => void>()

  function wake(): void {
    for (const grown of [...waiting]) grown()
  }

  async function fail(reason: unknown): Promise<void> {
    if (end?.failed) return
    end = { failed: true, reason }
    wake()
    onFailure()
    await discard()
  }

  async function discard(): Promise<void> {
    const unfinished = writer
    writer = undefined
    await unfinished?.discard()
  }

  function dropBlocks(): void {
    blocks = undefined
    overflow.spare += charged
    charged = 0
  }

  /** Moves everything to a file; where there is none to be had, memory has to do. */
  async function spill(memory: Blocks): Promise<void> {
    let opened: DiskWriter | undefined
    try {
      opened = await openWriter?.()
      for (let at = 0; opened && at < memory.length; at += BLOCK_BYTES) await opened.append(memory.read(at))
    } catch {
      // The disk has said why.
      isMemoryOnly = true
      await opened?.discard()
      return
    }
    writer = opened
    file = opened?.view()
    dropBlocks()
  }

  function appendToMemory(memory: Blocks, bytes: Uint8Array): void {
    const total = memory.length + bytes.length
    const more = Math.max(0, total - IN_MEMORY_BYTES) - charged
    if (total > MEMORY_ONLY_BYTES || more > overflow.spare) {
      throw new Error(`Cannot keep a clip of ${total} bytes in memory`)
    }
    if (more > 0) {
      charged += more
      overflow.spare -= more
    }
    memory.append(bytes)
  }

  async function store(bytes: Uint8Array): Promise<void> {
    if (blocks && !isMemoryOnly && blocks.length + bytes.length > IN_MEMORY_BYTES) await spill(blocks)
    if (blocks) appendToMemory(blocks, bytes)
    else if (writer) await writer.append(bytes)
    else throw new Error('Cannot append as the clip has ended')
  }

  const source: Growing = {
    get length() {
      return length
    },
    get end() {
      return end
    },
    waiting,
    bytesAt: at => blocks?.read(at) ?? readFile(at),
  }

  return {
    get length() {
      return length
    },
    get isComplete() {
      return end?.failed === false
    },
    get isInMemory() {
      return blocks !== undefined
    },
    atHand() {
      const isShort = end?.failed === false && length <= IN_MEMORY_BYTES
      return isShort ? blocks?.all() : undefined
    },
    async append(bytes) {
      try {
        await store(bytes)
      } catch (error) {
        throw problem('storage-failed', {}, error)
      }
      length += bytes.length
      wake()
    },
    complete() {
      if (end) return
      end = { failed: false }
      blocks?.trim()
      wake()
    },
    fail,
    async adopt(entry) {
      if (entry.size > IN_MEMORY_BYTES) {
        file = entry
        dropBlocks()
      } else {
        const bytes = await readAll(entry)
        if (!bytes) return false
        blocks?.append(bytes)
      }
      digest = entry.digest
      length = entry.size
      return true
    },
    async save() {
      let saving = writer
      writer = undefined
      try {
        saving ??= await openWriter?.()
        for (let at = 0; saving && blocks && at < length; at += BLOCK_BYTES) {
          await saving.append(blocks.read(at))
        }
        digest = await saving?.commit()
      } catch {
        // The disk has said why; the clip is not kept, and nothing half-written stays.
        await saving?.discard()
      }
      return digest !== undefined
    },
    async moveTo(entry) {
      if (!blocks || entry.digest !== digest) return await entry.close()
      file = entry
      dropBlocks()
    },
    read: options => createReader(options, source),
    async release() {
      dropBlocks()
      const closing = file
      file = undefined
      await discard()
      await closing?.close()
    },
  }

  async function readFile(at: number): Promise<Uint8Array> {
    try {
      if (!file) throw new Error('Cannot read as the clip was let go')
      return await file.read(at, Math.min(BLOCK_BYTES, length - at))
    } catch (error) {
      const reason = problem('storage-failed', {}, error)
      await fail(reason)
      throw reason
    }
  }
}

async function readAll(entry: DiskEntry): Promise<Uint8Array | undefined> {
  try {
    return await entry.read(0, entry.size)
  } catch {
    // The disk has said why, and dropped it.
    return undefined
  } finally {
    await entry.close()
  }
}
