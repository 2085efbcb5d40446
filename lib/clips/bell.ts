/** Rings for whoever waits at the moment. */
export type Bell = {
  ring(): void
  /**
   * From now on waits for the next ring, or the abort of the signal.
   *
   * @returns `rung`, and `leave` for who does not wait any more.
   */
  wait(signal: AbortSignal): { rung: Promise<void>; leave(): void }
}

export function createBell(): Bell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of [...waiting]) wake()
    },
    wait(signal) {
      let leave: () => void = () => undefined
      const rung = new Promise<void>(resolve => {
        leave = () => {
          waiting.delete(leave)
          signal.removeEventListener('abort', leave)
          resolve()
        }
      })
      waiting.add(leave)
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
      return { rung, leave: () => leave() }
    },
  }
}
