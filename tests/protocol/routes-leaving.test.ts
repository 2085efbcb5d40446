import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'

const QUERY = { text: 'Good morning.', voiceId: 'Joanna' }
const HANGING = { speech: { trouble: { kind: 'stall', at: 'before-headers' } } } as const

let polly: PollyStandIn
let app: App

async function open(variables: Record<string, string> = {}): Promise<void> {
  polly = await startPolly()
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, ABANDONED_CLIP_GRACE_MS: '1', ...variables })
  await app.voices()
  polly.forget()
}
afterEach(async () => {
  await app.close()
  await polly.close()
  vi.restoreAllMocks()
})

const stats = () => app.speech.admission.stats()
const read = (text: string, signal?: AbortSignal) =>
  app.read({ ...QUERY, text }, signal ? { signal } : undefined)
const textsAsked = () => polly.requests.map(({ body }) => body?.Text)

describe('a listener who leaves GET /read', () => {
  beforeEach(() => open({ POLLY_CONCURRENCY: '1' }))

  test.each(['before-headers', 'after-headers'] as const)(
    '%s closes the upstream and its place is free',
    async at => {
      polly.behave({ speech: { trouble: { kind: 'stall', at } } })
      const leaving = new AbortController()
      const reading = read('Hello', leaving.signal)
      await until(() => polly.open === 1)
      leaving.abort()
      await until(() => polly.open === 0)
      await problemOf(await reading, 499)
      expect(stats()).toEqual({ active: 0, waiting: 0 })
    },
  )

  test.each(['by its signal', 'by cancelling the body', 'by cancelling while it waits'])(
    'mid-stream, %s, closes the upstream and its place is free',
    async how => {
      polly.behave({ speech: { bytes: 20_000, trouble: { kind: 'stall', at: 'mid-body' } } })
      const leaving = new AbortController()
      const reader = (await read('Hello', leaving.signal)).body?.getReader()
      if (!reader) throw new Error('The answer has no body')
      for (let bytes = 0; bytes < 9000; ) bytes += (await reader.read()).value?.length ?? 0
      if (how === 'by cancelling while it waits') reader.read()
      expect(polly.open).toBe(1)
      if (how === 'by its signal') leaving.abort()
      else await reader.cancel()
      await until(() => polly.open === 0)
      expect(polly.requests[0]?.closedEarly).toBe(true)
      expect(stats()).toEqual({ active: 0, waiting: 0 })
    },
  )

  test('in the queue never reaches Polly, and who stands behind moves up', async () => {
    polly.behave(HANGING)
    const [first, second] = [new AbortController(), new AbortController()]
    const readings = [read('1', first.signal), read('2', second.signal)]
    await until(() => polly.open === 1)
    const third = read('3')
    await until(() => stats().waiting === 2)
    second.abort()
    await until(() => stats().waiting === 1)
    polly.behave({})
    first.abort()
    expect((await (await third).arrayBuffer()).byteLength).toBeGreaterThan(1000)
    for (const reading of readings) await problemOf(await reading, 499)
    expect(textsAsked()).toEqual(['1', '3'])
    await until(() => stats().active === 0)
  })

  test('before the handler ran asks nobody', async () => {
    await problemOf(await read('Hello', AbortSignal.abort()), 499)
    expect(polly.requests).toEqual([])
  })

  test('a hundred at random moments leave nothing open behind them', async () => {
    await app.close()
    await polly.close()
    await open({ POLLY_CONCURRENCY: '10' })
    polly.behave({ speech: { firstByteMs: 10, bytes: 20_000, chunkBytes: 2000, chunkMs: 5 } })
    const listeners = Array.from({ length: 100 }, async (_, index) => {
      const leaving = new AbortController()
      // Every second one leaves whenever that may be, the others once they hear something.
      if (index % 2 === 0) setTimeout(() => leaving.abort(), (index * 37) % 200)
      const response = await read(String(index), leaving.signal)
      if (response.status === 499) return 'early'
      const reader = response.body?.getReader()
      await reader?.read()
      leaving.abort()
      return reader?.read().then(
        () => 'late',
        () => 'mid-stream',
      )
    })
    const ends = await Promise.all(listeners)
    expect(new Set(ends)).toContain('mid-stream')
    await until(() => polly.open === 0)
    expect(stats()).toEqual({ active: 0, waiting: 0 })
  })
})

describe('admission to GET /read', () => {
  test('keeps the places of an engine, in the order of asking', async () => {
    await open({ POLLY_CONCURRENCY: '2' })
    polly.behave({ speech: { firstByteMs: 30 } })
    const texts = Array.from({ length: 8 }, (_, index) => String(index))
    await Promise.all(texts.map(async text => (await read(text)).arrayBuffer()))
    expect(polly.peak).toBe(2)
    expect(textsAsked()).toEqual(texts)
  })

  test('a full engine does not hold another back', async () => {
    await open({ POLLY_CONCURRENCY: 'neural=1,standard=1' })
    polly.behave(HANGING)
    const leaving = new AbortController()
    const full = [read('1', leaving.signal), read('2', leaving.signal)]
    await until(() => stats().waiting === 1 && polly.open === 1)
    polly.behave({})
    const other = await app.read({ ...QUERY, voiceId: 'Geraint' })
    expect((await other.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    leaving.abort()
    for (const reading of full) await problemOf(await reading, 499)
  })

  test('beyond a full queue is a 503 with Retry-After, at once', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    await open({ POLLY_CONCURRENCY: '1', POLLY_QUEUE_LIMIT: '2' })
    polly.behave(HANGING)
    const leaving = new AbortController()
    const readings = ['1', '2', '3'].map(text => read(text, leaving.signal))
    await until(() => stats().waiting === 2)
    const response = await read('4')
    expect(await problemOf(response, 503)).toMatchObject({ limit: 2 })
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
    leaving.abort()
    for (const reading of readings) await problemOf(await reading, 499)
    expect(stats()).toEqual({ active: 0, waiting: 0 })
  })

  test('GET /health tells who is under way and who waits', async () => {
    await open({ POLLY_CONCURRENCY: '1' })
    polly.behave(HANGING)
    const leaving = new AbortController()
    const readings = ['1', '2', '3'].map(text => read(text, leaving.signal))
    await until(() => stats().waiting === 2)
    expect(await (await app.health()).json()).toMatchObject({
      backend: { kind: 'aws', region: 'eu-west-1' },
      requests: { active: 1, waiting: 2 },
    })
    leaving.abort()
    for (const reading of readings) await reading
  })
})
