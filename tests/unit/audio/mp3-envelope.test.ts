import { describe, expect, it } from 'vitest'
import { createAudioEncoder } from '../../../lib/audio/encoders'
import { createMp3Envelope, type Envelope } from '../../../lib/audio/mp3-envelope'

/** Seconds of a tone, of a pause with the noise of a quiet room, and of the tone again. */
const PARTS = [0.6, 0.4, 0.8]
const RATES_HZ = [8000, 16_000, 22_050, 24_000, 44_100, 48_000]

async function encoded(rateHz: number, pauseAmplitude: number): Promise<Uint8Array> {
  const [first = 0, pause = 0] = PARTS.map(seconds => seconds * rateHz)
  let seed = 1
  const samples = Float32Array.from({ length: 1.8 * rateHz }, (_, i) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    const noise = (seed / 0x3fffffff - 1) * pauseAmplitude
    const isPause = i >= first && i < first + pause
    return noise + (isPause ? 0 : 0.3 * Math.sin((i * 440 * 2 * Math.PI) / rateHz))
  })
  const encoder = await createAudioEncoder('mp3', rateHz)
  return Buffer.concat([encoder.encode(samples), encoder.finish()])
}

function envelopeOf(bytes: Uint8Array, step = bytes.length): Envelope {
  const reader = createMp3Envelope()
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step))
  return reader.end()
}

/** The loudness in the middle of each part, the encoder's delay aside. */
function middles({ envelope, envelopeStepMs }: Envelope): number[] {
  let begin = 50
  return PARTS.map(seconds => {
    const level = envelope[Math.round((begin + seconds * 500) / envelopeStepMs)] ?? Number.NaN
    begin += seconds * 1000
    return level
  })
}

describe('createMp3Envelope', () => {
  it.each(RATES_HZ)('tells a silent pause and a noisy one from sound at %d Hz', async rateHz => {
    for (const [pauseAmplitude, leastDb] of [
      [0, 80],
      [0.001, 25],
    ] as const) {
      const [before = 0, pause = 0, after = 0] = middles(envelopeOf(await encoded(rateHz, pauseAmplitude)))
      expect(Math.min(before, after) - pause).toBeGreaterThan(leastDb)
    }
  })

  it('lasts as long as the frames, with a value each granule', async () => {
    for (const rateHz of RATES_HZ) {
      const { envelope, envelopeStepMs, durationMs } = envelopeOf(await encoded(rateHz, 0))
      expect(envelope.length * envelopeStepMs).toBeCloseTo(durationMs, 6)
      expect(durationMs).toBeGreaterThan(1800)
      expect(durationMs).toBeLessThan(2100)
    }
  })

  it('is the same however the bytes were cut, and whatever tags stand around them', async () => {
    const bytes = await encoded(24_000, 0.001)
    const whole = envelopeOf(bytes)
    for (const step of [1, 7, 1000]) expect(envelopeOf(bytes, step)).toEqual(whole)
    const id3v2 = Buffer.from([...Buffer.from('ID3'), 4, 0, 0, 0, 0, 0, 20, ...Buffer.alloc(20, 0xff)])
    const id3v1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 0xff)])
    expect(envelopeOf(Buffer.concat([id3v2, bytes, id3v1]))).toEqual(whole)
  })

  it('refuses what is no MP3', () => {
    expect(() => envelopeOf(Buffer.from('This is text.'))).toThrow(
      expect.objectContaining({ name: 'JoinError' }),
    )
  })
})
