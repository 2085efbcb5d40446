import type { FileHandle } from 'node:fs/promises'

/** A file's body for one reader. */
export type DiskView = {
  /** Bytes of the body; of one that is being written, those written so far. */
  readonly size: number
  /**
   * The bytes from `at`, at most `max` and none past the end.
   *
   * @throws Error of the file system, or where the file is shorter than it was.
   */
  read(at: number, max: number): Promise<Uint8Array>
  /** Lets go; the file is closed when the last who holds it does. */
  close(): Promise<void>
}

/** One open file that its writer and any number of readers share. */
export type SharedFile = {
  readonly handle: FileHandle
  /** Holds the file open; the answer lets go, once however often it is called. */
  hold(): () => Promise<void>
}

export function shareFile(handle: FileHandle): SharedFile {
  let holders = 0
  return {
    handle,
    hold() {
      holders++
      let held = true
      return async () => {
        if (!held) return
        held = false
        holders--
        if (holders === 0) await handle.close()
      }
    },
  }
}

/** @param size Bytes of the body at the time of asking. */
export function viewOf(file: SharedFile, size: () => number): DiskView {
  const close = file.hold()
  return {
    get size() {
      return size()
    },
    read: (at, max) => readFully(file.handle, at, Math.max(0, Math.min(max, size() - at))),
    close,
  }
}

/** @throws Error where the file ends before so many bytes. */
export async function readFully(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) throw new Error(`Cannot read ${length} bytes at ${at} as the file was cut`)
    done += bytesRead
  }
  return bytes
}

export async function writeFully(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done)
    done += bytesWritten
  }
}
