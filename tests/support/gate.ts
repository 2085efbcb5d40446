/** Where others wait until the test lets them go on. */
export type Gate = {
  /** For good. */
  open(): void
  /** Who waits now. */
  readonly waiting: number
  /** Waits until it is open or the signal aborts. */
  pass(signal: AbortSignal): Promise<void>
}

export function createGate(): Gate {
  let waiting = 0
  let open: () => void = () => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return {
    open: () => open(),
    get waiting() {
      return waiting
    },
    async pass(signal) {
      if (signal.aborted) return
      waiting++
      const left = new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
      await Promise.race([opened, left])
      waiting--
    },
  }
}
