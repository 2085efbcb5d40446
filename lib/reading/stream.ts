import { problem } from '../http/problem'

/** A listener of one answer: who leaves, by the request's signal or by cancelling the body, aborts `signal`. */
export type Listener = { readonly signal: AbortSignal; leave(reason?: unknown): void }

export function listenerOf(request: Request): Listener {
  const controller = new AbortController()
  const leave = (reason?: unknown) => controller.abort(reason)
  if (request.signal.aborted) leave(request.signal.reason)
  request.signal.addEventListener('abort', () => leave(request.signal.reason), { once: true })
  return { signal: controller.signal, leave }
}

/**
 * What a generator yields, as the body of an answer. The first bytes are
 * awaited, so that a failure before them is still a problem with a status of its
 * own; after that nothing is read ahead of the reader, and a failure errors the stream.
 *
 * @throws What the generator throws before its first bytes, or Problem `client-gone`.
 */
export async function streamOf(
  bytes: AsyncGenerator<Uint8Array>,
  { signal, leave }: Listener,
): Promise<ReadableStream<Uint8Array>> {
  let next: IteratorResult<Uint8Array> | undefined = await bytes.next()
  // Next does not cancel a body that is returned to nobody.
  if (signal.aborted) {
    await bytes.return(undefined)
    throw problem('client-gone', {}, signal.reason)
  }
  // Who left may be paused in mid-stream, with no read under way that could notice.
  signal.addEventListener('abort', () => bytes.return(undefined).catch(() => undefined), { once: true })
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = next ?? (await bytes.next())
        next = undefined
        // What was cut short must not look complete.
        if (signal.aborted) throw problem('client-gone', {}, signal.reason)
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  )
}
