import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Song } from '../../lib/score/song'
import { type App, openApp, problemOf } from '../support/app'
import { until } from '../support/polly-client'
import { note, synthTrack } from '../support/songs'

let app: App

beforeEach(async () => {
  app = await openApp({ SPEECH_BACKEND: 'embedded', ABANDONED_CLIP_GRACE_MS: '1' })
})
afterEach(() => app.close())

const json = 'application/json'
/** Ten minutes of a hundred voices: no render of it ends while a test runs. */
const endless = (tempo: number): Song => ({
  Tempo: 60 + tempo / 1000,
  BeatsPerBar: 4,
  Tracks: [
    synthTrack('test_synth', {
      Bars: [{ SoundEvents: Array.from({ length: 100 }, () => note('C', 0, { Duration: 590 })) }],
    }),
  ],
})
const put = async (song: Song): Promise<string> => {
  const answer = await app.postScore(JSON.stringify(song), json, '', { headers: { Accept: json } })
  return (await answer.json()).id
}
const status = async (id: string) => (await app.renderFile(`/render/${id}.json`)).json()
const stats = () => app.speech.renderer.stats()
/** Asks for the audio, and waits for its first bytes. */
const listen = (id: string, signal?: AbortSignal) =>
  app.renderFile(`/render/${id}.wav`, signal ? { signal } : {})

describe('renders', () => {
  test('are made two at a time, and the others wait in order, with their places known', async () => {
    const ids: string[] = []
    for (const n of [1, 2, 3, 4]) ids.push(await put(endless(n)))
    const [one = '', two = '', three = '', four = ''] = ids
    const leaving = ids.map(() => new AbortController())
    await Promise.all([listen(one, leaving[0]?.signal), listen(two, leaving[1]?.signal)])
    expect(await status(one)).toMatchObject({ state: 'rendering' })
    const third = listen(three, leaving[2]?.signal)
    await until(() => stats().waiting === 1)
    const fourth = listen(four, leaving[3]?.signal)
    await until(() => stats().waiting === 2)
    expect([await status(three), await status(four)]).toEqual([
      { state: 'waiting', place: 1 },
      { state: 'waiting', place: 2 },
    ])

    leaving[0]?.abort()
    expect((await third).status).toBe(200)
    expect(await status(one)).toEqual({ state: 'idle' })
    expect(await status(four)).toEqual({ state: 'waiting', place: 1 })
    leaving[3]?.abort()
    await problemOf(await fourth, 499)
    expect(await status(four)).toEqual({ state: 'idle' })
    for (const controller of leaving) controller.abort()
    await until(() => stats().active === 0)
  })

  test.each(['by its signal', 'by cancelling the body'])(
    'end when who listens leaves, %s, and their thread is free for the next',
    async how => {
      const id = await put(endless(5))
      const leaving = new AbortController()
      const response = await listen(id, leaving.signal)
      expect(stats().active).toBe(1)
      if (how === 'by its signal') leaving.abort()
      else await response.body?.cancel()
      await until(() => stats().active === 0 && app.speech.renderer.pool.stats().rendering === 0)
      expect(await status(id)).toEqual({ state: 'idle' })
      expect((await (await app.render()).arrayBuffer()).byteLength).toBe(2_646_044)
    },
  )

  test('are one for all who ask for the same, and go on while one of them stays', async () => {
    const id = await put(endless(6))
    const leaving = new AbortController()
    const [, second] = await Promise.all([listen(id, leaving.signal), listen(id)])
    expect(stats().active).toBe(1)
    leaving.abort()
    const reader = second.body?.getReader()
    for (let bytes = 0; bytes < 2_000_000; ) bytes += (await reader?.read())?.value?.length ?? 0
    expect(await status(id)).toMatchObject({ state: 'rendering' })
    await reader?.cancel()
    await until(() => stats().active === 0)
  })

  test('tell that their peak is measured before the first byte is there', async () => {
    const leaving = new AbortController()
    const id = await put(endless(7))
    const answer = app.renderFile(`/render/${id}.mp3?normalise=peak`, { signal: leaving.signal })
    const measured = async () => (await app.renderFile(`/render/${id}.json?format=mp3&normalise=peak`)).json()
    await expect.poll(measured, { interval: 5, timeout: 20_000 }).toMatchObject({ state: 'measuring' })
    await expect
      .poll(async () => (await measured()).done, { interval: 5, timeout: 20_000 })
      .toBeGreaterThan(0)
    leaving.abort()
    await problemOf(await answer, 499)
  })

  test('are told of in /health', async () => {
    await (await app.render()).arrayBuffer()
    await until(() => stats().kept === 1)
    const { renders } = await (await app.health()).json()
    expect(renders).toMatchObject({ active: 0, waiting: 0, begun: 1, threads: 1, kept: 1 })
    expect(renders.keptBytes).toBeGreaterThanOrEqual(2_646_044)
  })
})
