import { problem } from '../http/problem'

/** `first`: somebody waits for the audio to begin. `ahead`: it is fetched before it is needed. */
export type Urgency = 'first' | 'ahead'

/** A place among the requests under way; leave it exactly when the upstream's stream is closed. */
export type Place = {
  leave(): void
  /**
   * Offers the place to whoever waits for one of this engine, now or later,
   * while it is held for nobody's ears.
   *
   * @param giveUp Called once, maybe at once: closes the upstream's stream, after which the place is left.
   * @returns Takes the offer back.
   */
  offer(giveUp: () => void): () => void
}

export type Admission = {
  /**
   * Waits for a place among the requests to this engine: who is urgent first,
   * and then first come first served.
   *
   * @param urgency Asked anew whenever a place is free, as what is fetched ahead
   * may become urgent while it waits. @default always `first`
   * @param key By which {@link placeOf} finds who waits.
   * @throws Problem `too-many-waiting` at once when the queue is full of urgent
   * requests (what is fetched ahead always finds room), and `client-gone` as
   * soon as the signal aborts: who leaves the queue leaves it at once.
   */
  enter(engine: string, signal: AbortSignal, urgency?: () => Urgency, key?: string): Promise<Place>
  /** The place in the queue of who waits under that key, 1 being the next; undefined where nobody does. */
  placeOf(key: string): number | undefined
  /** Requests under way and listeners waiting, over all engines. */
  stats(): { active: number; waiting: number }
}

export type AdmissionOptions = {
  /** Requests at once, by engine; an engine that is not named has none. */
  places: Readonly<Record<string, number>>
  /** Urgent requests that may wait, by engine. */
  queueLimit: number
}

type Waiting = { key: string | undefined; urgency: () => Urgency; admit(): void }

type Gate = {
  places: number
  active: number
  waiting: Set<Waiting>
  /** Places held for nobody's ears, the oldest first. */
  offers: Set<() => void>
  /** Offers taken whose place is not left yet. */
  leaving: number
}

/** Seconds after which somebody turned away may come back: about the length of a short reading's synthesis. */
const RETRY_AFTER_SECONDS = 5

/**
 * Keeps an account's quotas of parallel requests (Polly, Quotas): beyond them
 * the service throttles everybody, so listeners wait here, in order.
 */
export function createAdmission({ places, queueLimit }: AdmissionOptions): Admission {
  const gates = new Map<string, Gate>()
  for (const [engine, count] of Object.entries(places)) {
    gates.set(engine, { places: count, active: 0, waiting: new Set(), offers: new Set(), leaving: 0 })
  }

  return {
    async enter(engine, signal, urgency = () => 'first', key) {
      const gate = gates.get(engine)
      if (!gate) throw new Error(`Cannot admit to the engine '${engine}' as it has no places`)
      if (signal.aborted) throw problem('client-gone', {}, signal.reason)
      if (gate.active < gate.places) return take(gate)
      if (urgency() === 'first' && urgentIn(gate) >= queueLimit) {
        throw problem('too-many-waiting', { limit: queueLimit, retryAfterSeconds: RETRY_AFTER_SECONDS })
      }
      return wait(gate, signal, urgency, key)
    },
    placeOf(key) {
      for (const gate of gates.values()) {
        const index = inOrder(gate).findIndex(waiting => waiting.key === key)
        if (index !== -1) return index + 1
      }
      return undefined
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

function take(gate: Gate): Place {
  gate.active++
  let left = false
  let offered: (() => void) | undefined
  let offerTaken = false
  return {
    leave() {
      if (left) return
      left = true
      if (offered) gate.offers.delete(offered)
      if (offerTaken) gate.leaving--
      gate.active--
      nextOf(gate)?.admit()
    },
    offer(giveUp) {
      if (left) return () => undefined
      const offer = () => {
        offerTaken = true
        gate.leaving++
        giveUp()
      }
      offered = offer
      gate.offers.add(offer)
      takeOffers(gate)
      return () => void gate.offers.delete(offer)
    },
  }
}

function wait(
  gate: Gate,
  signal: AbortSignal,
  urgency: () => Urgency,
  key: string | undefined,
): Promise<Place> {
  return new Promise((resolve, reject) => {
    const waiting: Waiting = {
      key,
      urgency,
      admit() {
        gate.waiting.delete(waiting)
        signal.removeEventListener('abort', leaveQueue)
        resolve(take(gate))
      },
    }
    const leaveQueue = () => {
      gate.waiting.delete(waiting)
      reject(problem('client-gone', {}, signal.reason))
    }
    gate.waiting.add(waiting)
    signal.addEventListener('abort', leaveQueue, { once: true })
    takeOffers(gate)
  })
}

/** One place for each who waits, and no more: what is given up has been paid for. */
function takeOffers(gate: Gate): void {
  for (const offer of gate.offers) {
    if (gate.leaving >= gate.waiting.size) return
    gate.offers.delete(offer)
    offer()
  }
}

function nextOf(gate: Gate): Waiting | undefined {
  const [eldest] = gate.waiting
  for (const waiting of gate.waiting) if (waiting.urgency() === 'first') return waiting
  return eldest
}

/** As they will be let in, if nothing changes. */
function inOrder(gate: Gate): Waiting[] {
  const waiting = [...gate.waiting]
  const isUrgent = ({ urgency }: Waiting) => urgency() === 'first'
  return [...waiting.filter(isUrgent), ...waiting.filter(one => !isUrgent(one))]
}

function urgentIn(gate: Gate): number {
  let urgent = 0
  for (const { urgency } of gate.waiting) if (urgency() === 'first') urgent++
  return urgent
}
