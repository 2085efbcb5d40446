import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { type DiskView, shareFile, viewOf, writeFully } from './disk-file'
import { encodeFooter, FOOTER_BYTES, temporaryName } from './disk-format'
import { isMissing } from './disk-index'

/** An entry in the making: in a file of its own name until it is complete. One call at a time. */
export type DiskWriter = {
  /** @throws Error of the file system, or where the entry grows beyond what the disk may hold. */
  append(bytes: Uint8Array): Promise<void>
  /** Reads what was appended, also after `commit` or `discard`, until the view is closed. */
  view(): DiskView
  /**
   * Makes it an entry under its key, from one moment to the next; an older one is replaced.
   *
   * @returns The digest by which {@link DiskEntry} knows these very bytes.
   * @throws Error of the file system: the entry is discarded then.
   */
  commit(): Promise<string>
  /** Drops it and never fails: what cannot be removed now is at the next start. Once it is over, it does nothing. */
  discard(): Promise<void>
}

export type WriterHooks = {
  /** Told of bytes before they are written. @throws Error where they may not be. */
  reserve(bytes: number): void
  /** Gives the temporary file, of so many bytes, its name. */
  publish(temporary: string, bytes: number): Promise<void>
  /** Told once, at the end, how many bytes are no longer reserved. */
  release(bytes: number): void
}

export async function createDiskWriter(folder: string, key: string, hooks: WriterHooks): Promise<DiskWriter> {
  const temporary = path.join(folder, temporaryName(key))
  const file = shareFile(await openNew(temporary))
  const letGo = file.hold()
  const hash = createHash('sha256')
  let length = 0
  let reserved = 0
  let isOver = false

  function reserve(bytes: number): void {
    hooks.reserve(bytes)
    reserved += bytes
  }

  function end(): void {
    isOver = true
    hooks.release(reserved)
  }

  async function discard(): Promise<void> {
    if (isOver) return
    end()
    try {
      await letGo()
      await fs.rm(temporary, { force: true })
    } catch (error) {
      console.warn('Unfinished audio could not be removed:', error)
    }
  }

  return {
    async append(bytes) {
      if (isOver) throw new Error('Cannot append as the entry was discarded')
      reserve(bytes.length)
      hash.update(bytes)
      await writeFully(file.handle, bytes, length)
      length += bytes.length
    },
    view: () => viewOf(file, () => length),
    async commit() {
      try {
        const digest = hash.digest('hex')
        reserve(FOOTER_BYTES)
        await writeFully(file.handle, encodeFooter({ length, digest }), length)
        await hooks.publish(temporary, length + FOOTER_BYTES)
        end()
        await letGo()
        return digest
      } catch (error) {
        await discard()
        throw error
      }
    },
    discard,
  }
}

/** The folder may not be there yet, or not any more. */
async function openNew(file: string): Promise<fs.FileHandle> {
  try {
    return await fs.open(file, 'wx+')
  } catch (error) {
    if (!isMissing(error)) throw error
    await fs.mkdir(path.dirname(file), { recursive: true })
    return await fs.open(file, 'wx+')
  }
}
