import { type AudioEncoder, createAudioEncoder } from '../audio/encoders'
import { createResampler, type Resampler } from '../audio/resampler'
import { FLITE_SAMPLE_RATE_HZ, type Flite } from './flite'
import type { SpeechJob } from './protocol'
import { segmentText } from './segments'
import { samplesIn, shapeUtterance } from './shape'

/** The first bytes leave when this much is encoded, the others by the second. */
const FIRST_SLICE = samplesIn(100)
const SLICE = samplesIn(1000)
/** What a text without a sound is answered with: a file that plays, and is soon over. */
const NOTHING_TO_SAY = samplesIn(250)

export type Speech = {
  /** Speaks the next utterance into the sink; the last one ends the file. @returns Whether it was the last. */
  step(flite: Flite, sink: (bytes: Uint8Array<ArrayBuffer>) => void): Promise<boolean>
}

/** A job under way: text to utterances to samples to bytes, one utterance a step. */
export function createSpeech({ text, voice, format, sampleRateHz }: SpeechJob): Speech {
  const segments = segmentText(text)
  const resampler = createResampler(FLITE_SAMPLE_RATE_HZ, sampleRateHz)
  let encoder: AudioEncoder | undefined
  let spoken = 0

  return {
    async step(flite, sink) {
      // Made at the first step, so that a job in the queue holds no encoder's memory.
      encoder ??= await createAudioEncoder(format, sampleRateHz)
      const segment = segments[spoken]
      const samples = segment
        ? shapeUtterance(flite.speak(voice, segment.spoken), segment.pauseMs)
        : new Float32Array(NOTHING_TO_SAY)
      encodeInSlices(samples, spoken === 0 ? FIRST_SLICE : SLICE, encoder, resampler, sink)
      spoken++
      if (spoken < segments.length) return false

      emit(encoder.encode(resampler.flush()), sink)
      emit(encoder.finish(), sink)
      return true
    },
  }
}

function encodeInSlices(
  samples: Float32Array,
  firstSlice: number,
  encoder: AudioEncoder,
  resampler: Resampler,
  sink: (bytes: Uint8Array<ArrayBuffer>) => void,
): void {
  let end = 0
  for (let start = 0; start < samples.length; start = end) {
    end = start + (start === 0 ? firstSlice : SLICE)
    emit(encoder.encode(resampler.push(samples.subarray(start, end))), sink)
  }
}

function emit(bytes: Uint8Array<ArrayBuffer>, sink: (bytes: Uint8Array<ArrayBuffer>) => void): void {
  if (bytes.length > 0) sink(bytes)
}
