import { concatBytes } from '../bytes'
import type { ContainerJoiner } from './container-joiner'

const SAMPLE_BYTES = 2

export type PcmState = { container: 'wav'; samples: number; sampleRateHz: number }

/** Joins raw PCM, signed 16-bit little-endian mono; an odd last byte of a part is no sample and is dropped. */
export function createPcmJoiner(start: PcmState): ContainerJoiner<PcmState> {
  const { sampleRateHz } = start
  let samples = start.samples
  let partSamples = 0
  let odd: Uint8Array = new Uint8Array(0)

  return {
    push(bytes) {
      const whole = bytes.length + odd.length - ((bytes.length + odd.length) % SAMPLE_BYTES)
      const all = concatBytes([odd, bytes])
      odd = all.slice(whole)
      partSamples += whole / SAMPLE_BYTES
      return all.subarray(0, whole)
    },
    endPart() {
      samples += partSamples
      partSamples = 0
      odd = new Uint8Array(0)
      return new Uint8Array(0)
    },
    end: () => new Uint8Array(0),
    state: () => ({ container: 'wav', samples, sampleRateHz }),
    get duration() {
      return { samples, sampleRateHz }
    },
  }
}
