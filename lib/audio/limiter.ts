/** −1 dBFS: what lossy encoders and converters add to a peak still fits. */
export const CEILING = 10 ** (-1 / 20)
const LOOK_AHEAD_SECONDS = 0.005
/** In which the gain comes back by 63 %. */
const RELEASE_SECONDS = 0.1
/** Gains are multiples of 2⁻³⁰, so that sums of them are exact: what was added can be taken away again. */
const GAIN_STEPS = 2 ** 30

/** The gain of a mix, frame by frame, that keeps its peaks at or below −1 dBFS. */
export type Limiter = {
  /**
   * Frames of look-ahead: the gain that comes out with frame n is that of frame
   * n − `delay`. To have the last, push as many frames of silence.
   */
  readonly delay: number
  /** Fills in a gain, at most 1, for each frame that goes in; the arrays are of one length. */
  push(left: Float64Array, right: Float64Array, gains: Float64Array): void
  restart(): void
}

/**
 * A look-ahead limiter for two channels with one gain, so that the image does not
 * move (Giannoulis, Massberg and Reiss, Digital Dynamic Range Compressor Design,
 * 2012): the least gain wanted in a window of 5 ms, released exponentially, averaged
 * over as long a window. The average begins to sink 5 ms before a peak and has arrived
 * with it; no gain is ever above what its own frame wants. Music that stays below the
 * ceiling has the gain 1 throughout, exactly.
 */
export function createLimiter(sampleRateHz: number): Limiter {
  const delay = Math.round(LOOK_AHEAD_SECONDS * sampleRateHz)
  const release = 1 - Math.exp(-1 / (RELEASE_SECONDS * sampleRateHz))
  const window = delay + 1
  /** What frames want, by frame modulo the window. */
  const wanted = new Float64Array(window)
  const held = new Float64Array(window)
  /** Frames in the window whose wish no later frame undercuts, the least first: a queue in a ring. */
  const least = new Float64Array(window)
  let head = 0
  let queued = 0
  let frame = 0
  let gain = GAIN_STEPS
  let sum = 0

  function restart(): void {
    wanted.fill(GAIN_STEPS)
    held.fill(GAIN_STEPS)
    head = 0
    queued = 0
    frame = 0
    gain = GAIN_STEPS
    sum = window * GAIN_STEPS
  }
  restart()

  /** The least of what the last `window` frames want, this one included. */
  function leastWith(wish: number): number {
    if (queued > 0 && (least[head] as number) <= frame - window) {
      head = (head + 1) % window
      queued--
    }
    while (
      queued > 0 &&
      (wanted[(least[(head + queued - 1) % window] as number) % window] as number) >= wish
    ) {
      queued--
    }
    wanted[frame % window] = wish
    least[(head + queued) % window] = frame
    queued++
    return wanted[(least[head] as number) % window] as number
  }

  return {
    delay,
    push(left, right, gains) {
      for (let i = 0; i < gains.length; i++, frame++) {
        const peak = Math.max(Math.abs(left[i] as number), Math.abs(right[i] as number))
        const wish = peak > CEILING ? Math.floor((CEILING / peak) * GAIN_STEPS) : GAIN_STEPS
        const bound = leastWith(wish)
        // At least one step, or it would never arrive.
        const risen = gain + Math.max(1, Math.floor((GAIN_STEPS - gain) * release))
        gain = Math.min(bound, risen)
        const at = frame % window
        sum += gain - (held[at] as number)
        held[at] = gain
        gains[i] = sum / (window * GAIN_STEPS)
      }
    },
    restart,
  }
}
