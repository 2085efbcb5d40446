import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SayEvent, Song } from '../../lib/score/song'
import { type App, openApp, problemOf } from '../support/app'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { peakOf, samplesOfWav } from '../support/renders'
import { note, synthTrack } from '../support/songs'

let polly: PollyStandIn
let app: App

beforeAll(async () => {
  polly = await startPolly()
  polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40 } })
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, ABANDONED_CLIP_GRACE_MS: '1' })
})
afterAll(async () => {
  await app.close()
  await polly.close()
})

const json = 'application/json'
const narrated = (...lines: SayEvent[]): Song => ({
  Tempo: 120,
  BeatsPerBar: 4,
  Tracks: [
    synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 5, { Duration: 4 })] }] }),
    synthTrack('Default_Synth', { Name: 'Voice', Bars: [{ SoundEvents: lines }] }),
  ],
})
const say = (text: string, Beat = 1): SayEvent => ({ Beat, Say: { text, voiceId: 'Joanna' } })
const post = (song: Song, query = '', init?: RequestInit) =>
  app.postScore(JSON.stringify(song), json, query, init)
const linesAsked = () =>
  polly.requests.filter(({ path }) => path === '/v1/speech').map(({ body }) => body?.Text)

describe('a narrated song', () => {
  test('is one mix, as long as its last line, which begins on its beat', async () => {
    polly.forget()
    const text = 'Once upon a time there was a lighthouse that stood far out in the sea, alone.'
    const response = await post(narrated(say(text, 6)))
    const bytes = Buffer.from(await response.arrayBuffer())
    // Known by the time that the first byte is there: a line lasts as long as it does.
    expect(response.headers.get('Content-Length')).toBe(String(bytes.length))
    const { left } = samplesOfWav(bytes)
    expect(left.length).toBeGreaterThan(3 * 44_100 + 0.04 * text.length * 44_100 - 1000)
    expect(peakOf(left.subarray(2.55 * 44_100, 2.99 * 44_100))).toBe(0)
    expect(peakOf(left.subarray(3 * 44_100))).toBeGreaterThan(0.05)
    expect(linesAsked()).toEqual([text])
  })

  test('has its lines from the clips that are kept, in another form of it and in another song', async () => {
    polly.forget()
    const lines = [say('One, two.'), say('Three, four.', 3)]
    await (await post(narrated(...lines))).arrayBuffer()
    expect(linesAsked().sort()).toEqual(['One, two.', 'Three, four.'])
    await (await post(narrated(...lines), '?format=mp3')).arrayBuffer()
    await (await post({ ...narrated(...lines), Tempo: 90 })).arrayBuffer()
    expect(linesAsked()).toHaveLength(2)
  })

  test('tells its length in HEAD once it is known, and answers ranges from then on', async () => {
    const song = narrated(say('Here and there.', 7))
    const { url } = await (await post(song, '', { headers: { Accept: json } })).json()
    const head = async () => (await app.renderFile(url, { method: 'HEAD' })).headers.get('Content-Length')
    expect(await head()).toBeNull()
    const whole = Buffer.from(await (await app.renderFile(url)).arrayBuffer())
    expect(await head()).toBe(String(whole.length))
    const range = await app.renderFile(url, { headers: { Range: 'bytes=1000-1999' } })
    expect(range.headers.get('Content-Range')).toBe(`bytes 1000-1999/${whole.length}`)
    expect(Buffer.from(await range.arrayBuffer()).equals(whole.subarray(1000, 2000))).toBe(true)
  })

  test.each([
    [{ text: 'Hello', voiceId: 'Nobody' }, 'voiceId'],
    [{ text: 'Hello', voiceId: 'Ivy', engine: 'long-form' }, 'engine'],
  ] as const)('with a line that cannot be spoken is refused by its path: %j', async (line, field) => {
    const song = narrated(say('Hello.'), { Beat: 2, Say: line })
    expect(await problemOf(await post(song), 400)).toMatchObject({
      field: `Tracks[1].Bars[0].SoundEvents[1].Say.${field}`,
    })
  })

  test('with SSML that the service refuses says so by its path', async () => {
    const refusal = { name: 'InvalidSsmlException', status: 400, message: 'Invalid SSML request' } as const
    polly.behave({ speech: { trouble: { kind: 'fail', ...refusal } } })
    const song = narrated({ Beat: 2, Say: { ssml: '<speak><b>Hello</b></speak>', voiceId: 'Joanna' } })
    expect(await problemOf(await post(song), 400)).toMatchObject({
      field: 'Tracks[1].Bars[0].SoundEvents[0].Say.ssml',
      reason: 'Invalid SSML request',
    })
  })

  test('whose lines last longer than a song may is 413, and nothing goes on', async () => {
    polly.behave({ speech: { audio: 'by-text', msPerCharacter: 5000 } })
    const song = narrated(say('a'.repeat(60)), say('b'.repeat(70)))
    expect(await problemOf(await post(song), 413)).toMatchObject({ unit: 'seconds of speech', limit: 600 })
    await until(() => polly.open === 0 && app.speech.renderer.stats().active === 0, 10_000)
    polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40 } })
  })

  test('of which the service cannot speak a line fails as a reading does, and can be asked for again', async () => {
    polly.behave({ speech: { trouble: { kind: 'stall', at: 'before-headers' } } })
    const song = narrated(say('Nobody hears this as yet.'))
    const leaving = new AbortController()
    const gone = post(song, '', { signal: leaving.signal })
    await until(() => polly.open === 1, 10_000)
    leaving.abort()
    await problemOf(await gone, 499)
    await until(() => polly.open === 0 && app.speech.renderer.stats().active === 0)
    polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40 } })
    expect((await post(song)).status).toBe(200)
  })
})
