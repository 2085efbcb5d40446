import { beforeAll, describe, expect, it, vi } from 'vitest'
import {
  FLITE_SAMPLE_RATE_HZ,
  type Flite,
  type FliteSpeech,
  type FliteVoice,
  loadFlite,
} from '../../../lib/engine/flite/flite'
import { rms } from '../../support/audio'

// Compiled as it runs, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const VOICES: FliteVoice[] = ['slt', 'rms', 'awb', 'kal16']

describe('loadFlite', () => {
  let flite: Flite
  beforeAll(async () => {
    flite = await loadFlite()
  })

  it.each(VOICES)('speaks as %s, at a pace that is speech', voice => {
    const { samples, segments } = flite.speak(voice, 'One, two, three, four, five.')
    expect(samples.length / FLITE_SAMPLE_RATE_HZ).toBeGreaterThan(1.5)
    expect(samples.length / FLITE_SAMPLE_RATE_HZ).toBeLessThan(4)
    expect(rms(samples)).toBeGreaterThan(0.01)
    const durationMs = (samples.length * 1000) / FLITE_SAMPLE_RATE_HZ
    expect((segments.at(-1)?.endMs ?? 0) / durationMs).toBeCloseTo(1, 1)
  })

  it('speaks an utterance the same however many were spoken before it, by whom and how long', async () => {
    const sayings = VOICES.flatMap(voice =>
      [
        'Hello there.',
        'A much longer saying, which has the program ask for more memory than the first one did.',
      ].map(text => [voice, text] as const),
    )
    const fresh: FliteSpeech[] = []
    for (const [voice, text] of sayings) fresh.push((await loadFlite()).speak(voice, text))

    for (let round = 0; round < 3; round++) {
      for (const [i, [voice, text]] of sayings.entries()) {
        if (round === 1) flite.prepare()
        const { samples, segments } = flite.speak(voice, text)
        expect(segments).toEqual(fresh[i]?.segments)
        expect(Buffer.compare(bytesOf(samples), bytesOf(fresh[i]?.samples))).toBe(0)
      }
    }
  })

  it('takes a text of one word, an option, or the name of a file for nothing else than a text', () => {
    for (const text of ['Hello', '-o', '--help', 'speech.wav', '-voice rms']) {
      expect(rms(flite.speak('slt', text).samples)).toBeGreaterThan(0.001)
    }
  })
})

function bytesOf(samples: Float32Array | undefined): Buffer {
  if (!samples) throw new Error('No samples')
  return Buffer.from(samples.buffer)
}
