import type { Ducker } from '../../audio/ducker'
import type { Source } from '../source'

/** Music that makes room for speech, and the speech over it. */
export function duck(music: Source, speech: Source, ducker: Ducker): Source {
  let left = new Float64Array(0)
  let right = new Float64Array(0)
  let gains = new Float64Array(0)

  return {
    frames: Math.max(music.frames, speech.frames),
    add(leftOut, rightOut, from) {
      const { length } = leftOut
      if (gains.length !== length) {
        left = new Float64Array(length)
        right = new Float64Array(length)
        gains = new Float64Array(length)
      }
      left.fill(0)
      right.fill(0)
      music.add(left, right, from)
      ducker.fill(gains)
      for (let i = 0; i < length; i++) {
        const now = gains[i] as number
        leftOut[i] = (leftOut[i] as number) + (left[i] as number) * now
        rightOut[i] = (rightOut[i] as number) + (right[i] as number) * now
      }
      speech.add(leftOut, rightOut, from)
    },
    restart() {
      music.restart()
      speech.restart()
      ducker.restart()
    },
  }
}
