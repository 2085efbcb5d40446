import { problem } from '../http/problem'

/** A place among the requests under way; leave it exactly when the upstream's stream is closed. */
export type Place = { leave(): void }

export type Admission = {
  /**
   * Waits for a place among the requests to this engine, first come first served.
   *
   * @throws Problem `too-many-waiting` at once when the queue is full, and
   * `client-gone` as soon as the signal aborts: who leaves the queue leaves it at once.
   */
  enter(engine: string, signal: AbortSignal): Promise<Place>
  /** Requests under way and listeners waiting, over all engines. */
  stats(): { active: number; waiting: number }
}

export type AdmissionOptions = {
  /** Requests at once, by engine; an engine that is not named has none. */
  places: Readonly<Record<string, number>>
  /** Listeners that may wait, by engine. */
  queueLimit: number
}

type Gate = { places: number; active: number; waiting: Set<() => void> }

/** Seconds after which somebody turned away may come back: about the length of a short reading's synthesis. */
const RETRY_AFTER_SECONDS = 5

/**
 * Keeps an account's quotas of parallel requests (Polly, Quotas): beyond them
 * the service throttles everybody, so listeners wait here, in order.
 */
export function createAdmission({ places, queueLimit }: AdmissionOptions): Admission {
  const gates = new Map<string, Gate>()
  for (const [engine, count] of Object.entries(places)) {
    gates.set(engine, { places: count, active: 0, waiting: new Set() })
  }

  function take(gate: Gate): Place {
    gate.active++
    let left = false
    return {
      leave() {
        if (left) return
        left = true
        gate.active--
        const [next] = gate.waiting
        next?.()
      },
    }
  }

  function wait(gate: Gate, signal: AbortSignal): Promise<Place> {
    return new Promise((resolve, reject) => {
      const admit = () => {
        gate.waiting.delete(admit)
        signal.removeEventListener('abort', leaveQueue)
        resolve(take(gate))
      }
      const leaveQueue = () => {
        gate.waiting.delete(admit)
        reject(problem('client-gone', {}, signal.reason))
      }
      gate.waiting.add(admit)
      signal.addEventListener('abort', leaveQueue, { once: true })
    })
  }

  return {
    async enter(engine, signal) {
      const gate = gates.get(engine)
      if (!gate) throw new Error(`Cannot admit to the engine '${engine}' as it has no places`)
      if (signal.aborted) throw problem('client-gone', {}, signal.reason)
      if (gate.active < gate.places) return take(gate)
      if (gate.waiting.size >= queueLimit) {
        throw problem('too-many-waiting', { limit: queueLimit, retryAfterSeconds: RETRY_AFTER_SECONDS })
      }
      return wait(gate, signal)
    },
    stats() {
      let active = 0
      let waiting = 0
      for (const gate of gates.values()) {
        active += gate.active
        waiting += gate.waiting.size
      }
      return { active, waiting }
    },
  }
}
