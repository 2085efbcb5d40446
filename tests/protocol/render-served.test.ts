import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'

let app: App

beforeAll(async () => {
  app = await openApp({ SPEECH_BACKEND: 'embedded' })
})
afterAll(() => app.close())

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('GET /render', () => {
  test('answers the demo song as t1.wav, byte by byte what the song format says', async () => {
    const response = await app.render()
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-disposition': 'attachment; filename="t1.wav"',
      'content-length': '2646044',
      'accept-ranges': 'bytes',
    })
    const bytes = await bytesOf(response)
    expect(bytes).toHaveLength(2_646_044)
  })
})
void problemOf
