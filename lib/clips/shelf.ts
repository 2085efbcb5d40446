import type { Disk } from './disk'
import { createMemory } from './memory'
import type { Spool } from './spool'

/** A clip as the shelf knows it. */
export type Shelved = {
  readonly key: string
  readonly spool: Spool
  /** Readers that it has now. */
  readers: number
  /** Things under way for which it has to stay. */
  chores: number
  isOnDisk: boolean
  /** Resolves once the disk has taken it or not. */
  saved: Promise<void> | undefined
}

/** Keeps complete clips: in memory, the least recently used first to go, in front of the disk. */
export type Shelf<T> = {
  /** Takes a clip that has just become complete. */
  add(clip: T): void
  /** Marks the clip as used just now. */
  touch(clip: T): void
  /** Looks whether anything still needs the clip: to be called when its last reader has left. */
  settle(clip: T): void
  /** Complete clips in memory and on disk, and their bytes. */
  stats(): { clips: number; bytes: number }
  /** Waits for what is being saved and let go. */
  rest(): Promise<void>
}

export type ShelfOptions<T> = {
  disk: Disk | undefined
  /** The most that clips have in memory, in bytes. */
  memoryBytes: number
  /** Told when a clip is neither read nor in memory any more. */
  onGone(clip: T): void
}

/** The most that waits for a disk which is slower than the service: what comes then is not kept there. */
const SAVING_BYTES = 64 * 1024 * 1024

/** What a clip costs in memory besides its bytes, about. */
const OVERHEAD_BYTES = 1024

export function createShelf<T extends Shelved>({ disk, memoryBytes, onGone }: ShelfOptions<T>): Shelf<T> {
  const memory = createMemory<T>(memoryBytes, clip => work(demote(clip)))
  const works = new Set<Promise<void>>()
  /** Bytes in memory that wait to be on disk. */
  let savingBytes = 0

  function work(doing: Promise<void>): Promise<void> {
    const done = doing
      .catch((error: unknown) => console.error('A clip could not be put away:', error))
      .finally(() => works.delete(done))
    works.add(done)
    return done
  }

  async function save(clip: T): Promise<void> {
    const bytes = clip.spool.isInMemory ? clip.spool.length : 0
    if (savingBytes + bytes > SAVING_BYTES) return
    clip.chores++
    savingBytes += bytes
    clip.isOnDisk = await clip.spool.save()
    savingBytes -= bytes
    clip.chores--
    settle(clip)
  }

  /** Goes on from disk for those who still read what memory has no room for. */
  async function demote(clip: T): Promise<void> {
    clip.chores++
    await clip.saved
    const entry = clip.readers > 0 ? await disk?.open(clip.key) : undefined
    if (entry) await clip.spool.moveTo(entry)
    clip.chores--
    settle(clip)
  }

  function settle(clip: T): void {
    if (clip.readers > 0 || clip.chores > 0 || memory.holds(clip.key, clip)) return
    onGone(clip)
    void work(clip.spool.release())
  }

  return {
    add(clip) {
      if (!clip.isOnDisk) clip.saved = work(save(clip))
      if (clip.spool.isInMemory) memory.add(clip.key, clip, clip.spool.length + OVERHEAD_BYTES)
      settle(clip)
    },
    touch: clip => memory.touch(clip.key),
    settle,
    stats() {
      let { entries: clips, bytes } = disk?.stats() ?? { entries: 0, bytes: 0 }
      for (const { isOnDisk, spool } of memory.values()) {
        if (isOnDisk) continue
        clips++
        bytes += spool.length
      }
      return { clips, bytes }
    },
    async rest() {
      while (works.size > 0) await Promise.all(works)
    },
  }
}
