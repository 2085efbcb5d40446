import { shiftPitch } from './pitch'
import { createResampler } from './resampler'
import { stretch } from './stretch'

/** Lengths are told apart by the hundredth, which no ear does, so that few filters serve all. */
const STEPS = 100

/**
 * The same speech at the same pitch and of the same duration from a vocal
 * tract `factor` times as long: formants at 1 / factor of their frequencies
 * (amazon:effect vocal-tract-length). Resampled, which moves all three; pitch
 * and duration are set against it beforehand and afterwards.
 *
 * @param samples Mono speech of one voice.
 * @param factor 0.5 to 2, in hundredths.
 * @throws RangeError for a factor outside of these bounds.
 */
export function changeVocalTract(
  samples: Float32Array,
  sampleRateHz: number,
  factor: number,
): Float32Array<ArrayBuffer> {
  if (!(factor >= 0.5 && factor <= 2)) {
    throw new RangeError(
      `Cannot change the vocal tract as factor must be 0.5 to 2: current value is ${factor}`,
    )
  }
  const steps = Math.round(factor * STEPS)
  const raised = shiftPitch(samples, sampleRateHz, steps / STEPS)
  const resampler = createResampler(STEPS, steps)
  const body = resampler.push(raised)
  const tail = resampler.flush()
  const slowed = new Float32Array(body.length + tail.length)
  slowed.set(body)
  slowed.set(tail, body.length)
  const restored = new Float32Array(samples.length)
  restored.set(stretch(slowed, sampleRateHz, STEPS / steps).subarray(0, samples.length))
  return restored
}
