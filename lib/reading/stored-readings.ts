import { createHash } from 'node:crypto'
import type { Disk } from '../clips/disk'
import type { Reading } from './reading'
import { packReading, storedId, unpackReading } from './reading-id'
import { parseReadingFields, type ReadingLimits } from './reading-schema'

/** Readings that are too long to be their own address. */
export type StoredReadings = {
  /**
   * Keeps the reading, and answers its id: the same for the same reading, however often it is put.
   *
   * Where the disk does not take it, which it reports itself, the reading is kept in memory like
   * all of them are where there is no disk: until newer ones need the room, or the process ends.
   */
  put(reading: Reading): Promise<string>
  /**
   * The reading of that key, which is the SHA-256 of the packed reading in hex; undefined where it is not kept (any more).
   *
   * @throws Problem `text-too-long` where the limit is lower than when it was put.
   */
  get(key: string): Promise<Reading | undefined>
}

/** Bytes of memory for the readings that were used last. */
const MAX_MEMORY_BYTES = 16 * 1024 * 1024

/** What a reading takes in memory besides its text, generously. */
const OVERHEAD_BYTES = 1024

/** @param disk Undefined where nothing can be written: readings are kept in memory alone then. */
export function createStoredReadings(
  disk: Pick<Disk, 'open' | 'write' | 'has'> | undefined,
  limits: ReadingLimits,
): StoredReadings {
  const recent = createRecent()

  async function write(key: string, packed: Uint8Array): Promise<void> {
    if (!disk || (await disk.has(key)) !== undefined) return
    const writer = await disk.write(key)
    try {
      await writer.append(packed)
      await writer.commit()
    } finally {
      await writer.discard()
    }
  }

  async function read(key: string): Promise<Uint8Array | undefined> {
    const entry = await disk?.open(key)
    if (!entry) return undefined
    // The disk warns of an entry that it cannot read, and drops it: it is no longer kept.
    const packed = await entry.read(0, entry.size).catch(() => undefined)
    await entry.close()
    return packed
  }

  return {
    async put(reading) {
      const packed = new TextEncoder().encode(packReading(reading))
      const key = createHash('sha256').update(packed).digest('hex')
      recent.add(key, reading)
      await write(key, packed).catch(() => undefined)
      return storedId(key)
    },
    async get(key) {
      const kept = recent.get(key)
      if (kept) return kept
      const packed = await read(key)
      const fields = packed && unpackReading(packed)
      if (!fields) return undefined
      const reading = parseReadingFields(fields, limits)
      recent.add(key, reading)
      return reading
    },
  }
}

/** Readings in memory, the least recently used first to go. */
function createRecent() {
  const readings = new Map<string, Reading>()
  let bytes = 0

  function remove(key: string): Reading | undefined {
    const reading = readings.get(key)
    if (!reading) return undefined
    readings.delete(key)
    bytes -= sizeOf(reading)
    return reading
  }

  function add(key: string, reading: Reading): void {
    remove(key)
    readings.set(key, reading)
    bytes += sizeOf(reading)
    for (const oldest of readings.keys()) {
      if (bytes <= MAX_MEMORY_BYTES) return
      remove(oldest)
    }
  }

  return {
    add,
    /** Counts as a use. */
    get(key: string): Reading | undefined {
      const reading = remove(key)
      if (reading) add(key, reading)
      return reading
    },
  }
}

/** In bytes: V8 keeps a text in one or two for each UTF-16 unit. */
function sizeOf(reading: Reading): number {
  return 2 * reading.text.length + OVERHEAD_BYTES
}
