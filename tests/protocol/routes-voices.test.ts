import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { until } from '../support/polly-client'
import { goneUrl, type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { POLLY_VOICES } from '../support/polly-voices'

const MINUTE_MS = 60_000

let polly: PollyStandIn
let app: App

beforeEach(async () => {
  // Only the date: what waits on the network waits in real time.
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.spyOn(console, 'error').mockReturnValue()
  vi.spyOn(console, 'warn').mockReturnValue()
  polly = await startPolly()
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, UPSTREAM_IDLE_TIMEOUT_MS: '300' })
})
afterEach(async () => {
  await app.close()
  await polly.close()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * MINUTE_MS)
const idsOf = async (response: Response) => ((await response.json()) as { Id: string }[]).map(({ Id }) => Id)

describe('GET /voices', () => {
  test('answers every page as one array of Polly voices', async () => {
    polly.behave({ voices: { pageSize: 7 } })
    const response = await app.voices()
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toContain('application/json')
    expect(await response.json()).toEqual(POLLY_VOICES)
    expect(polly.requests).toHaveLength(Math.ceil(POLLY_VOICES.length / 7))
  })

  test('filters by engine and by language, additional ones included', async () => {
    expect(await idsOf(await app.voices({ engine: 'long-form' }))).toEqual(['Danielle', 'Gregory', 'Ruth'])
    expect(await idsOf(await app.voices({ languageCode: 'hi-IN' }))).toEqual(['Aditi', 'Kajal'])
    expect(await idsOf(await app.voices({ languageCode: 'hi-IN', engine: 'neural' }))).toEqual(['Kajal'])
    expect(await idsOf(await app.voices({ languageCode: 'is-IS' }))).toEqual([])
  })

  test.each([
    ['engine', 'fast'],
    ['languageCode', 'en_US'],
  ])('%s=%s is a 400 that names it', async (field, value) => {
    const body = await problemOf(await app.voices({ [field]: value }), 400)
    expect(body.field).toBe(field)
    expect(body.detail).toContain(value)
  })

  test('asks Polly once for many views, the first of them at once', async () => {
    // Counted where it is sent: one that is only on its way has not arrived at the stand-in.
    const send = vi.spyOn(app.speech.client, 'send')
    await Promise.all(Array.from({ length: 20 }, () => app.voices()))
    later(5)
    for (let view = 0; view < 20; view++) await app.voices({ engine: 'neural' })
    expect(send).toHaveBeenCalledTimes(1)
    expect(polly.requests).toHaveLength(1)
  })

  test('refreshes an old list behind the answer', async () => {
    await app.voices()
    later(11)
    const list = POLLY_VOICES.slice(0, 5)
    polly.behave({ voices: { list } })
    expect(await (await app.voices()).json()).toHaveLength(POLLY_VOICES.length)
    await vi.waitFor(async () => expect(await (await app.voices()).json()).toEqual(list))
    expect(polly.requests).toHaveLength(2)
  })

  test('an old list is answered while Polly hangs, and after it failed', async () => {
    await app.voices()
    later(11)
    polly.behave({ voices: { trouble: { kind: 'stall', at: 'mid-body' } } })
    expect(await (await app.voices()).json()).toEqual(POLLY_VOICES)
    await until(() => polly.requests.length === 2 && polly.open === 0)
    later(1)
    polly.behave({ voices: { trouble: { kind: 'reset', at: 'before-headers' } } })
    expect(await (await app.voices()).json()).toEqual(POLLY_VOICES)
    await vi.waitFor(() => expect(console.warn).toHaveBeenCalledTimes(2))
    expect(await (await app.voices()).json()).toEqual(POLLY_VOICES)
  })

  test('a failure is a problem, is not asked about again at once, and passes', async () => {
    const message = 'User: arn:aws:iam::123456789012:user/x is not authorized'
    polly.behave({
      voices: { trouble: { kind: 'fail', name: 'AccessDeniedException', status: 403, message } },
    })
    const body = await problemOf(await app.voices(), 502)
    expect(body.type).toBe('urn:pollyphony:problem:upstream-denied')
    expect(JSON.stringify(body)).not.toMatch(/123456789012|arn:/)
    await problemOf(await app.voices(), 502)
    expect(polly.requests).toHaveLength(1)
    polly.behave({})
    later(1)
    expect(await (await app.voices()).json()).toEqual(POLLY_VOICES)
  })

  test('a failure of a later page is a problem, never half a list', async () => {
    polly.behave({
      voices: {
        pageSize: 7,
        trouble: { kind: 'fail', after: 2, name: 'ServiceFailureException', status: 500, message: 'x' },
      },
    })
    await app.close()
    app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url })
    const body = await problemOf(await app.voices(), 502)
    expect(body.type).toBe('urn:pollyphony:problem:upstream-failed')
  })

  test.each(['before-headers', 'after-headers', 'mid-body'] as const)('silence %s is a 504', async at => {
    polly.behave({ voices: { trouble: { kind: 'stall', at } } })
    const body = await problemOf(await app.voices(), 504)
    expect(body).toMatchObject({ type: 'urn:pollyphony:problem:upstream-silent', limitMs: 300 })
    await until(() => polly.open === 0)
  })

  test('nobody at the address is a 502', async () => {
    await app.close()
    app = await openApp({ AWS_ENDPOINT_URL_POLLY: await goneUrl() })
    const body = await problemOf(await app.voices(), 502)
    expect(body.type).toBe('urn:pollyphony:problem:upstream-unreachable')
  })
})
