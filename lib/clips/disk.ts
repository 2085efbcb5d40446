import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { type DiskView, readFully, shareFile, viewOf } from './disk-file'
import { decodeFooter, FOOTER_BYTES, type Footer, isKey } from './disk-format'
import { createDiskIndex, isMissing, type Known } from './disk-index'
import { createDiskWriter, type DiskWriter } from './disk-writer'

/** An entry that is open: it can be read to its end even when it is evicted meanwhile. */
export type DiskEntry = DiskView & {
  /** SHA-256 of the body, hexadecimal. */
  readonly digest: string
}

/** A bounded folder of immutable entries; the least recently used give way to new ones. */
export type Disk = {
  /**
   * The entry of that key, undefined where there is none. Its body is compared
   * with its digest when this process opens it for the first time; a damaged
   * entry is dropped, with a warning, and counts as none. Close what you opened.
   */
  open(key: string): Promise<DiskEntry | undefined>
  /** @throws Error of the file system, a full or unusable disk above all. */
  write(key: string): Promise<DiskWriter>
  /** Bytes of the entry's body, undefined where there is none that is sound. */
  has(key: string): Promise<number | undefined>
  /** Entries known by now and bytes of their files. */
  stats(): { entries: number; bytes: number }
  /** Ends what is being written, and waits for what the disk is doing. Entries that are open stay so. */
  close(): Promise<void>
}

/** How seldom an entry's time is set when it is used again: in ms, so that reading hardly ever writes. */
const TOUCH_EVERY_MS = 60 * 60 * 1000

/** How much of a file is compared with its digest at a time. */
const SLICE_BYTES = 64 * 1024

/**
 * Several processes may share a folder: each finds the others' entries at its
 * start and again from time to time, and their evictions when it opens a file.
 *
 * @param options.folder Made when it is first needed.
 * @param options.maxBytes The most that all files may have, unfinished ones included.
 */
