/** Seconds of the audio that a key moves on the seek bar; Home and End go to either end. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 5,
  ArrowUp: 5,
  ArrowLeft: -5,
  ArrowDown: -5,
  PageUp: 30,
  PageDown: -30,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Where a key leads on the seek bar, in s, or undefined for a key that does not move it. */
export function seekByKey(key: string, atSeconds: number, endSeconds: number): number | undefined {
  const step = STEPS[key]
  return step === undefined ? undefined : Math.min(endSeconds, Math.max(0, atSeconds + step))
}

/** Up to where the audio is there without a gap, from where it is heard, in s; where nothing is there, that place itself. */
export function arrivedSeconds(
  buffered: Pick<TimeRanges, 'length' | 'start' | 'end'>,
  atSeconds: number,
): number {
  // A range may begin some samples late: after a seek it is heard from its beginning all the same.
  const slackSeconds = 0.1
  for (let index = 0; index < buffered.length; index++) {
    if (buffered.start(index) - slackSeconds <= atSeconds && atSeconds <= buffered.end(index)) {
      return buffered.end(index)
    }
  }
  return atSeconds
}

/** The length of the whole, in s: the audio's own where it knows it, else the estimate, and never less than what is there. */
export function lengthOf(audio: {
  /** `HTMLMediaElement.duration`: NaN before it is loaded, Infinity while it streams. */
  durationSeconds: number
  arrivedSeconds: number
  /** What comes before the audio, as far as can be told. */
  startSeconds: number
  /** Of the whole, with what comes before the audio. */
  estimatedSeconds: number
  /** What the audio lasts at least. */
  leastSeconds: number
}): { seconds: number; isExact: boolean } {
  const { durationSeconds, startSeconds } = audio
  // While audio streams, Firefox takes what has arrived for its length.
  const isSaid = durationSeconds > audio.arrivedSeconds + 0.5 || durationSeconds >= audio.leastSeconds
  if (Number.isFinite(durationSeconds) && isSaid) {
    return { seconds: startSeconds + durationSeconds, isExact: startSeconds === 0 }
  }
  return {
    seconds: Math.max(audio.estimatedSeconds, startSeconds + audio.arrivedSeconds),
    isExact: false,
  }
}
