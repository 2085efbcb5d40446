import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { JoinError } from '../../../lib/audio/join/join-error'
import { type Container, createDurationMeter, createJoiner } from '../../../lib/audio/join/joiner'
import { decodeAudio, sine } from '../../support/audio'
import { encoded, FORMATS, joined, joinedByPieces } from './joined'

const POLLY_RATES = [8000, 16_000, 22_050, 24_000, 44_100, 48_000]
const CASES: [Container, number][] = [
  ...POLLY_RATES.map((rate): [Container, number] => ['mp3', rate]),
  ...POLLY_RATES.map((rate): [Container, number] => ['ogg', rate]),
  ...[8000, 24_000, 48_000].map((rate): [Container, number] => ['opus', rate]),
]
/** Where blocks, frames and rates differ most. */
const EXTREMES = CASES.filter(([, rate]) => rate === 8000 || rate === 22_050 || rate === 48_000)
const CODED = ['mp3', 'ogg', 'opus'] as const

/** A tone that wanders up and down, so that any place of it is like no other; it begins and ends in silence. */
function warble(sampleRateHz: number, seconds: number, middleHz: number): Float32Array {
  const length = Math.round(sampleRateHz * seconds)
  const fade = sampleRateHz / 50
  return Float32Array.from({ length }, (_, i) => {
    const t = i / sampleRateHz
    const level = Math.min(1, i / fade, (length - 1 - i) / fade)
    return 0.5 * level * Math.sin(2 * Math.PI * middleHz * t + 40 * Math.sin(2 * Math.PI * 1.3 * t))
  })
}

function soundsOf(sampleRateHz: number): Float32Array[] {
  return [0.35, 0.211, 0.6, 0.03, 0.4437].map((seconds, i) => warble(sampleRateHz, seconds, 300 + 70 * i))
}

/** Parts to choose from, encoded once. */
const pools = new Map<string, Buffer[]>()

beforeAll(async () => {
  for (const [container, rate] of CASES) {
    const parts = soundsOf(rate).map(sound => encoded(FORMATS[container], sound, rate))
    pools.set(`${container} ${rate}`, await Promise.all(parts))
  }
})

const pool = (container: Container, rate = 24_000) => pools.get(`${container} ${rate}`) ?? []

async function decodedLength(container: Container, file: Uint8Array): Promise<number> {
  return (await decodeAudio(FORMATS[container], file)).samples.length
}

function measured(container: Container, part: Uint8Array) {
  const meter = createDurationMeter(container)
  meter.push(part)
  return meter.end()
}

