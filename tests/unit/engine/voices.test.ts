import { LanguageCode, VoiceId } from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { POLLY_VOICES } from '../../../lib/engine/polly-voices'
import { castVoice, LOCAL_VOICES } from '../../../lib/engine/voices'

describe('castVoice', () => {
  it('has a voice for every VoiceId of the SDK, and for its own', () => {
    const missing = Object.values(VoiceId).filter(id => !castVoice(id))
    expect(missing).toEqual([])
    expect([...POLLY_VOICES.keys()].sort()).toEqual(Object.values(VoiceId).sort())
    expect(LOCAL_VOICES.map(({ Id }) => castVoice(Id)?.voice.Id)).toEqual(['slt', 'rms', 'kal', 'awb'])
  })

  it.each([
    ['Joanna', 'slt'],
    ['Matthew', 'rms'],
    ['Brian', 'awb'],
    // A woman of another region is nearer than a man of this one.
    ['Amy', 'slt'],
    ['Vicki', 'slt'],
    ['Hans', 'rms'],
  ])('has %s spoken by %s: language, then gender, then region', (id, local) => {
    expect(castVoice(id)?.voice.Id).toBe(local)
  })

  it('knows nobody else, and no id in other letters', () => {
    expect([castVoice('Nobody'), castVoice('SLT'), castVoice('joanna'), castVoice('')]).toEqual(
      Array(4).fill(undefined),
    )
  })

  it('names languages by the codes of the SDK', () => {
    const known: string[] = Object.values(LanguageCode)
    const used = [...POLLY_VOICES.values()].flatMap(voice => voice.languageCodes)
    expect(used.filter(code => !known.includes(code))).toEqual([])
  })
})