export function createDisk({ folder, maxBytes }: { folder: string; maxBytes: number }): Disk {
  const index = createDiskIndex(folder)
  const writers = new Set<DiskWriter>()
  const closing = new AbortController()
  /** Bytes of unfinished entries. */
  let reserved = 0
  /** Bytes made known since the folder was read. */
  let news = 0
  let scanning: Promise<void> | undefined = scan()
  let tail: Promise<unknown> = Promise.resolve()
  /** Whether the last that was to be written could be. */
  let isWritable = true

  /** Names are given and taken one after another, so that an eviction never meets a newer entry. */
  function inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = tail.then(action)
    tail = done.catch(() => undefined)
    return done
  }

  function fileOf(key: string): string {
    if (!isKey(key)) throw new Error(`Cannot keep '${key}' as a key is 64 hexadecimal digits`)
    return path.join(folder, key)
  }

  async function scan(): Promise<void> {
    try {
      await index.scan(closing.signal)
      evict()
    } catch (error) {
      console.warn('The folder for audio cannot be read:', error)
    }
    scanning = undefined
  }

  /** A disk that is full would say so with every entry: it says so once, until it takes one again. */
  async function reported<T>(writing: Promise<T>): Promise<T> {
    try {
      return await writing
    } catch (error) {
      if (isWritable) console.warn('Audio cannot be kept on disk:', error)
      isWritable = false
      throw error
    }
  }

  async function publish(temporary: string, key: string, bytes: number): Promise<void> {
    await fs.rename(temporary, fileOf(key))
    index.add(key, bytes)
    isWritable = true
    news += bytes
  }

  function drop(key: string, known: Known): void {
    if (index.remove(key, known)) void inTurn(() => removeFile(key))
  }

  async function removeFile(key: string): Promise<void> {
    try {
      if (!index.get(key)) await fs.rm(fileOf(key), { force: true })
    } catch (error) {
      console.warn('Kept audio could not be removed:', error)
    }
  }

  function evict(): void {
    while (index.bytes + reserved > maxBytes) {
      const oldest = index.oldest()
      if (!oldest) return
      drop(...oldest)
    }
  }

  /** Remembers the use for after a restart. */
  async function touch(file: string, known: Known): Promise<void> {
    const now = Date.now()
    if (now - known.usedMs < TOUCH_EVERY_MS) return
    known.usedMs = now
    try {
      await fs.utimes(file, now / 1000, now / 1000)
    } catch (error) {
      if (!isMissing(error)) console.warn('The use of kept audio could not be noted:', error)
    }
  }

  async function openKnown(key: string, known: Known | undefined): Promise<DiskEntry | undefined> {
    const file = fileOf(key)
    const shared = shareFile(await fs.open(file, 'r'))
    const letGo = shared.hold()
    try {
      const footer = await verify(shared.handle, known)
      if (!footer) {
        if (known) drop(key, known)
        console.warn('Dropping kept audio as its file is damaged')
        return undefined
      }
      if (known) {
        known.verified = true
        await touch(file, known)
      }
      const { length, digest } = footer
      const view = viewOf(shared, () => length)
      return { ...view, digest, read: (at, max) => readOrDrop(view.read(at, max), key, known) }
    } finally {
      await letGo()
    }
  }

  /** What cannot be read now will not be answered next time either. */
  async function readOrDrop(reading: Promise<Uint8Array>, key: string, known?: Known): Promise<Uint8Array> {
    try {
      return await reading
    } catch (error) {
      console.warn('Dropping kept audio that cannot be read:', error)
      if (known) drop(key, known)
      throw error
    }
  }

  const disk: Disk = {
    async open(key) {
      fileOf(key)
      const known = index.use(key)
      if (!known && index.isComplete) return undefined
      try {
        return await openKnown(key, known)
      } catch (error) {
        if (!isMissing(error)) console.warn('Passing over kept audio that cannot be read:', error)
        else if (known) index.remove(key, known)
        // `has` must not promise what cannot be opened: it looks for itself from now on.
        if (known) known.verified = false
        return undefined
      }
    },
    async write(key) {
      fileOf(key)
      const writer = await reported(
        createDiskWriter(folder, key, {
          reserve(bytes) {
            if (closing.signal.aborted) throw new Error('Cannot write as the disk is closed')
            if (reserved + bytes > maxBytes)
              throw new Error(`Cannot write more than ${maxBytes} bytes at once`)
            reserved += bytes
            evict()
          },
          publish: (temporary, bytes) => inTurn(() => publish(temporary, key, bytes)),
          release(bytes) {
            reserved -= bytes
            writers.delete(writer)
            lookAgain()
          },
        }),
      )
      writers.add(writer)
      if (closing.signal.aborted) await writer.discard()
      return {
        ...writer,
        append: bytes => reported(writer.append(bytes)),
        commit: () => reported(writer.commit()),
      }
    },
    async has(key) {
      const known = index.get(key)
      if (known?.verified) return known.bytes - FOOTER_BYTES
      const entry = await disk.open(key)
      await entry?.close()
      return entry?.size
    },
    stats: () => ({ entries: index.entries, bytes: index.bytes }),
    async close() {
      closing.abort()
      await Promise.all([...writers].map(writer => writer.discard()))
      await scanning
      await tail
    },
  }

  /** Others may write to the folder as well: what all have together stays near its bound. */
  function lookAgain(): void {
    if (news < maxBytes / 8 || scanning || closing.signal.aborted) return
    news = 0
    scanning = scan()
  }

  return disk
}

/**
 * The footer of a sound file, undefined where it is not what was written.
 *
 * @throws Error where the file cannot be read.
 */
async function verify(handle: fs.FileHandle, known: Known | undefined): Promise<Footer | undefined> {
  const { size } = await handle.stat()
  const length = size - FOOTER_BYTES
  const footer = length < 0 ? undefined : decodeFooter(await readFully(handle, length, FOOTER_BYTES))
  if (footer?.length !== length) return undefined
  // Of another size it is another process's: as good as never seen.
  if (known?.verified && known.bytes === size) return footer
  const hash = createHash('sha256')
  for (let at = 0; at < length; at += SLICE_BYTES) {
    hash.update(await readFully(handle, at, Math.min(SLICE_BYTES, length - at)))
  }
  return hash.digest('hex') === footer.digest ? footer : undefined
}