describe('createJoiner', () => {
  it.each(CASES)(
    'makes one %s file of %i Hz that lasts exactly as long as its parts',
    async (container, rate) => {
      const parts = pool(container, rate)
      const lengths = await Promise.all(parts.map(part => decodedLength(container, part)))
      const sum = lengths.reduce((a, b) => a + b, 0)
      expect(parts.map(part => measured(container, part).samples)).toEqual(lengths)
      expect(measured(container, parts[0] ?? Buffer.of()).sampleRateHz).toBe(
        container === 'opus' ? 48_000 : rate,
      )
      expect(await decodedLength(container, joined(container, parts))).toBe(sum)
    },
  )

  it.each(CODED)('joins any parts of %s in any number, exact to the sample', async container => {
    const parts = pool(container)
    const some = fc.array(fc.nat({ max: parts.length - 1 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(some, async indices => {
        const chosen = indices.map(i => parts[i] ?? Buffer.of())
        const sum = chosen.reduce((total, part) => total + measured(container, part).samples, 0)
        expect(await decodedLength(container, joined(container, chosen))).toBe(sum)
      }),
      { numRuns: 25 },
    )
  })

  it.each(CODED)('answers the same bytes of %s however they come, and from its state', container => {
    const parts = pool(container)
    const some = fc.array(fc.nat({ max: parts.length - 1 }), { minLength: 1, maxLength: 4 })
    const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(some, sizes, (indices, cuts) => {
        const chosen = indices.map(i => parts[i] ?? Buffer.of())
        const pieces = joinedByPieces(container, chosen, cuts)
        expect(pieces.equals(joined(container, chosen))).toBe(true)
      }),
      { numRuns: 60 },
    )
    expect(joinedByPieces(container, parts, [1]).equals(joined(container, parts))).toBe(true)
  })

  it.each(EXTREMES)(
    'begins every part of %s at %i Hz within 20 ms of where it belongs',
    async (container, rate) => {
      const parts = [...pool(container, rate), ...pool(container, rate).toReversed()]
      const alone = await Promise.all(parts.map(part => decodeAudio(FORMATS[container], part)))
      const { samples, sampleRateHz } = await decodeAudio(FORMATS[container], joined(container, parts))
      let at = 0
      for (const part of alone) {
        // The part of 30 ms has no middle that could be found.
        if (part.seconds > 0.2) {
          const drift = found(samples, at, part.samples, Math.ceil(sampleRateHz * 0.03)) / sampleRateHz
          expect(Math.abs(drift)).toBeLessThanOrEqual(0.02)
        }
        at += part.samples.length
      }
    },
  )

  it.each(EXTREMES)(
    'makes no step at a seam of %s at %i Hz that is not in its parts',
    async (container, rate) => {
      const hz = 400
      // Cut where the wave rises through zero: a tone that ought to go on.
      const parts = await Promise.all(
        [0.3, 0.3125, 0.325, 0.31].map(seconds => encoded(FORMATS[container], sine(hz, rate, seconds), rate)),
      )
      const file = await decodeAudio(FORMATS[container], joined(container, parts))
      const alone = await Promise.all(parts.map(part => decodeAudio(FORMATS[container], part)))
      const inParts = Math.max(...alone.map(part => steepest(part.samples)))
      // A click of the tone's height would be a step of up to 1; its own slope is 2 π f a / rate.
      expect(steepest(file.samples)).toBeLessThan(1.4 * inParts)
    },
  )

  it.each(CODED)('has a small state for %s, of plain data', container => {
    const joiner = createJoiner(container)
    for (const part of pool(container)) {
      joiner.push(part)
      joiner.endPart()
      const json = JSON.stringify(joiner.state())
      expect(JSON.parse(json)).toEqual(joiner.state())
      expect(json.length).toBeLessThan(8192)
    }
  })

  it('concatenates raw PCM for wav, without the half sample at the end of a part', () => {
    const joiner = createJoiner('wav', { sampleRateHz: 8000 })
    const out = [[1], [2, 3], [4, 5], [], [6, 7]].map(bytes => joiner.push(Uint8Array.from(bytes)))
    out.push(joiner.endPart(), joiner.push(Uint8Array.of(8, 9)), joiner.endPart(), joiner.end())
    expect([...Buffer.concat(out)]).toEqual([1, 2, 3, 4, 5, 6, 8, 9])
    expect(joiner.duration).toEqual({ samples: 4, sampleRateHz: 8000 })
    expect(joiner.state()).toEqual({ container: 'wav', samples: 4, sampleRateHz: 8000 })
  })

  it('refuses the state of another container', () => {
    const state = createJoiner('mp3').state()
    expect(() => createJoiner('ogg', { state })).toThrow(RangeError)
  })

  it.each(['mp3', 'ogg'] as const)('refuses a part of %s of another sample rate', container => {
    const parts = [...pool(container, 24_000).slice(0, 1), ...pool(container, 16_000).slice(0, 1)]
    expect(() => joined(container, parts)).toThrow(expect.objectContaining({ type: 'unlike' }))
  })

  it.each(CODED)('answers bytes that are no %s with a JoinError, or with less audio', container => {
    const whole = pool(container)[1] ?? Buffer.of()
    const cut = fc.nat({ max: whole.length - 1 }).map(length => whole.subarray(0, length))
    const flip = fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }))
    const flipped = fc.array(flip, { minLength: 1, maxLength: 4 }).map(flips => {
      const bytes = Buffer.from(whole)
      for (const [at, mask] of flips) bytes[at] = (bytes[at] ?? 0) ^ mask
      return bytes
    })
    const full = measured(container, whole).samples
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 4000 }), cut, flipped), bytes => {
        const joiner = createJoiner(container)
        try {
          joiner.push(bytes)
          joiner.endPart()
          joiner.end()
          // A flipped bit may make one frame of an MP3 look like two.
          expect(joiner.duration.samples).toBeLessThanOrEqual(full + 576)
        } catch (error) {
          expect(error).toBeInstanceOf(JoinError)
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** By how many samples the middle of `part`, which should lie behind `at`, lies later. */
function found(file: Float32Array, at: number, part: Float32Array, reach: number): number {
  const middle = part.length >> 1
  const length = reach * 3
  let [best, likest] = [0, -1]
  for (let shift = -reach; shift <= reach; shift++) {
    let [product, power] = [0, 1e-9]
    for (let i = 0; i < length; i += 4) {
      const heard = file[at + middle + shift + i] ?? 0
      product += heard * (part[middle + i] ?? 0)
      power += heard * heard
    }
    const likeness = product / Math.sqrt(power)
    if (likeness > likest) [best, likest] = [shift, likeness]
  }
  return best
}

function steepest(samples: Float32Array): number {
  let most = 0
  for (let i = 1; i < samples.length; i++)
    most = Math.max(most, Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0)))
  return most
}
