/** The service's side of one request, moved on by the test. */
export type Upstream = {
  readonly isClosed: boolean
  send(bytes: Uint8Array): void
  end(): void
  fail(reason: Error): void
}

/** A body that comes when the test sends it, and closes like a socket's: at its end, at `return()` and at the abort. */
export function createUpstream(signal: AbortSignal): Upstream & { body: AsyncIterable<Uint8Array> } {
  const sent: Uint8Array[] = []
  let isEnded = false
  let failure: unknown
  let isClosed = signal.aborted
  let wake: (() => void) | undefined

  function change(action: () => void): void {
    action()
    wake?.()
  }
  signal.addEventListener('abort', () => change(() => (isClosed = true)), { once: true })

  return {
    get isClosed() {
      return isClosed
    },
    send: bytes => change(() => sent.push(bytes)),
    end: () => change(() => (isEnded = true)),
    fail: reason => change(() => (failure = reason)),
    body: {
      async *[Symbol.asyncIterator]() {
        try {
          for (;;) {
            // Some sources end quietly when they are aborted.
            if (isClosed) return
            const bytes = sent.shift()
            if (bytes) yield bytes
            else if (failure) throw failure
            else if (isEnded) return
            else await new Promise<void>(resolve => (wake = resolve))
          }
        } finally {
          isClosed = true
        }
      },
    },
  }
}
