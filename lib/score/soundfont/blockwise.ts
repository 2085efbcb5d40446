import type { Source } from '../source'

/** Frames that are rendered at a time: notes begin on a block's first frame, so at most 1.5 ms early or late. */
export const BLOCK = 128

/**
 * A source from a function that only renders whole blocks: what is asked for in
 * blocks of any size is cut from them, so that the sound never depends on who
 * asks.
 *
 * @param frames Where it ends.
 * @param render Adds the block that begins at `from` to two blocks of silence.
 * @param restart Is told when `render` will begin at 0 again.
 */
export function blockwise(
  frames: number,
  render: (left: Float64Array, right: Float64Array, from: number) => void,
  restart: () => void,
): Source {
  const blockLeft = new Float64Array(BLOCK)
  const blockRight = new Float64Array(BLOCK)
  let rendered = 0
  let next = 0

  return {
    frames,

    add(left, right, from) {
      if (from !== next) throw new RangeError(`Cannot go to frame ${from}: the next one is ${next}`)
      next += left.length
      const end = Math.min(next, frames)
      for (let frame = from; frame < end; ) {
        if (frame === rendered) {
          blockLeft.fill(0)
          blockRight.fill(0)
          render(blockLeft, blockRight, rendered)
          rendered += BLOCK
        }
        const offset = frame % BLOCK
        const count = Math.min(BLOCK - offset, end - frame)
        const at = frame - from
        for (let i = 0; i < count; i++) {
          left[at + i] = (left[at + i] ?? 0) + (blockLeft[offset + i] ?? 0)
          right[at + i] = (right[at + i] ?? 0) + (blockRight[offset + i] ?? 0)
        }
        frame += count
      }
    },

    restart() {
      rendered = 0
      next = 0
      restart()
    },
  }
}
