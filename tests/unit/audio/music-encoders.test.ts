import { describe, expect, it } from 'vitest'
import { createMusicEncoder, type MusicFormat } from '../../../lib/audio/encoders'
import { sine, sineFit } from '../../support/audio'
import { decodeStereo } from '../../support/stereo'

const SECONDS = 2

async function encode(format: MusicFormat, rate: number, cut: number): Promise<Buffer> {
  const encoder = await createMusicEncoder(format, rate)
  const [left, right] = [sine(440, rate, SECONDS), sine(3000, rate, SECONDS, 0.25)]
  const parts: Uint8Array[] = []
  for (let at = 0; at < left.length; at += cut) {
    parts.push(encoder.encode(left.subarray(at, at + cut), right.subarray(at, at + cut)))
  }
  return Buffer.concat([...parts, encoder.finish()])
}

const FORMATS = [
  ['mp3', 44_100],
  ['mp3', 48_000],
  ['ogg_vorbis', 44_100],
  ['ogg_vorbis', 48_000],
  ['ogg_opus', 48_000],
] as const

describe('createMusicEncoder', () => {
  it.each(FORMATS)(
    'keeps the two channels of %s at %i Hz apart, as long as they were',
    async (format, rate) => {
      const { left, right, sampleRateHz } = await decodeStereo(format, await encode(format, rate, 1024))
      expect(sampleRateHz).toBe(rate)
      // An mp3 has its encoder's delay, and a frame that is filled up.
      if (format === 'mp3') expect(left.length / rate).toBeLessThan(SECONDS + 0.1)
      else expect(left.length).toBe(SECONDS * rate)
      const middle = (samples: Float32Array) => samples.slice(rate / 2, rate * 1.5)
      const [a, b] = [sineFit(middle(left), 440, rate), sineFit(middle(right), 3000, rate)]
      expect(a.amplitude).toBeCloseTo(0.5, 1)
      expect(b.amplitude).toBeCloseTo(0.25, 1)
      expect(Math.min(a.snrDb, b.snrDb)).toBeGreaterThan(25)
    },
  )

  it.each(FORMATS)('answers the same bytes of %s at %i Hz each time', async (format, rate) => {
    expect((await encode(format, rate, 1024)).equals(await encode(format, rate, 1024))).toBe(true)
  })

  it('has 192 kbit/s of mp3', async () => {
    const bits = (await encode('mp3', 44_100, 4096)).length * 8
    expect(bits / SECONDS / 1000).toBeGreaterThan(190)
    expect(bits / SECONDS / 1000).toBeLessThan(205)
  })

  it('refuses a rate that the format or a render does not have', async () => {
    await expect(createMusicEncoder('ogg_opus', 44_100)).rejects.toThrow(RangeError)
    await expect(createMusicEncoder('mp3', 22_050)).rejects.toThrow(RangeError)
  })
})
