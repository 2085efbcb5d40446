/** Adds the sound of a room to blocks of one size. */
export type Reverb = {
  /**
   * @param inLeft, inRight What sounds in the room. Overwritten.
   * @param outLeft, outRight What the room answers is added to them.
   */
  process(
    inLeft: Float64Array<ArrayBuffer>,
    inRight: Float64Array<ArrayBuffer>,
    outLeft: Float64Array,
    outRight: Float64Array,
  ): void
}

/** Lengths of the delay lines, without common divisors worth naming. All are longer than a block. */
const LINES_MS = [29.7, 34.3, 37.9, 41.1, 46.7, 53.3, 58.9, 66.1]
/** Lines that smear each attack before it enters the room, one after another. */
const DIFFUSERS_MS = [5.3, 8.9]
const DIFFUSION = 0.6
/** Until a sound is 60 dB softer. */
const REVERBERATION_SECONDS = 1.4
/** What the walls swallow: a lowpass in each line. */
const DAMPING_HZ = 5_000
/** Low notes stay out of the room, or they blur. */
const LOW_CUT_HZ = 160
const WET = 0.3
/** Softer than a half step of 24 bits: the room is still, and time is saved. */
const STILL = 1e-9

/**
 * A feedback delay network of eight lines (J.-M. Jot, A. Chaigne: Digital delay
 * networks for designing artificial reverberators, AES 90, 1991), fed back by a
 * Householder matrix. It is linear, so the rooms of single tracks sum to the
 * room of their mix.
 *
 * @param block Frames in each block, at most 1,000.
 */
export function createReverb(rateHz: number, block: number): Reverb {
  const framesOf = (ms: number) => Math.round((ms / 1000) * rateHz)
  const lines = LINES_MS.map(ms => createLine(framesOf(ms), rateHz, block))
  const left = DIFFUSERS_MS.map(ms => createDiffuser(framesOf(ms)))
  const right = DIFFUSERS_MS.map(ms => createDiffuser(framesOf(ms * 1.07)))
  const cutLeft = createLowCut(rateHz)
  const cutRight = createLowCut(rateHz)
  const sum = new Float64Array(block)
  let isStill = true

  return {
    process(inLeft, inRight, outLeft, outRight) {
      if (isStill && isSilent(inLeft) && isSilent(inRight)) return
      cutLeft(inLeft)
      cutRight(inRight)
      for (const diffuse of left) diffuse(inLeft)
      for (const diffuse of right) diffuse(inRight)

      sum.fill(0)
      let loudest = 0
      for (const [index, { read, out }] of lines.entries()) {
        loudest = Math.max(loudest, read())
        const heard = index % 2 === 0 ? outLeft : outRight
        const gain = index % 4 < 2 ? WET : -WET
        for (let i = 0; i < block; i++) {
          const wet = out[i] ?? 0
          sum[i] = (sum[i] ?? 0) + wet
          heard[i] = (heard[i] ?? 0) + gain * wet
        }
      }
      for (const [index, line] of lines.entries()) line.write(index % 2 === 0 ? inLeft : inRight, sum)
      isStill = loudest < STILL && isSilent(inLeft) && isSilent(inRight)
    },
  }
}

/** A delay line with its damping: what comes out of it decays by 60 dB in the reverberation time. */
function createLine(frames: number, rateHz: number, block: number) {
  const line = new Float64Array(frames)
  const out = new Float64Array(block)
  const gain = 10 ** ((-3 * frames) / rateHz / REVERBERATION_SECONDS)
  const lowpass = Math.exp((-2 * Math.PI * DAMPING_HZ) / rateHz)
  let at = 0
  let last = 0

  /** Brings the line's next block to `out`; returns its loudest sample. */
  function read(): number {
    let loudest = 0
    let position = at
    for (let i = 0; i < block; i++) {
      last = (line[position] ?? 0) * gain * (1 - lowpass) + last * lowpass
      out[i] = last
      if (last > loudest) loudest = last
      else if (-last > loudest) loudest = -last
      if (++position === frames) position = 0
    }
    return loudest
  }

  /** Householder's reflection: each line gets itself, less a quarter of the sum of all eight. */
  function write(input: Float64Array, sum: Float64Array): void {
    for (let i = 0; i < block; i++) {
      line[at] = (input[i] ?? 0) + (out[i] ?? 0) - (2 / LINES_MS.length) * (sum[i] ?? 0)
      if (++at === frames) at = 0
    }
  }

  return { read, write, out }
}

/** An allpass filter (M. R. Schroeder, Natural sounding artificial reverberation, 1962), in place. */
function createDiffuser(frames: number): (samples: Float64Array) => void {
  const line = new Float64Array(frames)
  let at = 0
  return samples => {
    for (let i = 0; i < samples.length; i++) {
      const late = line[at] ?? 0
      const now = (samples[i] ?? 0) + late * DIFFUSION
      samples[i] = late - now * DIFFUSION
      line[at] = now
      if (++at === frames) at = 0
    }
  }
}

/** A highpass of first order, in place. */
function createLowCut(rateHz: number): (samples: Float64Array) => void {
  const slide = Math.exp((-2 * Math.PI * LOW_CUT_HZ) / rateHz)
  let low = 0
  return samples => {
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] ?? 0
      low = sample * (1 - slide) + low * slide
      samples[i] = sample - low
    }
  }
}

function isSilent(samples: Float64Array): boolean {
  return samples.every(sample => Math.abs(sample) < STILL)
}
