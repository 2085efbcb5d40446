import { type Pause, timeOfVoiced, type VoicedTimeline } from './speech-pauses'

/** Pauses that are looked at for a boundary: those nearest to where it is expected. */
const MAX_PAUSES = 24
/** By how much a sentence may well be longer or shorter than expected. */
const SPREAD = 0.2
const SPREAD_MS = 120
/** What a pause speaks for a boundary, in squares of such spreads; a pause between sentences is as long. */
const PAUSE_REWARD = 8
const SENTENCE_PAUSE_MS = 450
/** Against a boundary where no pause is heard. */
const NO_PAUSE_COST = 1

type Candidate = Pause & { cost: number; from: number }

/**
 * When each sentence begins, if together they are all that is spoken: the pauses
 * are chosen that fit their lengths best and are longest (dynamic programming
 * over a bounded number of pauses a boundary).
 *
 * @param lengths Of the sentences in any unit, each above 0.
 * @returns As many times in ms, in order.
 */
export function chooseBoundaries(lengths: readonly number[], timeline: VoicedTimeline): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const msOf = (length: number) => (timeline.voicedMs * length) / total
  const begin: Candidate = { voicedMs: 0, lengthMs: 0, resumeMs: timeline.onsetMs, cost: 0, from: 0 }
  const steps: Candidate[][] = [[begin]]
  let expectedMs = 0
  for (const length of lengths.slice(0, -1)) {
    expectedMs += msOf(length)
    const before = steps.at(-1) ?? []
    const places = [...nearest(timeline.pauses, expectedMs), unheard(timeline, expectedMs)]
    steps.push(places.flatMap(place => reached(place, before, msOf(length)) ?? []))
  }
  const end = { voicedMs: timeline.voicedMs, lengthMs: 0, resumeMs: Number.POSITIVE_INFINITY }
  let from = reached(end, steps.at(-1) ?? [], msOf(lengths.at(-1) ?? 0))?.from ?? 0
  return steps
    .toReversed()
    .map(candidates => {
      const chosen = candidates[from]
      from = chosen?.from ?? 0
      return chosen?.resumeMs ?? 0
    })
    .toReversed()
}

function unheard(timeline: VoicedTimeline, voicedMs: number): Pause {
  return { voicedMs, lengthMs: 0, resumeMs: timeOfVoiced(timeline, voicedMs) }
}

/** A place as the next boundary after the one that is best for it; undefined where none lies before. */
function reached(place: Pause, before: readonly Candidate[], expectedMs: number): Candidate | undefined {
  const spread = SPREAD * expectedMs + SPREAD_MS
  let least = Number.POSITIVE_INFINITY
  let best = -1
  for (const [from, candidate] of before.entries()) {
    const isBehind = candidate.resumeMs < place.resumeMs
    // Where nothing is heard at all, times may be the same; but no pause parts three sentences.
    if (!isBehind && (place.lengthMs > 0 || candidate.resumeMs > place.resumeMs)) continue
    const deviation = (place.voicedMs - candidate.voicedMs - expectedMs) / spread
    const cost = candidate.cost + deviation * deviation
    if (cost < least) {
      least = cost
      best = from
    }
  }
  return best < 0 ? undefined : { ...place, cost: least + costOf(place), from: best }
}

function costOf({ lengthMs }: Pause): number {
  return lengthMs === 0 ? NO_PAUSE_COST : -PAUSE_REWARD * Math.min(1, lengthMs / SENTENCE_PAUSE_MS)
}

function nearest(pauses: readonly Pause[], voicedMs: number): readonly Pause[] {
  let low = 0
  let high = pauses.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pauses[middle]?.voicedMs ?? 0) < voicedMs) low = middle + 1
    else high = middle
  }
  const from = Math.max(0, low - MAX_PAUSES / 2)
  return pauses.slice(from, from + MAX_PAUSES)
}
