import { FLITE_SAMPLE_RATE_HZ } from './flite'

const WINDOW = samplesIn(5)
/** Below this part of the loudest window it is silence: −45 dB. */
const SILENCE = 10 ** (-45 / 20)
/** Kept around the sound: a soft consonant lies below the threshold. */
const LEAD = samplesIn(20)
const TAIL = samplesIn(45)
const FADE = samplesIn(5)

/**
 * An utterance between the pauses that the text asks for. Flite puts 80 to
 * 290 ms of its own silence around each, which differs by voice and makes a
 * seam within a sentence a stop: that silence goes, `pauseMs` comes after.
 *
 * @param samples Mono at FLITE_SAMPLE_RATE_HZ.
 */
export function shapeUtterance(samples: Float32Array, pauseMs: number): Float32Array<ArrayBuffer> {
  const [from, to] = soundOf(samples)
  const sound = samples.subarray(Math.max(0, from - LEAD), Math.min(samples.length, to + TAIL))
  const shaped = new Float32Array(sound.length + samplesIn(pauseMs))
  shaped.set(sound)
  // The cut edges are faint, but not zero: without a fade they tick.
  for (let i = 0; i < Math.min(FADE, sound.length); i++) {
    const gain = i / FADE
    shaped[i] = (shaped[i] as number) * gain
    const last = sound.length - 1 - i
    shaped[last] = (shaped[last] as number) * gain
  }
  return shaped
}

/** First and last sample (exclusive) of what is heard; both 0 where all is silent. */
function soundOf(samples: Float32Array): [from: number, to: number] {
  const levels: number[] = []
  for (let at = 0; at < samples.length; at += WINDOW) {
    let sum = 0
    const end = Math.min(at + WINDOW, samples.length)
    for (let i = at; i < end; i++) sum += (samples[i] as number) ** 2
    levels.push(Math.sqrt(sum / (end - at)))
  }
  const threshold = Math.max(...levels) * SILENCE
  if (!(threshold > 0)) return [0, 0]
  const first = levels.findIndex(level => level > threshold)
  const last = levels.findLastIndex(level => level > threshold)
  return [first * WINDOW, Math.min(samples.length, (last + 1) * WINDOW)]
}

export function samplesIn(ms: number): number {
  return Math.round((ms * FLITE_SAMPLE_RATE_HZ) / 1000)
}
