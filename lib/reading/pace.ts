/** How far ahead of the listener chunks are asked for. */
export type Pace = {
  /** Whether there is a reason to ask for more, with so many ms of audio asked for. */
  allows(askedMs: number): boolean
  /** Waits until it does. Ends at once when the signal aborts. */
  until(askedMs: number, signal: AbortSignal): Promise<void>
}

/** Audio that is always there before it can be heard. */
const AHEAD_MS = 120_000
/** Nobody listens faster. */
const MAX_SPEED = 3

/**
 * For a listener who plays what comes as it comes, from now on: a media element
 * takes in some fifty minutes of MP3 ahead, even while it is paused, and all of
 * it would be synthesised and paid for.
 *
 * @param isUnderWay Whether it has come to what the listener wants: nobody listens to what is before.
 */
export function listeningPace(isUnderWay: () => boolean = () => true): Pace {
  const begun = Date.now()
  let skippedMs = 0
  function missingMs(askedMs: number): number {
    if (!isUnderWay()) skippedMs = askedMs
    return (askedMs - skippedMs - AHEAD_MS) / MAX_SPEED - (Date.now() - begun)
  }
  return {
    allows: askedMs => missingMs(askedMs) <= 0,
    until(askedMs, signal) {
      return new Promise(resolve => {
        const end = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          resolve()
        }
        const timer = setTimeout(end, Math.max(0, missingMs(askedMs)))
        signal.addEventListener('abort', end, { once: true })
        if (signal.aborted) end()
      })
    },
  }
}

/** For who takes all at once. */
export const UNPACED: Pace = { allows: () => true, until: () => Promise.resolve() }
