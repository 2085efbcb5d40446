import type { Source } from '../source'

/** A source, louder or softer. */
export function scaled(source: Source, gain: number): Source {
  let left = new Float64Array(0)
  let right = new Float64Array(0)

  return {
    frames: source.frames,
    add(leftOut, rightOut, from) {
      const { length } = leftOut
      if (left.length !== length) {
        left = new Float64Array(length)
        right = new Float64Array(length)
      }
      left.fill(0)
      right.fill(0)
      source.add(left, right, from)
      for (let i = 0; i < length; i++) {
        leftOut[i] = (leftOut[i] as number) + (left[i] as number) * gain
        rightOut[i] = (rightOut[i] as number) + (right[i] as number) * gain
      }
    },
    restart: () => source.restart(),
  }
}
