import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import type { FrontDoorError, PollyException } from '../support/polly-behaviour'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'

const QUERY = { text: 'Good morning.', voiceId: 'Joanna' }
const SECRETS = /123456789012|arn:|AKID|node_modules|\bat \S+ \(/
const IDLE_MS = 200

let polly: PollyStandIn
let app: App

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  polly = await startPolly()
  app = await open(IDLE_MS)
  await app.voices()
  polly.forget()
})
afterEach(async () => {
  await until(() => polly.open === 0)
  expect(app.speech.admission.stats()).toEqual({ active: 0, waiting: 0 })
  await app.close()
  await polly.close()
  vi.restoreAllMocks()
})

const open = (idleMs: number) =>
  openApp({
    AWS_ENDPOINT_URL_POLLY: polly.url,
    UPSTREAM_IDLE_TIMEOUT_MS: String(idleMs),
    ABANDONED_CLIP_GRACE_MS: '1',
  })

const type = (name: string) => `urn:pollyphony:problem:${name}`

describe('GET /read when Polly throttles', () => {
  beforeEach(async () => {
    await app.close()
    // Longer than the SDK's pauses between its tries.
    app = await open(10_000)
    await app.voices()
    polly.forget()
  })

  test.each([400, 429] as const)(
    'a status %i that outlasts the retries is a 503 with Retry-After',
    async status => {
      const times = Number.POSITIVE_INFINITY
      polly.behave({ speech: { trouble: { kind: 'throttle', times, status } } })
      const response = await app.read(QUERY)
      const body = await problemOf(response, 503)
      expect(body.type).toBe(type('upstream-throttled'))
      expect(response.headers.get('Retry-After')).toBe(String(body.retryAfterSeconds))
      expect(Number(body.retryAfterSeconds)).toBeGreaterThan(0)
      expect(polly.requests).toHaveLength(3)
    },
  )

  test('one that a retry gets past is not noticed', async () => {
    polly.behave({ speech: { trouble: { kind: 'throttle', times: 1, status: 400 } } })
    const response = await app.read(QUERY)
    expect(response.status).toBe(200)
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    expect(polly.requests).toHaveLength(2)
  })

  test('a listener that leaves between two tries ends them', async () => {
    polly.behave({ speech: { trouble: { kind: 'throttle', times: Number.POSITIVE_INFINITY, status: 400 } } })
    const leaving = new AbortController()
    const reading = app.read(QUERY, { signal: leaving.signal })
    await until(() => polly.requests.length === 1)
    leaving.abort()
    await problemOf(await reading, 499)
    await until(() => app.speech.admission.stats().active === 0)
    const asked = polly.requests.length
    await new Promise(resolve => setTimeout(resolve, 1000))
    expect(polly.requests).toHaveLength(asked)
  })
})

describe('GET /read when Polly refuses', () => {
  const message =
    'User: arn:aws:iam::123456789012:user/reader is not authorized to perform: polly:SynthesizeSpeech for account 123456789012'

  test.each([
    ['AccessDeniedException', 403],
    ['UnrecognizedClientException', 403],
    ['InvalidSignatureException', 403],
    ['MissingAuthenticationTokenException', 403],
  ] as const satisfies [FrontDoorError, number][])(
    '%s is a 502 that tells nothing of the account',
    async (name, status) => {
      polly.behave({ speech: { trouble: { kind: 'fail', name, status, message } } })
      const response = await app.read(QUERY)
      const body = await problemOf(response, 502)
      expect(body.type).toBe(type('upstream-denied'))
      expect(JSON.stringify([body, ...response.headers])).not.toMatch(SECRETS)
      expect(console.error).toHaveBeenCalledOnce()
    },
  )

  test.each([
    ['EngineNotSupportedException', 400, 'engine'],
    ['InvalidSampleRateException', 400, 'sampleRate'],
    ['InvalidSsmlException', 400, 'text'],
    ['LanguageNotSupportedException', 400, 'languageCode'],
    ['LexiconNotFoundException', 404, 'lexiconNames'],
    ['TextLengthExceededException', 400, 'text'],
  ] as const satisfies [PollyException, number, string][])(
    '%s is the 400 of that parameter',
    async (name, status, field) => {
      polly.behave({ speech: { trouble: { kind: 'fail', name, status, message } } })
      const body = await problemOf(await app.read(QUERY), 400)
      expect(body.field).toBe(field)
      expect(JSON.stringify(body)).not.toMatch(SECRETS)
    },
  )

  test('a voice that Polly has elsewhere is left to it to judge', async () => {
    const body = await problemOf(await app.read({ ...QUERY, voiceId: 'Hans' }), 400)
    expect(body.field).toBe('voiceId')
    expect(polly.requests).toHaveLength(1)
  })
})

describe('GET /read when Polly fails', () => {
  test('a failure on its side that outlasts the retries is a 502', async () => {
    await app.close()
    app = await open(10_000)
    await app.voices()
    const message = 'Internal failure in arn:aws:polly:eu-west-1:123456789012:fleet'
    polly.behave({
      speech: { trouble: { kind: 'fail', name: 'ServiceFailureException', status: 500, message } },
    })
    const body = await problemOf(await app.read(QUERY), 502)
    expect(body.type).toBe(type('upstream-failed'))
    expect(JSON.stringify(body)).not.toMatch(SECRETS)
  })

  test('gone is a 502', async () => {
    await app.close()
    const gone = await startPolly()
    app = await openApp({ AWS_ENDPOINT_URL_POLLY: gone.url })
    await app.voices()
    await gone.close()
    const body = await problemOf(await app.read(QUERY), 502)
    expect(body.type).toBe(type('upstream-unreachable'))
    expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1/)
  })

  test('an answer without a byte is a 502, not an empty recording', async () => {
    polly.behave({ speech: { bytes: 0 } })
    const body = await problemOf(await app.read(QUERY), 502)
    expect(body.type).toBe(type('upstream-failed'))
  })

  test.each(['before-headers', 'after-headers'] as const)('silence %s is a 504', async at => {
    polly.behave({ speech: { trouble: { kind: 'stall', at } } })
    const body = await problemOf(await app.read(QUERY), 504)
    expect(body).toMatchObject({ type: type('upstream-silent'), limitMs: IDLE_MS })
  })

  test.each(['stall', 'reset'] as const)(
    'a %s mid-stream is an error to the reader, never an end',
    async kind => {
      polly.behave({ speech: { bytes: 60_000, trouble: { kind, at: 'mid-body' } } })
      const response = await app.read(QUERY)
      expect(response.status).toBe(200)
      const reader = response.body?.getReader()
      let bytes = 0
      const reading = async () => {
        for (;;) {
          const part = await reader?.read()
          if (part?.done !== false) return 'ended'
          bytes += part.value.length
        }
      }
      await expect(reading()).rejects.toThrow(/speech service/)
      expect(bytes).toBeGreaterThanOrEqual(24_000)
      expect(bytes).toBeLessThan(60_000)
    },
  )

  test('a reset between the headers and the first byte is a 502', async () => {
    polly.behave({ speech: { trouble: { kind: 'reset', at: 'after-headers' } } })
    await problemOf(await app.read(QUERY), 502)
  })

  test('a pace slower than the whole but never silent is read to its end', async () => {
    // 34 frames of 144 bytes.
    polly.behave({ speech: { bytes: 4896, chunkBytes: 500, chunkMs: IDLE_MS / 4 } })
    const response = await app.read(QUERY)
    expect((await response.arrayBuffer()).byteLength).toBe(4896)
  })
})
