/** Levels in dBFS (RMS, smoothed). Above the threshold nothing is raised. */
const THRESHOLD_DB = -18
const RATIO = 2.5
const MAX_RAISE_DB = 12
/** Below −50 dBFS the raise dwindles, and at −60 there is none: what lies there is no speech. */
const GATE_OPEN_DB = -50
const GATE_SHUT_DB = -60
const ATTACK_MS = 3
const RELEASE_MS = 80
/** Peaks stay below −1 dBFS. */
const CEILING = 10 ** (-1 / 20)

const BLOCKS_PER_SECOND = 1000
/** Blocks of 1 ms that the limiter sees ahead. */
const LOOK_AHEAD = 5
/** −120 dBFS, so that silence has a level. */
const SILENCE_POWER = 1e-12

export type Compressor = {
  /** What is ready by now: some 7 ms behind what went in. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>
  /** The rest: as many samples have then come out as went in. The compressor is spent afterwards. */
  flush(): Float32Array<ArrayBuffer>
}

/**
 * Dynamic range compression of a mono stream (amazon:effect name="drc"): soft
 * parts are raised, loud ones kept, peaks limited ahead of time (Giannoulis,
 * Massberg and Reiss, Digital Dynamic Range Compressor Design, 2012). The
 * result does not depend on where the stream is cut into pushes.
 */
export function createCompressor(sampleRateHz: number): Compressor {
  const size = Math.round(sampleRateHz / BLOCKS_PER_SECOND)
  const wantedGain = createGainComputer()
  const waiting: Float32Array[] = []
  const wanted: number[] = []
  const least: number[] = []
  let settled = 1
  let block = new Float32Array(size)
  let filled = 0

  /**
   * The least gain wanted around a block, averaged: it changes without a step
   * and is never above what the block wants. A block leaves when the gains at
   * both of its ends have settled, and in it the gain goes from one to the other.
   */
  function settle(next: Float32Array): Float32Array | undefined {
    waiting.push(next)
    keepLast(wanted, wantedGain(next), LOOK_AHEAD + 2)
    keepLast(least, Math.min(...wanted), LOOK_AHEAD + 1)
    const from = settled
    settled = least.reduce((sum, gain) => sum + gain, 0) / least.length
    if (waiting.length < LOOK_AHEAD + 2) return undefined
    const slope = (settled - from) / size
    return waiting.shift()?.map((sample, i) => sample * (from + slope * i))
  }

  function push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const ready: Float32Array[] = []
    for (let at = 0; at < samples.length; ) {
      const part = samples.subarray(at, at + size - filled)
      block.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < size) break
      const done = settle(block)
      if (done) ready.push(done)
      block = new Float32Array(size)
      filled = 0
    }
    const all = new Float32Array(ready.length * size)
    for (const [i, done] of ready.entries()) all.set(done, i * size)
    return all
  }

  return {
    push,
    flush() {
      const left = waiting.length * size + filled
      return push(new Float32Array((LOOK_AHEAD + 2) * size)).slice(0, left)
    },
  }
}

/** The gain that a block wants for itself, by the level that it leads to and by its peak. */
function createGainComputer(): (block: Float32Array) => number {
  const attack = Math.exp(-1 / ATTACK_MS)
  const release = Math.exp(-1 / RELEASE_MS)
  let power = SILENCE_POWER

  return block => {
    let sum = 0
    let peak = 0
    for (const sample of block) {
      sum += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    const now = sum / block.length + SILENCE_POWER
    power = now + (power - now) * (now > power ? attack : release)
    const gain = 10 ** (raiseDb(10 * Math.log10(power)) / 20)
    return peak * gain > CEILING ? CEILING / peak : gain
  }
}

function raiseDb(levelDb: number): number {
  const raise = Math.max(0, Math.min(MAX_RAISE_DB, (THRESHOLD_DB - levelDb) * (1 - 1 / RATIO)))
  const open = (levelDb - GATE_SHUT_DB) / (GATE_OPEN_DB - GATE_SHUT_DB)
  return raise * Math.max(0, Math.min(1, open))
}

function keepLast(values: number[], value: number, count: number): void {
  values.push(value)
  if (values.length > count) values.shift()
}
