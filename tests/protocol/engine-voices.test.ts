import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalPolly } from '../../lib/engine/engine'
import { POLLY_VOICES } from '../../lib/engine/polly-voices'
import { castingOf, localVoices } from '../../lib/engine/voices'
import { type Listener, listenerTo, RATE_HZ } from '../support/listening'
import { createTestPolly } from '../support/local-polly'
import { loudness } from '../support/loudness'
import { medianF0 } from '../support/measure'
import { SENTENCES } from '../support/sentences'

let polly: LocalPolly
let listener: Listener
beforeAll(() => {
  polly = createTestPolly()
  listener = listenerTo(polly)
  return polly.warm()
})
afterAll(() => polly.close())

const ENGLISH = 'The weather is fine today, and we are going for a walk in the park.'

const levelOf = async (text: string, VoiceId: string) =>
  loudness(await listener.hear(text, { VoiceId }), RATE_HZ)

it('all voices are within 3 LU of each other, as are those of Polly that they speak for', async () => {
  const english = ['slt', 'rms', 'awb', 'kal', 'Joanna', 'Kendra', 'Ivy', 'Justin', 'Amy', 'Brian', 'Joey']
  const others = localVoices(true).filter(({ speaker }, i) => speaker.by === 'espeak' && i % 9 === 0)
  expect(others.length).toBeGreaterThan(12)
  const levels = new Map<string, number>()
  for (const voice of english) levels.set(voice, await levelOf(ENGLISH, voice))
  for (const { listed } of others) {
    levels.set(listed.Id, await levelOf(SENTENCES[listed.LanguageCode] ?? '', listed.Id))
  }
  const [softest, loudest] = [Math.min(...levels.values()), Math.max(...levels.values())]
  expect(loudest - softest, JSON.stringify([...levels])).toBeLessThan(3)
  expect(loudest).toBeLessThan(-17)
  expect(softest).toBeGreaterThan(-21)
})

it('voices of Polly that one local voice speaks for differ in pitch or rate', () => {
  const voices = localVoices(true)
  const manners = [...POLLY_VOICES].map(([id, { languageCodes }]) => {
    const cast = castingOf(id, voices)?.cast(languageCodes[0] ?? '')
    return { id, manner: `${cast?.voiceId} ${cast?.pitch} ${cast?.rate}`, known: cast !== undefined }
  })
  expect(manners.filter(({ known }) => !known)).toEqual([])
  const alike = manners.filter(({ id, manner }) =>
    manners.some(other => other.id !== id && other.manner === manner),
  )
  expect(alike).toEqual([])
})

it.each([
  ['Joanna', 'Danielle', ENGLISH],
  ['Matthew', 'Joey', ENGLISH],
  ['Kendra', 'Kimberly', ENGLISH],
  ['Amy', 'Emma', ENGLISH],
  ['Lea', 'Celine', SENTENCES['fr-FR'] ?? ''],
  ['Hans', 'Daniel', SENTENCES['de-DE'] ?? ''],
])('%s and %s are told apart by ear: by 3 % of pitch or of rate', async (one, other, text) => {
  const [a, b] = [await listener.hear(text, { VoiceId: one }), await listener.hear(text, { VoiceId: other })]
  const pitch = Math.abs(Math.log(medianF0(a, RATE_HZ) / medianF0(b, RATE_HZ)))
  const rate = Math.abs(Math.log(a.length / b.length))
  expect(Math.max(pitch, rate)).toBeGreaterThan(Math.log(1.03))
})
