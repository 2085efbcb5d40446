import { LanguageCode, VoiceId } from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { ESPEAK_VOICES } from '../../../../lib/engine/espeak/voices'
import { floats, installedEspeak, say } from '../../../support/espeak'
import { loudness } from '../../../support/loudness'
import { SENTENCES } from '../../../support/sentences'

const espeak = await installedEspeak()

describe('ESPEAK_VOICES', () => {
  it('has a woman and a man for each of at least thirty languages', () => {
    const codes = [...new Set(ESPEAK_VOICES.map(voice => voice.LanguageCode))]
    expect(codes.length).toBeGreaterThanOrEqual(30)
    for (const code of codes) {
      const voices = ESPEAK_VOICES.filter(voice => voice.LanguageCode === code)
      expect(voices.map(({ Gender }) => Gender)).toEqual(['Female', 'Male'])
    }
  })

  it("covers each of Polly's languages but English", () => {
    const codes = ESPEAK_VOICES.flatMap(voice => [
      voice.LanguageCode,
      ...(voice.AdditionalLanguageCodes ?? []),
    ])
    const missing = Object.values(LanguageCode).filter(
      code => !code.startsWith('en-') && !codes.includes(code),
    )
    expect(missing).toEqual([])
  })

  it("names each voice once, and none as one of Polly's", () => {
    const ids = ESPEAK_VOICES.map(voice => voice.Id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]{2,3}-[A-Za-z]+$/)
    expect(Object.values(VoiceId).filter(id => ids.includes(id))).toEqual([])
  })

  it('brings every voice to −19 LUFS within 1 LU by its gain', { timeout: 60_000 }, () => {
    for (const voice of ESPEAK_VOICES) {
      const { samples, sampleRateHz } = say(espeak, SENTENCES[voice.LanguageCode] ?? '', voice)
      const level = loudness(floats(samples), sampleRateHz) + voice.gainDb
      expect(Math.abs(level + 19), `${voice.Id} is at ${level.toFixed(1)} LUFS`).toBeLessThan(1)
    }
  })
})

describe('loudness', () => {
  it.each([48_000, 22_050])('reads a full-scale sine of 997 Hz at %d Hz as −3.01 LUFS (BS.1770)', rate => {
    const sine = Float32Array.from({ length: 2 * rate }, (_, i) => Math.sin((2 * Math.PI * 997 * i) / rate))
    expect(loudness(sine, rate)).toBeCloseTo(-3.01, 1)
  })
})
