import { once } from 'node:events'
import { request as ask, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Song } from '../../lib/score/song'
import { type Server, startApp } from '../support/served-app'
import { note, synthTrack } from '../support/songs'

/** The built app under `next start`, whose threads come from its bundle. */

let app: Server

beforeAll(async () => {
  app = await startApp({ SPEECH_BACKEND: 'embedded', ABANDONED_CLIP_GRACE_MS: '1' })
})
afterAll(() => app.stop())

type Renders = { active: number; waiting: number; begun: number }
const renders = async (): Promise<Renders> => (await (await fetch(`${app.url}/health`)).json()).renders

const trackOf = (instrument: 'test_synth' | 'Vibraphone', duration: number, voices: number) => ({
  ...synthTrack('test_synth'),
  Instrument: instrument,
  Bars: [{ SoundEvents: Array.from({ length: voices }, () => note('C', 4, { Duration: duration })) }],
})
const songOf = (...Tracks: Song['Tracks']): string => JSON.stringify({ Tempo: 60, BeatsPerBar: 4, Tracks })

describe('/render under next start', () => {
  test('says how long the demo song is, in HEAD and in parts as well', async () => {
    const whole = await fetch(`${app.url}/render`)
    expect(whole.headers.get('Content-Length')).toBe('2646044')
    expect(whole.headers.get('Content-Disposition')).toBe('attachment; filename="t1.wav"')
    expect((await whole.arrayBuffer()).byteLength).toBe(2_646_044)
    const head = await fetch(`${app.url}/render`, { method: 'HEAD' })
    expect(head.headers.get('Content-Length')).toBe('2646044')
    const part = await fetch(`${app.url}/render`, { headers: { Range: 'bytes=10-19' } })
    expect([part.status, part.headers.get('Content-Length')]).toEqual([206, '10'])
    await part.arrayBuffer()
    const growing = await fetch(`${app.url}/render?format=mp3`)
    expect((await growing.arrayBuffer()).byteLength).toBeGreaterThan(200_000)
  })

  test('plays the SoundFont, and speaks over it', async () => {
    const story = {
      ...synthTrack('Default_Synth'),
      Bars: [{ SoundEvents: [{ Beat: 1, Say: { text: 'Hello there.', voiceId: 'slt' } }] }],
    }
    const response = await fetch(`${app.url}/render?stems=1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: songOf(trackOf('Vibraphone', 2, 1), story),
    })
    const bytes = await response.arrayBuffer()
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, String(bytes.byteLength)])
    expect(bytes.byteLength).toBeGreaterThan(2 * 6 * 44_100 * 6)
  })

  test('ends a render when the connection closes', async () => {
    const before = await renders()
    const request = ask(`${app.url}/render`, {
      method: 'POST',
      agent: false,
      headers: { 'Content-Type': 'application/json' },
    })
    request.on('error', () => undefined)
    request.end(songOf(trackOf('test_synth', 590, 100)))
    const [response]: IncomingMessage[] = await once(request, 'response')
    expect(response?.statusCode).toBe(200)
    expect(await renders()).toMatchObject({ active: 1, begun: before.begun + 1 })
    request.destroy()
    await expect.poll(renders, { interval: 10, timeout: 10_000 }).toMatchObject({ active: 0, waiting: 0 })
  })
})
