import type { PitchTrack } from './pitch-track'

/** How far a period may differ from the tracked one. */
const TOLERANCE = 0.2

/** A stretch of voice: sample numbers, one a period, ascending, at like points of their periods. */
export type VoicedRun = readonly number[]

/**
 * Where each period of a voice is: from the highest peak of a voiced stretch
 * outwards, each time where the sound is most like the period before (as in
 * Boersma's Praat, "Sound & Pitch: To PointProcess (cc)").
 *
 * @returns Voiced stretches of at least three marks, in order.
 */
export function markPeriods(samples: Float32Array, track: PitchTrack): VoicedRun[] {
  const runs: VoicedRun[] = []
  for (const { from, to } of voicedFrames(track)) {
    // A frame stands for half a hop on either side.
    const start = Math.max(0, Math.round((from - 0.5) * track.hop))
    const end = Math.min(samples.length, Math.round((to - 0.5) * track.hop))
    const marks = marksWithin(samples, track, start, end)
    if (marks.length >= 3) runs.push(marks)
  }
  return runs
}

/** First frame and the one after the last of each voiced stretch. */
function voicedFrames({ periods }: PitchTrack): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  let from = -1
  for (let i = 0; i <= periods.length; i++) {
    const voiced = (periods[i] ?? 0) > 0
    if (voiced && from < 0) from = i
    if (voiced || from < 0) continue
    found.push({ from, to: i })
    from = -1
  }
  return found
}

function marksWithin(samples: Float32Array, track: PitchTrack, start: number, end: number): number[] {
  const first = highestPeak(samples, start, end)
  const walk = (direction: 1 | -1): number[] => {
    const marks: number[] = []
    for (let at = first; ; ) {
      const period = periodAt(track, at)
      if (!(period > 0)) return marks
      const next = likeliest(samples, at, direction * period)
      if (next < start || next >= end) return marks
      marks.push(next)
      at = next
    }
  }
  return [...walk(-1).reverse(), first, ...walk(1)]
}

function periodAt({ hop, periods }: PitchTrack, at: number): number {
  const position = at / hop
  const index = Math.floor(position)
  const a = periods[index] ?? 0
  const b = periods[index + 1] ?? 0
  // At the edge of a voiced stretch there is one of the two.
  return a > 0 && b > 0 ? a + (b - a) * (position - index) : Math.max(a, b)
}

/** The sample about `distance` from `at` around which a period is most like that around `at`. */
function likeliest(samples: Float32Array, at: number, distance: number): number {
  const period = Math.abs(distance)
  const half = Math.round(period / 2)
  const middle = at + Math.round(distance)
  const reach = Math.max(1, Math.floor(period * TOLERANCE))
  let best = middle
  let bestScore = -Infinity
  for (let candidate = middle - reach; candidate <= middle + reach; candidate++) {
    let product = 0
    let power = 0
    for (let i = -half; i <= half; i++) {
      const y = samples[candidate + i] ?? 0
      product += (samples[at + i] ?? 0) * y
      power += y * y
    }
    const score = power > 0 ? product / Math.sqrt(power) : 0
    if (score <= bestScore) continue
    best = candidate
    bestScore = score
  }
  return best
}

function highestPeak(samples: Float32Array, start: number, end: number): number {
  let highest = start
  for (let i = start; i < end; i++) {
    if (Math.abs(samples[i] as number) > Math.abs(samples[highest] as number)) highest = i
  }
  return highest
}
