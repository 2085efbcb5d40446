import { describe, expect, it } from 'vitest'
import { loadFlite } from '../../../lib/engine/flite/flite'
import { createPhonesOf } from '../../../lib/engine/flite/phones-of'
import type { SpeechJob } from '../../../lib/engine/protocol'
import { createSpeech } from '../../../lib/engine/speech'

const flite = await loadFlite()
const instruments = { flite, phonesOf: createPhonesOf(flite) }

const JOB: SpeechJob = {
  ...{ text: 'One. Two. Three.', textType: 'text', engine: 'standard', lexicons: [] },
  cast: { voiceId: 'kal', pitch: 1, rate: 1, language: 'en-US' },
  output: { format: 'pcm', sampleRateHz: 16_000 },
}

describe('createSpeech', () => {
  it('speaks one utterance a step, and says which was the last', async () => {
    const speech = createSpeech(JOB)
    const sizes: number[] = []
    const ends: boolean[] = []
    for (let done = false; !done; ends.push(done)) {
      let bytes = 0
      done = await speech.step(
        instruments,
        part => {
          bytes += part.length
        },
        async () => true,
      )
      sizes.push(bytes)
    }
    expect(ends).toEqual([false, false, true])
    // A word, and the pause of a sentence after it or that of the end.
    expect(Math.min(...sizes)).toBeGreaterThan(0.3 * 32_000)
    expect(Math.max(...sizes)).toBeLessThan(1.2 * 32_000)
  })

  it('ends without a byte more where nobody wants what it has spoken', async () => {
    const speech = createSpeech(JOB)
    const parts: Uint8Array[] = []
    const sink = (part: Uint8Array<ArrayBuffer>) => {
      parts.push(part)
    }
    expect(await speech.step(instruments, sink, async () => true)).toBe(false)
    const heard = parts.length
    expect(heard).toBeGreaterThan(0)
    expect(await speech.step(instruments, sink, async () => false)).toBe(true)
    expect(parts).toHaveLength(heard)
  })
})
