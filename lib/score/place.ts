import type { Track } from './song'
import type { Source } from './source'
import { delayFrames } from './timing'

/**
 * A track's sound in its place: panned (left × cos(p π/2), right × sin(p π/2))
 * and followed by its delayed copy. A track with neither stays as it is.
 *
 * As many frames as the delay lasts are kept in memory, in two channels.
 */
export function place(source: Source, track: Track, rateHz: number): Source {
  const { Pan, Delay } = track
  if (Pan === undefined && Delay === undefined) return source
  const leftGain = Pan === undefined ? 1 : Math.cos((Pan * Math.PI) / 2)
  const rightGain = Pan === undefined ? 1 : Math.sin((Pan * Math.PI) / 2)
  const echo = Delay?.Gain ?? 0
  const late = delayFrames(track, rateHz)
  const leftLate = new Float64Array(late)
  const rightLate = new Float64Array(late)
  let at = 0
  let leftDry = new Float64Array(0)
  let rightDry = new Float64Array(0)

  return {
    frames: source.frames + late,

    add(left, right, from) {
      const { length } = left
      if (leftDry.length === length) {
        leftDry.fill(0)
        rightDry.fill(0)
      } else {
        leftDry = new Float64Array(length)
        rightDry = new Float64Array(length)
      }
      source.add(leftDry, rightDry, from)
      for (let i = 0; i < length; i++) {
        const l = (leftDry[i] ?? 0) * leftGain
        const r = (rightDry[i] ?? 0) * rightGain
        left[i] = (left[i] ?? 0) + l + (late > 0 ? (leftLate[at] ?? 0) : l) * echo
        right[i] = (right[i] ?? 0) + r + (late > 0 ? (rightLate[at] ?? 0) : r) * echo
        if (late === 0) continue
        leftLate[at] = l
        rightLate[at] = r
        if (++at === late) at = 0
      }
    },

    restart() {
      source.restart()
      leftLate.fill(0)
      rightLate.fill(0)
      at = 0
    },
  }
}
