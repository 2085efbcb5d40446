/** What is kept in memory, the least recently used first to go. */
export type Memory<T> = {
  readonly bytes: number
  values(): Iterable<T>
  get(key: string): T | undefined
  /** Whether the key holds this very value. */
  holds(key: string, value: T): boolean
  /** Marks the key as used just now; unknown keys are passed over. */
  touch(key: string): void
  /** Keeps the value under a key that is not kept yet, unless it alone is more than fits. */
  add(key: string, value: T, bytes: number): void
}

/**
 * @param maxBytes The most that is kept, in bytes, as the callers of `add` count them.
 * @param onEvict Told what is no longer kept.
 */
export function createMemory<T>(maxBytes: number, onEvict: (value: T) => void): Memory<T> {
  // A Map iterates in the order of insertion: its first entry is the one longest unused.
  const entries = new Map<string, { value: T; bytes: number }>()
  let bytes = 0

  function evict(): void {
    for (const [key, entry] of entries) {
      if (bytes <= maxBytes) return
      entries.delete(key)
      bytes -= entry.bytes
      onEvict(entry.value)
    }
  }

  return {
    get bytes() {
      return bytes
    },
    *values() {
      for (const { value } of entries.values()) yield value
    },
    get: key => entries.get(key)?.value,
    holds: (key, value) => entries.get(key)?.value === value,
    touch(key) {
      const entry = entries.get(key)
      if (!entry) return
      entries.delete(key)
      entries.set(key, entry)
    },
    add(key, value, size) {
      if (size > maxBytes) return
      entries.set(key, { value, bytes: size })
      bytes += size
      evict()
    },
  }
}
