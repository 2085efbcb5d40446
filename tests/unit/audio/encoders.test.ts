import { describe, expect, it } from 'vitest'
import { createAudioEncoder } from '../../../lib/audio/encoders'
import { decodeAudio, sine, sineFit } from '../../support/audio'

const RATES = [8000, 16_000, 22_050, 24_000, 44_100, 48_000]

async function encode(format: 'mp3' | 'ogg_vorbis' | 'pcm', samples: Float32Array, sampleRateHz: number) {
  const encoder = await createAudioEncoder(format, sampleRateHz)
  const parts: Uint8Array[] = []
  for (let at = 0; at < samples.length; at += 1000)
    parts.push(encoder.encode(samples.subarray(at, at + 1000)))
  return Buffer.concat([...parts, encoder.finish()])
}

describe('createAudioEncoder', () => {
  it.each(RATES.flatMap(rate => [['mp3', rate] as const, ['ogg_vorbis', rate] as const]))(
    'encodes %s at %i Hz so that a real decoder hears the tone, as long as it was',
    async (format, rate) => {
      const bytes = await encode(format, sine(1000, rate, 1), rate)
      const { samples, sampleRateHz, seconds } = await decodeAudio(format, bytes)

      expect(sampleRateHz).toBe(rate)
      // An mp3 frame is up to 72 ms at 8 kHz; encoder delay and padding are another two.
      expect(seconds).toBeGreaterThan(0.99)
      expect(seconds).toBeLessThan(format === 'mp3' ? 1.25 : 1.02)
      const { amplitude, snrDb } = sineFit(samples.slice(rate / 4, (rate * 3) / 4), 1000, rate)
      expect(amplitude).toBeGreaterThan(0.45)
      expect(snrDb).toBeGreaterThan(15)
    },
  )

  it('encodes pcm as signed 16-bit little-endian, rounded, and clamped at both ends', async () => {
    const bytes = await encode('pcm', Float32Array.of(0, 0.5, -1, 1, 2, -2, 1 / 32768), 16_000)
    expect([...new Int16Array(new Uint8Array(bytes).buffer)]).toEqual([
      0, 16384, -32768, 32767, 32767, -32768, 1,
    ])
  })

  it('encodes mp3 at a constant bit rate without Xing or ID3 header', async () => {
    const bytes = await encode('mp3', sine(1000, 22_050, 4), 22_050)
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xf3]))
    expect(bytes.includes('Xing') || bytes.includes('Info')).toBe(false)
    expect((bytes.length * 8) / 4 / 1000).toBeCloseTo(48, -1)
  })

  it('refuses an mp3 rate that Polly does not have', async () => {
    await expect(createAudioEncoder('mp3', 11_025)).rejects.toThrow(RangeError)
  })
})
