/** From `start` to before `end`, in frames. */
export type Span = { readonly start: number; readonly end: number }

/** Music steps back before the first word and comes back after the last. */
const LOOK_AHEAD_SECONDS = 0.15
const HOLD_SECONDS = 0.35
/** How long the way down takes, and the way back; evenly in decibels. */
const ATTACK_SECONDS = 0.12
const RELEASE_SECONDS = 0.6
/** −14 dB. */
const DUCKED_GAIN = 10 ** (-14 / 20)

const WINDOW_SECONDS = 0.02
/** What is softer than −45 dBFS (RMS) in its window is a pause. */
const THRESHOLD_POWER = 10 ** (-45 / 10)

/**
 * Where speech is heard: its windows of 20 ms whose level reaches −45 dBFS (RMS),
 * those that touch being one span. The last window may be shorter.
 */
export function speechSpans(samples: Float32Array, sampleRateHz: number): Span[] {
  const size = Math.round(WINDOW_SECONDS * sampleRateHz)
  const spans: { start: number; end: number }[] = []
  for (let start = 0; start < samples.length; start += size) {
    const end = Math.min(samples.length, start + size)
    let sum = 0
    for (let i = start; i < end; i++) sum += (samples[i] as number) ** 2
    if (sum / (end - start) < THRESHOLD_POWER) continue
    const last = spans.at(-1)
    if (last?.end === start) last.end = end
    else spans.push({ start, end })
  }
  return spans
}

/** The gain of the music, frame by frame. */
export type Ducker = {
  /** Fills in the gains of the next frames, from 0 on: 1 where nobody speaks, −14 dB where somebody does. */
  fill(gains: Float64Array): void
  restart(): void
}

/**
 * Turns music down while speech is heard over it: it sinks within 120 ms, from 150 ms
 * before the speech, stays down for 350 ms after, as a pause between two words is no end,
 * and rises within 600 ms.
 *
 * @param speech Spans in any order, in frames of that rate; they may overlap.
 */
export function createDucker(speech: readonly Span[], sampleRateHz: number): Ducker {
  const closed = closedSpans(speech, sampleRateHz)
  const sink = DUCKED_GAIN ** (1 / (ATTACK_SECONDS * sampleRateHz))
  const rise = DUCKED_GAIN ** (-1 / (RELEASE_SECONDS * sampleRateHz))
  let frame = 0
  let index = 0
  let gain = 1

  return {
    fill(gains) {
      for (let i = 0; i < gains.length; i++, frame++) {
        while (frame >= (closed[index]?.end ?? Number.POSITIVE_INFINITY)) index++
        const isSpoken = frame >= (closed[index]?.start ?? Number.POSITIVE_INFINITY)
        gain = isSpoken ? Math.max(DUCKED_GAIN, gain * sink) : Math.min(1, gain * rise)
        gains[i] = gain
      }
    },
    restart() {
      frame = 0
      index = 0
      gain = 1
    },
  }
}

/** With look-ahead and hold, in order, none touching another. */
function closedSpans(speech: readonly Span[], sampleRateHz: number): Span[] {
  const before = Math.round(LOOK_AHEAD_SECONDS * sampleRateHz)
  const after = Math.round(HOLD_SECONDS * sampleRateHz)
  const closed: { start: number; end: number }[] = []
  for (const { start, end } of [...speech].sort((a, b) => a.start - b.start)) {
    const last = closed.at(-1)
    if (last && start - before <= last.end) last.end = Math.max(last.end, end + after)
    else closed.push({ start: start - before, end: end + after })
  }
  return closed
}
