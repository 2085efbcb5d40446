import { fadeEdges } from '../audio/effects'
import type { Performance } from './performance'

const WINDOW_MS = 5
/** Below this part of the loudest window it is silence: −40 dB. The noise of awb lies at −43. */
const SILENCE = 10 ** (-40 / 20)
/** Kept around the sound at the voice's own rate: a soft consonant lies below the threshold. */
const LEAD_MS = 20
const TAIL_MS = 45

/**
 * A performance without the silence at its edges. Voices put 80 to 290 ms of
 * their own there, which makes a seam within a sentence a stop; the pauses that
 * the text asks for come in its place. Times move along.
 *
 * @param rate Of the speech, as a factor of the voice's own.
 */
export function trimmed(performance: Performance, rate = 1): Performance {
  const { samples, sampleRateHz } = performance
  const inSamples = (ms: number) => Math.round((ms * sampleRateHz) / 1000)
  const sound = soundOf(samples, inSamples(WINDOW_MS))
  const from = Math.max(0, sound.from - inSamples(LEAD_MS / rate))
  const to = Math.min(samples.length, sound.to + inSamples(TAIL_MS / rate))
  // The cut edges are faint, but not zero: without a fade they tick.
  const kept = fadeEdges(samples.subarray(from, to), sampleRateHz)

  const fromMs = (from * 1000) / sampleRateHz
  const lastMs = (kept.length * 1000) / sampleRateHz
  const moved = (ms: number) => Math.min(Math.max(ms - fromMs, 0), lastMs)
  return {
    samples: kept,
    sampleRateHz,
    words: () =>
      performance.words().map(word => ({ startMs: moved(word.startMs), endMs: moved(word.endMs) })),
    visemes: performance.visemes
      .filter((_, i, { [i + 1]: next }) => !next || next.startMs > fromMs)
      .map(({ viseme, startMs }) => ({ viseme, startMs: moved(startMs) })),
  }
}

/** First and last sample (exclusive) of what is heard; both 0 where all is silent. */
function soundOf(samples: Float32Array, window: number): { from: number; to: number } {
  const levels: number[] = []
  for (let at = 0; at < samples.length; at += window) {
    let sum = 0
    const end = Math.min(at + window, samples.length)
    for (let i = at; i < end; i++) sum += (samples[i] as number) ** 2
    levels.push(Math.sqrt(sum / (end - at)))
  }
  const threshold = levels.reduce((loudest, level) => Math.max(loudest, level), 0) * SILENCE
  if (!(threshold > 0)) return { from: 0, to: 0 }
  const first = levels.findIndex(level => level > threshold)
  const last = levels.findLastIndex(level => level > threshold)
  return { from: first * window, to: Math.min(samples.length, (last + 1) * window) }
}
