import { LIMITS } from '../song'
import { CONTROLLER, controllerAt } from './controller'
import type { MidiNote, MidiTrack } from './midi'

const SUSTAIN = { number: 64, otherwise: 0 }

/**
 * When notes end that the pedal holds: when it is lifted, or their key is struck anew, and no
 * later than a song may.
 */
export function pedalEnds(track: MidiTrack): (note: MidiNote) => number {
  const lifted = track.messages.filter(
    ({ status, a, b }) => status === CONTROLLER && a === SUSTAIN.number && b < 64,
  )
  const byEnd = [...track.notes].sort((one, other) => one.end - other.end)
  const pedalAt = controllerAt(track, SUSTAIN)
  const ends = new Map<MidiNote, number>()
  let next = 0
  for (const note of byEnd) {
    if (pedalAt(note.end, true) < 64) continue
    while ((lifted[next]?.second ?? Number.POSITIVE_INFINITY) < note.end) next++
    ends.set(note, lifted[next]?.second ?? lastEnd(byEnd))
  }
  const struckNext = new Map<number, number>()
  for (const note of [...track.notes].reverse()) {
    const again = struckNext.get(note.key) ?? Number.POSITIVE_INFINITY
    const end = ends.get(note)
    if (end !== undefined) ends.set(note, Math.max(note.end, Math.min(end, again, LIMITS.seconds)))
    struckNext.set(note.key, note.start)
  }
  return note => ends.get(note) ?? note.end
}

function lastEnd(byEnd: readonly MidiNote[]): number {
  return byEnd.at(-1)?.end ?? 0
}
