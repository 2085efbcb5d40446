import { CONTROLLER, NOTE_ON, type Part, SUSTAIN_PEDAL } from './part'

/** Of all parts together: some five times as fast as they sound, on one core, when all of them do. */
const ALL_VOICES = 128
/** A part's fewest and most, whatever it plays. */
const FEWEST = 2
const MOST = 64
/** A note may be made of two samples, and sounds on after it is let go. */
const VOICES_A_NOTE = 2
const RINGING = 8
/** Under a pedal notes pile up. */
const PEDAL_VOICES = 48

/**
 * Says how many voices each part may sound at once, so that rendering is never
 * slower than `ALL_VOICES` are. The answer depends on the song alone: a stem
 * sounds as its part does in the mix.
 */
export function shareVoices(parts: readonly Omit<Part, 'voices'>[]): Part[] {
  const wishes = parts.map(({ events }) => wishOf(events))
  const all = wishes.reduce((sum, wish) => sum + wish, 0)
  const share = Math.min(1, ALL_VOICES / all)
  return parts.map((part, i) => ({
    ...part,
    voices: Math.max(FEWEST, Math.floor((wishes[i] ?? FEWEST) * share)),
  }))
}

function wishOf(events: Part['events']): number {
  let held = 0
  let most = 0
  let hasPedal = false
  for (const { status, a, b } of events) {
    if (status === NOTE_ON && b > 0) most = Math.max(most, ++held)
    else if (status <= NOTE_ON) held = Math.max(0, held - 1)
    else if (status === CONTROLLER && a === SUSTAIN_PEDAL && b >= 64) hasPedal = true
  }
  const wish = most * VOICES_A_NOTE + RINGING
  return Math.min(MOST, hasPedal ? Math.max(wish, PEDAL_VOICES) : wish)
}
