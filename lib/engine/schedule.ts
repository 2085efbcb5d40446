/** Bytes of one job that are sent and not yet read, at most, give or take the utterance that passes the mark. */
export const CREDIT_WINDOW_BYTES = 256 * 1024

/** Who speaks next in a worker. */
export type Schedule<T> = {
  add(id: number, item: T): void
  /** Unknown ids are passed over, as a message may cross the end of its job. */
  remove(id: number): void
  has(id: number): boolean
  sent(id: number, bytes: number): void
  taken(id: number, bytes: number): void
  /** The job whose turn it is, or undefined while none may go on. */
  next(): { id: number; item: T } | undefined
}

type Entry<T> = { id: number; item: T; unread: number; heard: boolean }

/**
 * Jobs that have not been heard yet go first, in the order of their coming;
 * then all take turns. A job whose reader has a full window left to read is
 * passed over, so that a paused listener costs nothing.
 */
export function createSchedule<T>(): Schedule<T> {
  const entries = new Map<number, Entry<T>>()
  return {
    add: (id, item) => entries.set(id, { id, item, unread: 0, heard: false }),
    remove: id => entries.delete(id),
    has: id => entries.has(id),
    sent(id, bytes) {
      const entry = entries.get(id)
      if (!entry) return
      entry.unread += bytes
      entry.heard = true
    },
    taken(id, bytes) {
      const entry = entries.get(id)
      if (entry) entry.unread -= bytes
    },
    next() {
      let turn: Entry<T> | undefined
      for (const entry of entries.values()) {
        if (!entry.heard) {
          turn = entry
          break
        }
        if (entry.unread < CREDIT_WINDOW_BYTES) turn ??= entry
      }
      if (!turn) return undefined
      // To the end of the line: a Map keeps the order of insertion.
      entries.delete(turn.id)
      entries.set(turn.id, turn)
      return { id: turn.id, item: turn.item }
    },
  }
}
