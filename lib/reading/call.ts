import { problem } from '../http/problem'
import { upstreamProblem } from './upstream-problem'

/** One call to the speech service, from its place in the queue to the last byte. */
export type Call = {
  /** Aborts when the call is over before its end: hand it to whatever the call does. */
  readonly signal: AbortSignal
  /**
   * Does one step of the call and waits for it, but neither longer than the
   * service may be silent nor for a listener who left. A step that fails ends the call.
   *
   * @throws Problem `upstream-silent`, `client-gone`, or what {@link upstreamProblem} makes of the step's failure.
   */
  step<T>(action: () => Promise<T>): Promise<T>
  /** Ends the call, whatever it was doing; a second time does nothing. */
  end(): void
}

/**
 * @param listener Aborts when the listener leaves, which ends the call.
 * @param idleTimeoutMs How long a step may take.
 * @param onEnd Called exactly once, to close what the call held.
 */
export function openCall(listener: AbortSignal, idleTimeoutMs: number, onEnd: () => void): Call {
  const controller = new AbortController()
  const { signal } = controller
  const gone = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // Between two steps nobody waits for it: the next step is told.
  gone.catch(() => undefined)

  const leave = () => end(problem('client-gone', {}, listener.reason))
  listener.addEventListener('abort', leave, { once: true })

  function end(reason: unknown = new Error('The call is over')): void {
    if (signal.aborted) return
    listener.removeEventListener('abort', leave)
    controller.abort(reason)
    onEnd()
  }

  if (listener.aborted) leave()

  return {
    signal,
    async step(action) {
      const timer = setTimeout(
        () => end(problem('upstream-silent', { limitMs: idleTimeoutMs })),
        idleTimeoutMs,
      )
      try {
        return await Promise.race([gone, action()])
      } catch (error) {
        const reason = signal.aborted ? signal.reason : upstreamProblem(error)
        end(reason)
        throw reason
      } finally {
        clearTimeout(timer)
      }
    },
    end: () => end(),
  }
}
