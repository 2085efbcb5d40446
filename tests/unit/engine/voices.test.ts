import { LanguageCode, VoiceId } from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { POLLY_VOICES } from '../../../lib/engine/polly-voices'
import { castingOf, languageCodes, localVoices, voiceFor, voiceIds } from '../../../lib/engine/voices'

const ALL = localVoices(true)
const ENGLISH = localVoices(false)

/** The local voice that speaks for an id, in that language or the id's own. */
function castId(id: string, voices = ALL, language?: string): string | undefined {
  const casting = castingOf(id, voices)
  return casting?.cast(language ?? casting.languageCodes[0] ?? '').voiceId
}

describe('castingOf', () => {
  it('has a voice for every VoiceId of the SDK, and for its own, with and without other languages', () => {
    expect([...POLLY_VOICES.keys()].sort()).toEqual(Object.values(VoiceId).sort())
    for (const voices of [ALL, ENGLISH]) {
      const missing = Object.values(VoiceId).filter(id => castId(id, voices) === undefined)
      expect(missing).toEqual([])
      const own = voices.map(({ listed }) => listed.Id)
      expect(own.map(id => castId(id, voices))).toEqual(own)
      expect(voiceIds(voices)).toEqual([...own, ...POLLY_VOICES.keys()])
    }
    expect(ENGLISH.map(({ listed }) => listed.Id)).toEqual(['slt', 'rms', 'kal', 'awb'])
  })

  it.each([
    ['Joanna', 'slt'],
    ['Matthew', 'rms'],
    ['Brian', 'awb'],
    // A woman of another region is nearer than a man of this one.
    ['Amy', 'slt'],
  ])('has %s spoken by %s: language, then gender, then region', (id, local) => {
    expect([castId(id), castId(id, ENGLISH)]).toEqual([local, local])
  })

  it('has German spoken by a German voice, and by an English one where there is none', () => {
    expect([castId('Vicki'), castId('Vicki', ENGLISH)]).toEqual(['de-Greta', 'slt'])
    expect([castId('Hans'), castId('Hans', ENGLISH)]).toEqual(['de-Anton', 'rms'])
  })

  it('has a bilingual voice speak in the language that it is asked for', () => {
    expect(castingOf('Aditi', ALL)?.languageCodes).toEqual(['en-IN', 'hi-IN'])
    expect([castId('Aditi'), castId('Aditi', ALL, 'hi-IN')]).toEqual(['slt', 'hi-Priya'])
  })

  it('lets the voices of Polly pass with any engine, and its own with theirs', () => {
    expect(castingOf('Joanna', ALL)?.engines).toBe('any')
    expect(castingOf('slt', ALL)?.engines).toEqual(['standard'])
  })

  it('knows nobody else, and no id in other letters', () => {
    const ids = ['Nobody', 'SLT', 'joanna', '', '__proto__', 'constructor']
    expect(ids.map(id => castingOf(id, ALL))).toEqual(ids.map(() => undefined))
  })

  it('names languages by the codes of the SDK', () => {
    const known: string[] = Object.values(LanguageCode)
    const used = [...POLLY_VOICES.values()].flatMap(voice => voice.languageCodes)
    expect(used.filter(code => !known.includes(code))).toEqual([])
    expect(languageCodes(ENGLISH).sort()).toEqual(known.sort())
    expect(languageCodes(ALL)).toEqual(expect.arrayContaining(known))
  })
})

describe('voiceFor', () => {
  const cast = { voiceId: 'rms', pitch: 0.9, rate: 1.1, language: 'en-US' }

  it('stays with the cast voice in its language, whatever the region', () => {
    for (const language of ['en-US', 'en-GB-WLS']) {
      const { voice, pitch, rate } = voiceFor(language, cast, true)
      expect([voice.listed.Id, pitch, rate]).toEqual(['rms', 0.9, 1.1])
    }
  })

  it('finds the nearest voice of the same gender for another language, at that voice’s own pitch', () => {
    const { voice, pitch, rate } = voiceFor('fr-FR', cast, true)
    expect(voice.listed).toMatchObject({ LanguageCode: 'fr-FR', Gender: 'Male' })
    expect([pitch, rate]).toEqual([1, 1.1])
  })

  it('stays with the cast voice where nobody has the language', () => {
    expect(voiceFor('th-TH', cast, true)).toMatchObject({ voice: { listed: { Id: 'rms' } }, pitch: 0.9 })
    expect(voiceFor('fr-FR', cast, false)).toMatchObject({ voice: { listed: { Id: 'rms' } }, pitch: 0.9 })
  })
})
