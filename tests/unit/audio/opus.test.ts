import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { OggOpusDecoder } from 'ogg-opus-decoder'
import { describe, expect, it } from 'vitest'
import { createOpusEncoder } from '../../../lib/audio/opus'
import { rmsDbfs } from '../../support/measure'
import { readOggPackets, readOggPages } from '../../support/ogg-pages'
import { noise, vowel } from '../../support/synthetic-voice'

async function encoded(samples: Float32Array, sampleRateHz: number, cut = 1600): Promise<Buffer> {
  const encoder = await createOpusEncoder(sampleRateHz)
  const parts: Uint8Array[] = []
  for (let at = 0; at < samples.length; at += cut) parts.push(encoder.encode(samples.subarray(at, at + cut)))
  return Buffer.concat([...parts, encoder.finish()])
}

async function decoded(file: Uint8Array): Promise<Float32Array> {
  const decoder = new OggOpusDecoder()
  await decoder.ready
  const { channelData, errors } = await decoder.decodeFile(file)
  decoder.free()
  expect(errors).toEqual([])
  return channelData[0] ?? new Float32Array(0)
}

const execArgv = ['--import', new URL('../../support/typescript-thread.mjs', import.meta.url).href]

const voice = (sampleRateHz: number, seconds: number) => vowel({ sampleRateHz, f0: () => 120, seconds })

describe('createOpusEncoder', () => {
  it.each([8000, 12_000, 16_000, 24_000, 48_000])('lasts exactly as long as %i Hz samples', async rate => {
    for (const samples of [rate / 50, rate / 50 + 1, rate / 5, rate / 5 - 1, rate + 123]) {
      const sound = await decoded(await encoded(voice(rate, samples / rate), rate))
      expect(sound.length, `${samples} samples`).toBe((samples * 48_000) / rate)
    }
  })

  it.each([8000, 16_000, 48_000])('sounds as %i Hz samples did, and when they did', async rate => {
    const samples = vowel({ sampleRateHz: rate, f0: seconds => 110 + 30 * seconds, seconds: 1 })
    const sound = await decoded(await encoded(samples, rate))
    const factor = 48_000 / rate
    const likeness = (shift: number) => {
      const inner = samples.subarray(rate / 10, -rate / 10)
      const heard = inner.map((_, i) => sound[(i + rate / 10) * factor + shift] ?? 0)
      const product = inner.reduce((sum, sample, i) => sum + sample * (heard[i] ?? 0), 0)
      return product / inner.length / 10 ** ((rmsDbfs(inner) + rmsDbfs(heard)) / 20)
    }
    const shifts = Array.from({ length: 121 }, (_, i) => i - 60)
    const best = shifts.reduce((a, b) => (likeness(b) > likeness(a) ? b : a))
    expect(likeness(best)).toBeGreaterThan(0.95)
    // At 48 kHz; the encoder's delay alone would be 312.
    expect(Math.abs(best)).toBeLessThanOrEqual(6)
  })

  it('writes head, tags and pages of at most 200 ms (RFC 7845)', async () => {
    const pages = readOggPages(await encoded(voice(16_000, 2), 16_000))
    const [head, tags, ...audio] = readOggPackets(pages)
    const preSkip = 312
    expect(Buffer.from(head?.bytes ?? []).toString('latin1')).toBe(
      'OpusHead\x01\x01\x38\x01\x80\x3e\x00\x00\x00\x00\x00',
    )
    expect(Buffer.from(tags?.bytes ?? []).toString('latin1', 0, 8)).toBe('OpusTags')
    expect(pages.every(page => page.checksumHolds)).toBe(true)
    expect(pages.slice(0, 2).map(page => [page.lacing.length, page.granule])).toEqual([
      [1, 0n],
      [1, 0n],
    ])
    expect(audio.length).toBe(101)
    expect(Math.max(...pages.map(page => page.lacing.length))).toBe(10)
    expect(pages[pages.length - 1]?.granule).toBe(BigInt(2 * 48_000 + preSkip))
    expect(pages[pages.length - 1]?.flags).toBe(4)
  })

  it('streams: a page leaves with the frame that completes it', async () => {
    const encoder = await createOpusEncoder(16_000)
    const head = readOggPages(encoder.encode(new Float32Array(319)))
    const first = readOggPages(encoder.encode(new Float32Array(1)))
    const second = readOggPages(encoder.encode(new Float32Array(3200)))
    expect([head, first, second].map(pages => pages.length)).toEqual([2, 1, 1])
    expect([first, second].map(([page]) => page?.granule)).toEqual([960n, 11n * 960n])
  })

  it('answers the same bytes however the samples are cut', async () => {
    const samples = voice(16_000, 0.5)
    const whole = await encoded(samples, 16_000, samples.length)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), async cut => {
        expect((await encoded(samples, 16_000, cut)).equals(whole)).toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  it('keeps two streams apart that are encoded in turns', async () => {
    const [a, b] = [voice(16_000, 0.5), noise(16_000, 0.5, 0.4)]
    const alone = [await encoded(a, 16_000), await encoded(b, 16_000)]
    const encoders = [await createOpusEncoder(16_000), await createOpusEncoder(16_000)]
    const parts: Uint8Array[][] = [[], []]
    for (let at = 0; at < a.length; at += 1600) {
      for (const [i, samples] of [a, b].entries()) {
        const bytes = encoders[i]?.encode(samples.subarray(at, at + 1600))
        if (bytes) parts[i]?.push(bytes)
      }
    }
    const inTurns = parts.map((list, i) =>
      Buffer.concat([...list, encoders[i]?.finish() ?? new Uint8Array(0)]),
    )
    expect(inTurns.map((bytes, i) => bytes.equals(alone[i] ?? Buffer.alloc(0)))).toEqual([true, true])
  })

  it('takes samples beyond full scale, and those that are no number, without a fault', async () => {
    const sound = await decoded(
      await encoded(Float32Array.of(...Array(500).fill([9, -9, Number.NaN, Infinity]).flat()), 16_000),
    )
    expect(sound.length).toBe(6000)
    expect(sound.every(Number.isFinite)).toBe(true)
  })

  it.each([22_050, 44_100, 0, Number.NaN])('refuses %d Hz', async rate => {
    await expect(createOpusEncoder(rate)).rejects.toThrow(/must be one of 8000, .* 48000: current value is/)
  })

  it('works in a worker thread, and gives back what encoders took that nobody finished', async () => {
    const worker = new Worker(new URL('../../support/opus-thread.ts', import.meta.url), { execArgv })
    const growth = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject)
    })
    await worker.terminate()
    // 300 encoders, of which each touches about 0.2 MB: 60 MB if they stayed.
    expect(growth).toBeLessThan(30)
  }, 30_000)
})
