import fs from 'node:fs/promises'
import path from 'node:path'
import { isAbandoned, isKey } from './disk-format'

/** What is known of a file without opening it. */
export type Known = {
  /** Bytes of the file, its footer included. */
  bytes: number
  /** When it was last used, as far as the file's time says (ms since 1970). */
  usedMs: number
  /** Whether its body was compared with its digest, or written, by this process. */
  verified: boolean
  /** How many scans had begun when it became known. */
  scan: number
}

/** The entries of a folder, the least recently used first. */
export type DiskIndex = {
  readonly bytes: number
  readonly entries: number
  /** Whether the folder was read, or could not be: what is not known by then is not there. */
  readonly isComplete: boolean
  get(key: string): Known | undefined
  /** As `get`, for an entry that is about to be used: it becomes the last to go. */
  use(key: string): Known | undefined
  add(key: string, bytes: number): void
  /** Forgets the entry where it is still the one that was known. */
  remove(key: string, known: Known): boolean
  oldest(): [key: string, known: Known] | undefined
  /**
   * Reads the folder: entries of other processes become known, gone ones are
   * forgotten, and what killed processes left unfinished is removed.
   *
   * @throws Error of the file system where there is something that is not a readable folder.
   */
  scan(signal: AbortSignal): Promise<void>
}

export function createDiskIndex(folder: string): DiskIndex {
  // A Map iterates in the order of insertion, which is kept the order of use.
  const known = new Map<string, Known>()
  let bytes = 0
  let scans = 0
  let isComplete = false

  function set(key: string, entry: Known): void {
    bytes += entry.bytes - (known.get(key)?.bytes ?? 0)
    known.delete(key)
    known.set(key, entry)
  }

  async function inspect(name: string): Promise<Known | undefined> {
    if (!isKey(name) && !name.endsWith('.tmp')) return undefined
    const file = path.join(folder, name)
    try {
      const { size, mtimeMs } = await fs.stat(file)
      if (isKey(name)) return { bytes: size, usedMs: mtimeMs, verified: false, scan: scans }
      if (isAbandoned(name, Date.now() - mtimeMs)) await fs.rm(file, { force: true })
    } catch (error) {
      // Another process may remove what the folder still listed.
      if (!isMissing(error)) throw error
    }
    return undefined
  }

  function merge(found: Map<string, Known>): void {
    const before = [...known]
    known.clear()
    bytes = 0
    const byUse = [...found].sort(([, a], [, b]) => a.usedMs - b.usedMs)
    for (const [key, entry] of byUse) set(key, entry)
    for (const [key, entry] of before) {
      // Of another size it was replaced by another process. What became known meanwhile may not have been listed.
      if (found.get(key)?.bytes === entry.bytes || entry.scan === scans) set(key, entry)
    }
  }

  return {
    get bytes() {
      return bytes
    },
    get entries() {
      return known.size
    },
    get isComplete() {
      return isComplete
    },
    get: key => known.get(key),
    use(key) {
      const entry = known.get(key)
      if (entry) set(key, entry)
      return entry
    },
    add: (key, size) => set(key, { bytes: size, usedMs: Date.now(), verified: true, scan: scans }),
    remove(key, entry) {
      if (known.get(key) !== entry) return false
      bytes -= entry.bytes
      return known.delete(key)
    },
    oldest: () => known.entries().next().value,
    async scan(signal) {
      scans++
      const found = new Map<string, Known>()
      try {
        for await (const { name } of await fs.opendir(folder)) {
          if (signal.aborted) return
          const entry = await inspect(name)
          if (entry) found.set(name, entry)
        }
      } catch (error) {
        if (!isMissing(error)) throw error
      } finally {
        isComplete = true
      }
      merge(found)
    },
  }
}

/** Whether the error says that a file or its folder is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
