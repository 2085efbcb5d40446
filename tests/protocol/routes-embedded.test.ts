import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { decodeAudio } from '../support/audio'

let app: App
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  app = await openApp({ SPEECH_BACKEND: 'embedded', DATA_FOLDER: folder })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const voicesOf = async (query: Record<string, string>) =>
  (await (await app.voices(query)).json()) as { Id: string; LanguageCode: string }[]

describe('GET /voices of the embedded engine', () => {
  test('lists every page of them, the English ones first', async () => {
    const voices = await voicesOf({})
    expect(voices.slice(0, 4).map(({ Id }) => Id)).toEqual(['slt', 'rms', 'kal', 'awb'])
    expect(new Set(voices.map(({ LanguageCode }) => LanguageCode)).size).toBeGreaterThan(60)
  })

  test('finds languages that Polly has no code for, and none for a tag that nobody has', async () => {
    expect((await voicesOf({ languageCode: 'uk-UA' })).map(({ Id }) => Id)).toEqual(['uk-Oksana', 'uk-Taras'])
    expect(await voicesOf({ languageCode: 'xx-XX' })).toEqual([])
  })
})

describe('GET /read of the embedded engine', () => {
  test.each([
    ['uk-UA', 'uk-Oksana', 'Доброго ранку.'],
    ['fr-CA', 'fr-Luc', 'Bonjour tout le monde.'],
    ['en-US', 'slt', 'Good morning.'],
  ])('reads %s with %s', async (languageCode, voiceId, text) => {
    const response = await app.read({ text, voiceId, languageCode })
    expect(response.status).toBe(200)
    const { seconds } = await decodeAudio('mp3', new Uint8Array(await response.arrayBuffer()))
    expect(seconds).toBeGreaterThan(0.5)
  })

  test.each([
    ['a language that the voice lacks', 'fr-FR'],
    ['a language that nobody has', 'xx-XX'],
  ])('answers %s with a 400 that names it', async (_, languageCode) => {
    const body = await problemOf(await app.read({ text: 'Hi.', voiceId: 'slt', languageCode }), 400)
    expect(body.field).toBe('languageCode')
  })

  test('answers a document that is none with a 400 that says where', async () => {
    const text = '<speak>Good <b>morning</b>.</speak>'
    const body = await problemOf(await app.read({ text, voiceId: 'slt', textType: 'ssml' }), 400)
    expect(body).toMatchObject({ field: 'text', detail: expect.stringContaining('line 1, column 13') })
  })
})
