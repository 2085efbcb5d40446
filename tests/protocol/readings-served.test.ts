import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createGate } from '../support/gate'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  idOf,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  readingOf,
  SPEECH,
  textOf,
} from '../support/readings'
import { pollyEnv, type Server, startApp } from '../support/served-app'

/** Readings of the built app under `next start`, over sockets. */

let polly: PollyStandIn
let app: Server

beforeAll(async () => {
  polly = await startPolly()
  app = await startApp(pollyEnv(polly.url))
  await fetch(`${app.url}/voices`)
})
afterAll(async () => {
  await app.stop()
  await polly.close()
})
beforeEach(() => {
  polly.behave({ speech: SPEECH })
  polly.forget()
})
afterEach(() => until(() => polly.open === 0, 6000))

/** Four paragraphs that no other test has heard. */
const fresh = (name: string) => textOf(paragraphs(4).map(text => `${name}: ${text}`))
const address = (text: string, extension = 'mp3') => `${app.url}/read/${idOf(text)}.${extension}`

/** An answer of which nothing is read, over a connection of its own. */
async function begun(url: string): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(get(url, { agent: false }), 'response')
  if (!response) throw new Error('There is no response')
  response.on('error', () => undefined)
  return response
}

describe('GET /read/{id} under next start', () => {
  test('50 listeners of POST /read are one synthesis, and each hears the same', async () => {
    const created = await fetch(`${app.url}/read`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(readingOf(fresh('Fifty'))),
    })
    expect(created.status).toBe(201)
    const { id } = (await created.json()) as { id: string }
    const heard = await Promise.all(
      Array.from({ length: 50 }, async () => bytesOf(await fetch(`${app.url}/read/${id}.mp3`))),
    )
    for (const bytes of heard) expect(bytes.equals(heard[0] ?? Buffer.alloc(0))).toBe(true)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })

  test('what HTTP needs passes the server: 206, 304, 416, HEAD, download', async () => {
    const url = address(fresh('HTTP'))
    const growing = await fetch(url)
    expect(growing.headers.get('Content-Length')).toBeNull()
    const whole = await bytesOf(growing)
    const kept = await fetch(url)
    expect(kept.headers.get('Content-Length')).toBe(String(whole.length))
    await bytesOf(kept)
    const part = await fetch(url, { headers: { Range: 'bytes=1000-1999' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('Content-Range')).toBe(`bytes 1000-1999/${whole.length}`)
    expect(part.headers.get('Content-Length')).toBe('1000')
    expect((await bytesOf(part)).equals(whole.subarray(1000, 2000))).toBe(true)
    const etag = part.headers.get('ETag') ?? ''
    const same = await fetch(url, { headers: { 'If-None-Match': etag } })
    expect([same.status, same.headers.get('ETag')]).toEqual([304, etag])
    const past = await fetch(url, { headers: { Range: 'bytes=99999999-' } })
    expect([past.status, past.headers.get('Content-Range')]).toEqual([416, `bytes */${whole.length}`])
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('Accept-Ranges')]).toEqual([200, 'bytes'])
    expect(head.headers.get('Content-Length')).toBe(String(whole.length))
    const saved = await fetch(`${url}?download`)
    expect(saved.headers.get('Content-Disposition')).toMatch(/^attachment; filename="HTTP[^"]*\.mp3"/)
    expect(paragraphsAsked(polly)).toHaveLength(4)
  })

  test('a listener who does not read holds no connection to Polly', async () => {
    const response = await begun(address(fresh('Paused')))
    await until(() => polly.open === 0 && paragraphsAsked(polly).length > 0)
    response.destroy()
  })

  test('a connection that closes ends what was not asked for yet', async () => {
    const gate = createGate()
    polly.behave({
      speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate, when: ofParagraph(1) } },
    })
    const response = await begun(address(fresh('Closed')))
    response.resume()
    await until(() => gate.waiting === 1)
    response.destroy()
    await once(response, 'close')
    gate.open()
    await until(() => polly.open === 0)
    expect(paragraphsAsked(polly)).not.toContain(4)
  })

  test('a failure in a later chunk cuts the connection: the body has no end', async () => {
    const failure = { name: 'ValidationException', status: 400, message: 'x' } as const
    polly.behave({ speech: { ...SPEECH, trouble: { kind: 'fail', ...failure, when: ofParagraph(3) } } })
    const response = await fetch(address(fresh('Cut')))
    expect(response.status).toBe(200)
    await expect(response.arrayBuffer()).rejects.toThrow('terminated')
  })

  test('marks and captions of the same reading pass as they are', async () => {
    const text = fresh('Marks')
    const marks = await (await fetch(address(text, 'ndjson'))).text()
    expect(marks.split('\n').length).toBeGreaterThan(30)
    expect(await (await fetch(address(text, 'vtt'))).text()).toMatch(/^WEBVTT/)
  })
})
