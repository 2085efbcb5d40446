import { problem } from '../http/problem'

/** One listener's place in a clip. */
export type ClipReader = {
  /**
   * The next bytes at the cursor, at most 64 KiB, a view that nobody changes;
   * undefined at the end. Waits while the clip grows; one call at a time.
   *
   * @throws Problem: what the clip failed of, once its bytes are read, or
   * `client-gone` when the reader is closed or its signal aborts.
   */
  read(): Promise<Uint8Array | undefined>
  /** Bytes of the whole clip once it is complete. */
  readonly size: number | undefined
  close(): void
}

export type End = { failed: false } | { failed: true; reason: unknown }

/** What a reader sees of what it reads. */
export type Growing = {
  /** Bytes by now. */
  readonly length: number
  /** Set when no more come. */
  readonly end: End | undefined
  /** Called at the next change. */
  readonly waiting: Set<() => void>
  /** Some bytes from there on; `at` lies before `length`. */
  bytesAt(at: number): Uint8Array | Promise<Uint8Array>
}

/** @param options.onClose Called once, when the reader is closed or its signal aborts. */
export function createReader(
  { at, signal, onClose }: { at: number; signal: AbortSignal; onClose: () => void },
  source: Growing,
): ClipReader {
  let cursor = at
  let isClosed = false
  let interrupt: (() => void) | undefined

  function close(): void {
    if (isClosed) return
    isClosed = true
    signal.removeEventListener('abort', close)
    interrupt?.()
    onClose()
  }

  /** Resolves at the next change, and when the reader is closed. */
  function change(): Promise<void> {
    return new Promise(resolve => {
      const changed = () => {
        source.waiting.delete(changed)
        resolve()
      }
      interrupt = changed
      source.waiting.add(changed)
    })
  }

  signal.addEventListener('abort', close, { once: true })
  if (signal.aborted) close()

  return {
    async read() {
      for (;;) {
        if (isClosed) throw problem('client-gone', {}, signal.reason)
        if (cursor < source.length) {
          const found = source.bytesAt(cursor)
          const bytes = found instanceof Uint8Array ? found : await found
          if (isClosed) throw problem('client-gone', {}, signal.reason)
          cursor += bytes.length
          return bytes
        }
        if (source.end) {
          if (source.end.failed) throw source.end.reason
          return undefined
        }
        await change()
      }
    },
    get size() {
      return source.end?.failed === false ? source.length : undefined
    },
    close,
  }
}

/** For who had left before the clip was opened. */
export const goneReader: ClipReader = {
  read: () => Promise.reject(problem('client-gone', {})),
  size: undefined,
  close: () => undefined,
}
