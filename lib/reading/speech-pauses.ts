import type { Envelope } from '../audio/mp3-envelope'

export type Pause = {
  /** How long was spoken before it. */
  voicedMs: number
  lengthMs: number
  /** When speech goes on. */
  resumeMs: number
}

/** Audio as speech and the pauses in it; silence at its edges is neither. */
export type VoicedTimeline = {
  /** When speech begins. */
  onsetMs: number
  /** All speech without its pauses. */
  voicedMs: number
  pauses: readonly Pause[]
}

/** Of the values from soft to loud, the one that speech is measured by. */
const SPEECH_QUANTILE = 0.8
/** What is so much softer is no speech. */
const BELOW_SPEECH_DB = 22
/** Stops within a word are shorter. */
const MIN_PAUSE_MS = 90

export function voicedTimeline({ durationMs, envelope, envelopeStepMs }: Envelope): VoicedTimeline {
  const levels = smoothed(envelope)
  const threshold = (levels.toSorted()[Math.floor(levels.length * SPEECH_QUANTILE)] ?? 0) - BELOW_SPEECH_DB
  const isVoiced = (i: number) => (levels[i] ?? 0) > threshold
  const timeAt = (i: number) => Math.min(durationMs, i * envelopeStepMs)

  const pauses: Pause[] = []
  let voicedMs = 0
  let onset: number | undefined
  let voicedEnd = 0
  for (let i = 0; i < levels.length; i++) {
    if (!isVoiced(i)) continue
    onset ??= i
    const lengthMs = timeAt(i) - timeAt(voicedEnd)
    if (i === onset || lengthMs < MIN_PAUSE_MS) {
      voicedMs += i === onset ? 0 : lengthMs
    } else {
      pauses.push({ voicedMs, lengthMs, resumeMs: timeAt(i) })
    }
    voicedEnd = i + 1
    voicedMs += timeAt(voicedEnd) - timeAt(i)
  }
  // Silence, or nothing that is known of it: as if all were spoken alike.
  if (onset === undefined) return { onsetMs: 0, voicedMs: durationMs, pauses: [] }
  return { onsetMs: timeAt(onset), voicedMs, pauses }
}

/** The median of each value and its neighbours: a single value tells little. */
function smoothed(levels: Float32Array): Float32Array {
  return levels.map((level, i) => {
    const before = levels[i - 1] ?? level
    const after = levels[i + 1] ?? level
    return Math.max(Math.min(before, level), Math.min(Math.max(before, level), after))
  })
}

/** When so much has been spoken. */
export function timeOfVoiced({ onsetMs, pauses }: VoicedTimeline, voicedMs: number): number {
  const passed = pauses.filter(pause => pause.voicedMs <= voicedMs)
  return onsetMs + voicedMs + passed.reduce((sum, { lengthMs }) => sum + lengthMs, 0)
}
