import { concatBytes } from '../bytes'
import { createByteWindow } from './byte-window'
import type { ContainerJoiner } from './container-joiner'
import { JoinError } from './join-error'
import { FRAME_HEAD_BYTES, isTableFrame, type Mp3Frame, readMp3Frame, silenced } from './mp3-frame'
import { TAG_HEAD_BYTES, tagBytes } from './mp3-tags'

/** So much that is neither a frame nor a tag is no MP3. */
const MAX_GARBAGE_BYTES = 65_536

export type Mp3State = {
  container: 'mp3'
  samples: number
  sampleRateHz: number
  /** What the frames have in common; 0 before the first. */
  stream: number
}

/**
 * Joins MP3 files by their frames. Tags and header frames (Xing, Info, VBRI)
 * are dropped, as they tell the length of their part only, and so is a last
 * frame that is not whole. A frame whose main data begin in a part before its
 * own would decode as noise: it is made silent.
 */
export function createMp3Joiner(start: Mp3State): ContainerJoiner<Mp3State> {
  const window = createByteWindow()
  let { samples, sampleRateHz, stream } = start
  let partSamples = 0
  let partStream = 0
  let frames = 0
  let reservoir = 0
  let garbage = 0
  let skip = 0
  /** A frame has just ended here, so that the next header needs no proof. */
  let inStep = false

  function scan(isWhole: boolean): Uint8Array<ArrayBuffer> {
    const { bytes } = window
    const passed: Uint8Array[] = []
    let at = 0
    let runStart = 0
    const cutRun = (resumeAt: number) => {
      if (at > runStart) passed.push(bytes.subarray(runStart, at))
      at = resumeAt
      runStart = resumeAt
    }

    for (;;) {
      if (skip > 0) {
        const step = Math.min(skip, bytes.length - at)
        skip -= step
        cutRun(at + step)
      }
      if (at + TAG_HEAD_BYTES > bytes.length && !isWhole) break
      if (at >= bytes.length) break
      skip = tagBytes(bytes, at)
      if (skip > 0) continue

      const frame = readMp3Frame(bytes, at)
      const proof = frame && fits(frame) ? proven(bytes, at + frame.bytes, frame, isWhole) : 'none'
      if (proof === 'unknown') break
      if (!frame || proof === 'none') {
        inStep = false
        if (++garbage > MAX_GARBAGE_BYTES) throw new JoinError('malformed', 'The part is no MP3')
        cutRun(at + 1)
        continue
      }
      if (at + frame.bytes > bytes.length) break
      pass(frame, bytes.subarray(at, at + frame.bytes))
    }
    cutRun(at)
    window.drop(at)
    return concatBytes(passed)

    function pass(frame: Mp3Frame, whole: Uint8Array): void {
      if (stream !== 0 && stream !== frame.stream) {
        throw new JoinError('unlike', 'The part has another sample rate or number of channels')
      }
      inStep = true
      partStream = frame.stream
      const next = at + frame.bytes
      if (frames === 0 && isTableFrame(whole, frame)) {
        cutRun(next)
        return
      }
      if (frame.mainDataBegin > reservoir) {
        cutRun(next)
        passed.push(silenced(whole, frame))
      } else {
        at = next
      }
      frames++
      partSamples += frame.samples
      sampleRateHz = frame.sampleRateHz
      // Nothing refers back further than nine bits can tell.
      reservoir = Math.min(511, reservoir + frame.bytes - frame.sideInfoEnd)
    }
  }

  function fits(frame: Mp3Frame): boolean {
    return frame.bytes >= frame.sideInfoEnd && (partStream === 0 || frame.stream === partStream)
  }

  /** Any two bytes may look like a header: the first of a run counts only where another, a tag or the end follows. */
  function proven(
    bytes: Uint8Array,
    next: number,
    frame: Mp3Frame,
    isWhole: boolean,
  ): 'proven' | 'none' | 'unknown' {
    if (inStep) return 'proven'
    if (isWhole && next === bytes.length) return 'proven'
    if (next + Math.max(TAG_HEAD_BYTES, FRAME_HEAD_BYTES) > bytes.length && !isWhole) return 'unknown'
    const follows = readMp3Frame(bytes, next)?.stream === frame.stream || tagBytes(bytes, next) > 0
    return follows ? 'proven' : 'none'
  }

  return {
    push(bytes) {
      window.append(bytes)
      return scan(false)
    },
    endPart() {
      const last = scan(true)
      window.drop(window.bytes.length)
      if (frames === 0) throw new JoinError('no-audio', 'The part holds no MP3 frame')
      samples += partSamples
      stream = partStream
      partSamples = 0
      partStream = 0
      frames = 0
      reservoir = 0
      garbage = 0
      skip = 0
      inStep = false
      return last
    },
    end: () => new Uint8Array(0),
    state: () => ({ container: 'mp3', samples, sampleRateHz, stream }),
    get duration() {
      return { samples, sampleRateHz }
    },
  }
}
