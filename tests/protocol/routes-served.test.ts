import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { problemOf } from '../support/app'
import { until } from '../support/polly-client'
import { goneUrl, type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { pollyEnv, type Server, startApp } from '../support/served-app'

/** The built app under `next start`, as a listener meets it. */

let polly: PollyStandIn
let app: Server

beforeAll(async () => {
  polly = await startPolly()
  app = await startApp({
    ...pollyEnv(polly.url),
    POLLY_CONCURRENCY: '3',
    UPSTREAM_IDLE_TIMEOUT_MS: '2000',
    ABANDONED_CLIP_GRACE_MS: '1',
  })
  await fetch(`${app.url}/voices`)
})
afterAll(async () => {
  await app.stop()
  await polly.close()
})
beforeEach(() => {
  polly.forget()
})
afterEach(async () => {
  polly.behave({})
  await until(() => polly.open === 0)
})

const address = (query: Record<string, string> = {}) =>
  `${app.url}/read?${new URLSearchParams({ text: 'Good morning.', voiceId: 'Joanna', ...query })}`

/** Asks over a connection of its own; its errors are for whoever waits for them. */
function ask(query?: Record<string, string>): ClientRequest {
  const request = get(address(query), { agent: false })
  request.on('error', () => undefined)
  return request
}

async function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('There is no response')
  return response
}

const requestsOf = async () =>
  ((await (await fetch(`${app.url}/health`)).json()) as { requests: { active: number; waiting: number } })
    .requests

describe('GET /read under next start', () => {
  test('streams what Polly sends, before Polly has sent it all', async () => {
    polly.behave({ speech: { bytes: 20_000, trouble: { kind: 'stall', at: 'mid-body' } } })
    const request = ask()
    const response = await answerOf(request)
    expect(response.statusCode).toBe(200)
    expect(response.headers['content-type']).toBe('audio/mpeg')
    let bytes = 0
    response.on('data', part => {
      bytes += part.length
    })
    await until(() => bytes >= 9000)
    expect(polly.open).toBe(1)
    request.destroy()
  })

  test.each([
    ['before the first byte', 'before-headers'],
    ['mid-stream', 'mid-body'],
  ] as const)('a connection that closes %s closes the upstream within a second', async (_, at) => {
    polly.behave({ speech: { bytes: 20_000, trouble: { kind: 'stall', at } } })
    const request = ask()
    if (at === 'mid-body') (await answerOf(request)).resume()
    await until(() => polly.open === 1)
    request.destroy()
    await until(() => polly.open === 0)
    expect(polly.requests[0]?.closedEarly).toBe(true)
    await vi.waitFor(async () => expect(await requestsOf()).toEqual({ active: 0, waiting: 0 }))
  })

  test('a connection that closes in the queue leaves it and never reaches Polly', async () => {
    polly.behave({ speech: { trouble: { kind: 'stall', at: 'before-headers' } } })
    const speaking = ['1', '2', '3'].map(text => ask({ text }))
    await until(() => polly.open === 3)
    const waiting = ask({ text: 'queued' })
    await vi.waitFor(async () => expect(await requestsOf()).toEqual({ active: 3, waiting: 1 }))
    waiting.destroy()
    await vi.waitFor(async () => expect(await requestsOf()).toEqual({ active: 3, waiting: 0 }))
    for (const request of speaking) request.destroy()
    await until(() => polly.open === 0)
    expect(polly.requests.map(({ body }) => body?.Text)).not.toContain('queued')
  })

  test.each(['stall', 'reset'] as const)(
    'a %s mid-stream cuts the connection: the body has no end',
    async kind => {
      polly.behave({ speech: { bytes: 60_000, trouble: { kind, at: 'mid-body' } } })
      const response = await fetch(address())
      expect(response.status).toBe(200)
      await expect(response.arrayBuffer()).rejects.toThrow('terminated')
    },
  )

  test('a failure before the first byte keeps its status and its problem', async () => {
    const message = 'User: arn:aws:iam::123456789012:user/x is not authorized'
    polly.behave({
      speech: { trouble: { kind: 'fail', name: 'AccessDeniedException', status: 403, message } },
    })
    const response = await fetch(address())
    expect(response.status).toBe(502)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ type: 'urn:pollyphony:problem:upstream-denied' })
    expect(text).not.toMatch(/123456789012|arn:/)
  })

  test('the longest text in the longest encoding fits into the address', async () => {
    const response = await fetch(address({ text: '声'.repeat(3000) }))
    expect(response.status).toBe(200)
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    expect(polly.requests[0]?.body?.Text).toHaveLength(3000)
  })
})

describe('HEAD /read under next start', () => {
  test('asks Polly for nothing and holds nothing', async () => {
    const response = await fetch(address(), { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('audio/mpeg')
    expect(await requestsOf()).toEqual({ active: 0, waiting: 0 })
    expect(polly.requests).toEqual([])
  })
})

test.each([
  ['PUT', '/read', 'GET, HEAD, POST'],
  ['POST', '/read/abc.mp3', 'GET, HEAD'],
  ['DELETE', '/voices', 'GET, HEAD'],
  ['PATCH', '/health', 'GET, HEAD'],
])('%s %s is a 405 that names the methods there are', async (method, path, allow) => {
  const response = await fetch(new URL(path, app.url), { method })
  expect(response.headers.get('Allow')).toBe(allow)
  expect(await problemOf(response, 405)).toMatchObject({ method, allow: allow.split(', ') })
})

test.each(['/read/%E0%A4%A.mp3', '/read/%', '/read/%ff.wav?download', '/render/%ff.wav'])(
  '%s, which is no UTF-8, is a 404 in words',
  async path => {
    await problemOf(await fetch(new URL(path, app.url)), 404)
  },
)

describe('a Polly that is gone, under next start', () => {
  let alone: Server

  beforeAll(async () => {
    alone = await startApp(pollyEnv(await goneUrl()))
  })
  afterAll(() => alone.stop())

  // Next loads a module once a route: what the shared catalogue throws is of another copy's class.
  test.each(['/voices', '/read?text=Hello.&voiceId=Joanna'])('is told as such by %s', async path => {
    const response = await fetch(`${alone.url}${path}`)
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ type: 'urn:pollyphony:problem:upstream-unreachable' })
  })

  test('leaves the page with its text and the reason', async () => {
    const response = await fetch(alone.url)
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(html).toContain('Somebody is about to read this to you.')
    expect(html).toContain('The connection to the speech service failed.')
  })
})
