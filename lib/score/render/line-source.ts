import { type Span, speechSpans } from '../../audio/ducker'
import { createResampler } from '../../audio/resampler'
import type { Source } from '../source'

/** Of speech as readings have it in WAV files. */
export const SPEECH_RATE_HZ = 16_000

/** How loud speech is over music, whoever speaks: the level (RMS) of where it is heard. */
const SPEECH_DBFS = -20
/** No line is raised or lowered by more. */
const MAX_GAIN_DB = 12

/** Of speech: what is resampled at a time. */
const CHUNK_SAMPLES = 4096

/** A spoken line in the middle, at its place. */
export type LineSource = Source & {
  /** Where it is heard, in frames of the song. */
  readonly spans: readonly Span[]
}

/**
 * @param samples Mono, 16 kHz.
 * @param start First frame in the song.
 * @param rateHz Of the song.
 */
export function lineSource(samples: Int16Array, start: number, rateHz: number): LineSource {
  const frames = start + framesOfSpeech(samples.length, rateHz)
  const heard = speechSpans(toFloats(samples, 1), SPEECH_RATE_HZ)
  const gain = gainOf(samples, heard)
  const toFrame = (sample: number) => start + Math.round((sample * rateHz) / SPEECH_RATE_HZ)
  let resampler = createResampler(SPEECH_RATE_HZ, rateHz, 'mix')
  /** Frames that are resampled and not heard yet. */
  let ready = new Float32Array(0)
  let read = 0

  /** Makes more frames; false where there are no more. */
  function resample(): boolean {
    if (read > samples.length) return false
    const chunk = samples.subarray(read, read + CHUNK_SAMPLES)
    ready = chunk.length > 0 ? resampler.push(toFloats(chunk, gain)) : resampler.flush()
    read = chunk.length > 0 ? read + chunk.length : samples.length + 1
    return true
  }

  return {
    frames,
    spans: heard.map(span => ({ start: toFrame(span.start), end: toFrame(span.end) })),
    add(left, right, from) {
      for (let i = Math.max(0, start - from); i < left.length; ) {
        if (ready.length === 0 && !resample()) return
        const count = Math.min(ready.length, left.length - i)
        for (let j = 0; j < count; j++, i++) {
          left[i] = (left[i] as number) + (ready[j] as number)
          right[i] = (right[i] as number) + (ready[j] as number)
        }
        ready = ready.subarray(count)
      }
    },
    restart() {
      resampler = createResampler(SPEECH_RATE_HZ, rateHz, 'mix')
      ready = new Float32Array(0)
      read = 0
    },
  }
}

/** How many frames so many samples of speech last. */
export function framesOfSpeech(samples: number, rateHz: number): number {
  return Math.ceil((samples * rateHz) / SPEECH_RATE_HZ)
}

function toFloats(samples: Int16Array, gain: number): Float32Array {
  return Float32Array.from(samples, sample => (sample / 32_768) * gain)
}

function gainOf(samples: Int16Array, heard: readonly Span[]): number {
  let sum = 0
  let count = 0
  for (const { start, end } of heard) {
    for (let i = start; i < end; i++) sum += ((samples[i] as number) / 32_768) ** 2
    count += end - start
  }
  if (count === 0) return 1
  const level = 10 * Math.log10(sum / count)
  return 10 ** (Math.max(-MAX_GAIN_DB, Math.min(MAX_GAIN_DB, SPEECH_DBFS - level)) / 20)
}
