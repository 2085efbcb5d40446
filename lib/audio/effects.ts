/** From here on the limiter bends: −2 dBFS. Below it, a sample is multiplied and nothing else. */
const KNEE = 0.8
const DEFAULT_FADE_MS = 5
const BLEEP_HZ = 1000
/** Amplitude of the bleep: −19 dBFS RMS, about the level of speech. */
const BLEEP_LEVEL = 0.16

/**
 * The samples at another level. Louder ones are limited softly: whatever the
 * gain, no sample reaches beyond −1 to 1, and there is no edge as of clipping.
 *
 * @param samples Mono, from −1 to 1.
 * @param gainDb −Infinity is silence.
 * @throws RangeError where gainDb is not a number, or +Infinity.
 */
export function applyGain(samples: Float32Array, gainDb: number): Float32Array<ArrayBuffer> {
  if (Number.isNaN(gainDb) || gainDb === Infinity) {
    throw new RangeError(`Cannot apply gain as gainDb must be below Infinity: current value is ${gainDb}`)
  }
  const gain = 10 ** (gainDb / 20)
  return gain <= 1 ? samples.map(sample => sample * gain) : samples.map(sample => softLimit(sample * gain))
}

/** Continuous in value and slope at the knee; 1 is never passed. */
function softLimit(value: number): number {
  const magnitude = Math.abs(value)
  if (magnitude <= KNEE) return value
  const room = 1 - KNEE
  return Math.sign(value) * (KNEE + room * Math.tanh((magnitude - KNEE) / room))
}

/**
 * The samples with both edges drawn to zero, so that what is put before or
 * after them does not click. Edges longer than half of the sound share it.
 */
export function fadeEdges(
  samples: Float32Array,
  sampleRateHz: number,
  fadeMs = DEFAULT_FADE_MS,
): Float32Array<ArrayBuffer> {
  const faded = samples.slice()
  const length = Math.min(Math.round((fadeMs * sampleRateHz) / 1000), samples.length >> 1)
  for (let i = 0; i < length; i++) {
    // Half a cosine: it begins and ends without a corner.
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * i) / length)
    const last = samples.length - 1 - i
    faded[i] = (faded[i] as number) * gain
    faded[last] = (faded[last] as number) * gain
  }
  return faded
}

/** A tone of 1 kHz in place of a word, about as loud as speech, with soft edges. @param ms Its length, rounded to a sample. */
export function bleep(ms: number, sampleRateHz: number): Float32Array<ArrayBuffer> {
  const tone = Float32Array.from(
    { length: Math.round((ms * sampleRateHz) / 1000) },
    (_, i) => BLEEP_LEVEL * Math.sin((2 * Math.PI * BLEEP_HZ * i) / sampleRateHz),
  )
  return fadeEdges(tone, sampleRateHz)
}
