import { VoiceId } from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { type Candidate, nearestOf, nearestVoice } from '../../../../lib/engine/espeak/nearest'
import { ESPEAK_VOICES } from '../../../../lib/engine/espeak/voices'
import { POLLY_VOICES } from '../../../../lib/engine/polly-voices'

const english: (Candidate & { Id: string })[] = [
  { Id: 'slt', Gender: 'Female', LanguageCode: 'en-US' },
  { Id: 'rms', Gender: 'Male', LanguageCode: 'en-US' },
  { Id: 'awb', Gender: 'Male', LanguageCode: 'en-GB' },
]
const voices: (Candidate & { Id: string })[] = [...english, ...ESPEAK_VOICES]
const idFor = (voiceId: string, languageCode?: string) =>
  nearestVoice(voiceId, voices, languageCode)?.voice.Id

describe('nearestVoice', () => {
  it('speaks every VoiceId of the SDK in its language and gender', () => {
    for (const id of Object.values(VoiceId)) {
      const casting = nearestVoice(id, voices)
      const polly = POLLY_VOICES.get(id)
      expect(casting?.voice.Gender, id).toBe(polly?.gender)
      const speaks = [casting?.voice.LanguageCode, ...(casting?.voice.AdditionalLanguageCodes ?? [])]
      const [code = ''] = polly?.languageCodes ?? []
      if (!code.startsWith('en')) expect(speaks, id).toContain(code)
      else expect(casting?.voice.LanguageCode, id).toMatch(/^en/)
    }
  })

  it('prefers the region, own or read besides', () => {
    expect([idFor('Brian'), idFor('Matthew'), idFor('Isabelle'), idFor('Chantal')]).toEqual([
      'awb',
      'rms',
      'fr-Odile',
      'fr-Elodie',
    ])
    expect([idFor('Mia'), idFor('Penelope'), idFor('Hala'), idFor('Camila')]).toEqual([
      'es-Ximena',
      'es-Ximena',
      'arb-Salma',
      'pt-Luana',
    ])
  })

  it('lets a bilingual voice speak the language asked for', () => {
    expect([idFor('Aditi'), idFor('Aditi', 'hi-IN')]).toEqual(['slt', 'hi-Priya'])
  })

  it('gives any two of a language and gender a pitch or rate that differ audibly', () => {
    const ids = Object.values(VoiceId)
    for (const a of ids) {
      for (const b of ids) {
        const [one, other] = [nearestVoice(a, voices), nearestVoice(b, voices)]
        if (a >= b || one?.voice !== other?.voice) continue
        const pitch = Math.abs(Math.log((one?.pitch ?? 1) / (other?.pitch ?? 1)))
        const rate = Math.abs(Math.log((one?.rate ?? 1) / (other?.rate ?? 1)))
        expect(Math.max(pitch, rate), `${a} and ${b}`).toBeGreaterThan(0.019)
      }
    }
  })

  it('keeps grown-ups between 0.88 and 1.14 of the pitch and 0.94 and 1.06 of the rate, and children above', () => {
    for (const id of Object.values(VoiceId)) {
      const { pitch, rate } = nearestVoice(id, voices) ?? { pitch: 0, rate: 0 }
      const child = ['Ivy', 'Justin', 'Kevin'].includes(id)
      expect(pitch, id).toBeGreaterThanOrEqual(child ? 1.25 : 0.88)
      expect(pitch, id).toBeLessThanOrEqual(child ? 1.5 : 1.14)
      expect(rate, id).toBeGreaterThanOrEqual(0.94)
      expect(rate, id).toBeLessThanOrEqual(1.06)
    }
  })

  it('knows no other id, and chooses by gender where no voice has the language', () => {
    expect(nearestVoice('Nobody', voices)).toBeUndefined()
    expect(nearestVoice('Lea', [])).toBeUndefined()
    expect(nearestVoice('Lea', english)?.voice.Id).toBe('slt')
    expect(nearestOf(voices, 'Male', 'en-GB-WLS')?.Id).toBe('rms')
  })
})
