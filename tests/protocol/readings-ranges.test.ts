import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { createGate } from '../support/gate'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  audioOf,
  bytesOf,
  EXTENSIONS,
  idOf,
  listenTo,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  SPEECH,
  textOf,
  textsAsked,
} from '../support/readings'

let polly: PollyStandIn
let app: App

async function open(): Promise<void> {
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url })
}
async function close(): Promise<void> {
  await app.close()
  await polly.close()
}

const PARAGRAPHS = paragraphs(4)
const ID = idOf(textOf(PARAGRAPHS))

describe.each(EXTENSIONS)('a complete reading as %s', extension => {
  let whole: Buffer
  let etag: string

  beforeAll(async () => {
    await open()
    await bytesOf(await app.file(ID, extension))
    const response = await app.file(ID, extension)
    etag = response.headers.get('ETag') ?? ''
    whole = await bytesOf(response)
    expect(response.headers.get('Content-Length')).toBe(String(whole.length))
    polly.forget()
  })
  afterAll(close)

  const ask = (range: string, headers: Record<string, string> = {}) =>
    app.file(ID, extension, { headers: { Range: range, ...headers } })

  test('says in HEAD how long it is, that it takes ranges, and how it may be kept', async () => {
    // A range is for GET alone (RFC 9110, section 14.2).
    const { headers } = await app.file(ID, extension, { method: 'HEAD', headers: { Range: 'bytes=0-9' } })
    expect(headers.get('Content-Length')).toBe(String(whole.length))
    expect(headers.get('Accept-Ranges')).toBe('bytes')
    expect(headers.get('ETag')).toBe(etag)
    expect(headers.get('Cache-Control')).toMatch(
      /^(?=.*\bprivate\b)(?=.*\bmax-age=\d+)(?=.*\bno-transform\b)/,
    )
  })

  test('every range is the same bytes as in the whole', async () => {
    const size = whole.length
    const cases: [string, number, number][] = [
      ['bytes=0-', 0, size],
      ['bytes=0-0', 0, 1],
      ['bytes=0-1', 0, 2],
      ['bytes=1-1', 1, 2],
      ['bytes=40-50', 40, 51],
      [`bytes=${size - 1}-`, size - 1, size],
      [`bytes=${size - 1}-${size + 500}`, size - 1, size],
      ['bytes=-1', size - 1, size],
      ['bytes=-700', size - 700, size],
      [`bytes=-${size + 1}`, 0, size],
    ]
    // Over all seams, from and to odd places.
    for (let first = 3; first < size; first += 1409) {
      const last = Math.min(size - 1, first + ((first * 7) % 5000))
      cases.push([`bytes=${first}-${last}`, first, last + 1])
    }
    for (const [range, begin, end] of cases) {
      const response = await ask(range)
      expect(response.status, range).toBe(206)
      expect(response.headers.get('Content-Range'), range).toBe(`bytes ${begin}-${end - 1}/${size}`)
      expect((await bytesOf(response)).equals(whole.subarray(begin, end)), range).toBe(true)
    }
    expect(textsAsked(polly)).toEqual([])
  })

  test('past the end is a 416 with the length', async () => {
    for (const range of [`bytes=${whole.length}-`, 'bytes=99999999-', 'bytes=-0']) {
      const response = await ask(range)
      expect(response.headers.get('Content-Range')).toBe(`bytes */${whole.length}`)
      await problemOf(response, 416)
    }
  })

  test('what RFC 9110 lets a server ignore is the whole', async () => {
    for (const range of ['bytes=5-2', 'bytes=0-1,5-6', 'lines=0-1', 'bytes=a-b', 'bytes']) {
      const response = await ask(range)
      expect(response.status, range).toBe(200)
      expect((await bytesOf(response)).equals(whole), range).toBe(true)
    }
  })

  test('If-Range answers a part of the same and the whole of another', async () => {
    expect((await ask('bytes=2-3', { 'If-Range': etag })).status).toBe(206)
    for (const other of ['"other"', `W/${etag}`, 'Wed, 21 Oct 2026 07:28:00 GMT']) {
      const response = await ask('bytes=2-3', { 'If-Range': other })
      expect(response.status, other).toBe(200)
      expect((await bytesOf(response)).equals(whole), other).toBe(true)
    }
  })

  test('If-None-Match answers 304 without a body, with the ETag and without asking Polly', async () => {
    for (const match of [etag, `W/${etag}`, `"a", ${etag}`, '*']) {
      const response = await app.file(ID, extension, { headers: { 'If-None-Match': match } })
      expect(response.status, match).toBe(304)
      expect(response.headers.get('ETag')).toBe(etag)
      expect(response.body).toBe(null)
    }
    const response = await app.file(ID, extension, { headers: { 'If-None-Match': '"other"' } })
    expect(response.status).toBe(200)
    await response.body?.cancel()
    expect(textsAsked(polly)).toEqual([])
  })

  test('a media element hears the same by ranges as in one piece', async () => {
    const headers = { 'Sec-Fetch-Dest': 'audio' }
    const played = await bytesOf(await app.file(ID, extension, { headers }))
    expect(played.subarray(-whole.length).equals(whole)).toBe(true)
    const size = played.length
    for (const [first, last] of [
      [0, 1],
      [size - whole.length - 1, size - whole.length + 1],
      [size - 5000, size - 1],
    ] as const) {
      if (first < 0) continue
      const response = await ask(`bytes=${first}-${last}`, headers)
      expect(response.headers.get('Content-Range')).toBe(`bytes ${first}-${last}/${size}`)
      expect((await bytesOf(response)).equals(played.subarray(first, last + 1))).toBe(true)
    }
  })
})

describe('a complete WAV file', () => {
  beforeEach(open)
  afterEach(close)

  test('is another than the one whose sizes were not known, to who has a part of that', async () => {
    const probe = await app.file(ID, 'wav', { headers: { Range: 'bytes=0-99' } })
    const tag = probe.headers.get('ETag') ?? ''
    const first = await bytesOf(probe)
    await bytesOf(await app.file(ID, 'wav'))
    const again = await app.file(ID, 'wav', { headers: { Range: 'bytes=0-99', 'If-Range': tag } })
    expect((await bytesOf(again)).subarray(0, 44).equals(first.subarray(0, 44))).toBe(false)
    expect(again.status).toBe(200)
  })

  test('has its real sizes', async () => {
    await bytesOf(await app.file(ID, 'wav'))
    const bytes = await bytesOf(await app.file(ID, 'wav'))
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8)
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44)
  })
})

describe.each(EXTENSIONS)('a reading that grows, as %s', extension => {
  beforeEach(open)
  afterEach(close)

  /** Polly stops in the middle of the second paragraph. */
  function hold() {
    const gate = createGate()
    polly.behave({
      speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate, when: ofParagraph(2) } },
    })
    return gate
  }

  test('answers a probe of its first bytes, and the whole from the same requests', async () => {
    const gate = hold()
    const probe = await app.file(ID, extension, { headers: { Range: 'bytes=0-1' } })
    expect(probe.status).toBe(206)
    expect(probe.headers.get('Content-Range')).toMatch(/^bytes 0-1\//)
    expect(await bytesOf(probe)).toHaveLength(2)
    const listening = app.file(ID, extension).then(bytesOf)
    await until(() => gate.waiting === 1)
    gate.open()
    expect((await listening).length).toBeGreaterThan(1000)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })

  test('goes on for a listener whose connection was cut, from the byte that is missing', async () => {
    const gate = hold()
    const response = await app.file(ID, extension)
    const etag = response.headers.get('ETag') ?? ''
    const cut = listenTo(response)
    await cut.reach(1)
    await until(() => gate.waiting === 1)
    const heard = cut.length
    await cut.leave()
    // It is answered once there is such a byte. A weak tag is of no use here (RFC 9110, 13.1.5).
    const same: Record<string, string> = etag.startsWith('W/') ? {} : { 'If-Range': etag }
    const retrying = app.file(ID, extension, { headers: { Range: `bytes=${heard}-`, ...same } })
    gate.open()
    const retry = await retrying
    expect(retry.status).toBe(206)
    expect(retry.headers.get('Content-Range')).toMatch(new RegExp(`^bytes ${heard}-`))
    const rest = await bytesOf(retry)
    const whole = await bytesOf(await app.file(ID, extension))
    expect(rest.equals(whole.subarray(heard))).toBe(true)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })

  test('answers a range from the start as it answers the whole', async () => {
    const gate = hold()
    const response = await app.file(ID, extension, { headers: { Range: 'bytes=0-' } })
    expect(response.status).toBe(200)
    const listening = bytesOf(response)
    await until(() => gate.waiting === 1)
    gate.open()
    const whole = await bytesOf(await app.file(ID, extension))
    const heard = await listening
    expect(audioOf(extension, heard).subarray(-1000).equals(whole.subarray(-1000))).toBe(true)
  })

  test('a range that begins past its end is a 416 once that is known', async () => {
    const gate = hold()
    const asking = app.file(ID, extension, { headers: { Range: 'bytes=99999999-' } })
    await until(() => gate.waiting === 1)
    gate.open()
    await problemOf(await asking, 416)
  })

  test('answers a closed range that is not there yet once it is', async () => {
    // Near enough to the start, as a player's probe is.
    const short = idOf(textOf(PARAGRAPHS.slice(0, 2)))
    const whole = await bytesOf(await app.file(short, extension))
    await close()
    await open()
    const gate = hold()
    const [first, last] = [whole.length - 100, whole.length - 1]
    let isAnswered = false
    const asking = app.file(short, extension, { headers: { Range: `bytes=${first}-${last}` } })
    const answering = asking.then(response => {
      isAnswered = true
      return response
    })
    await until(() => gate.waiting === 1)
    expect(isAnswered).toBe(false)
    gate.open()
    const response = await answering
    expect(response.status).toBe(206)
    expect(response.headers.get('Content-Range')).toMatch(new RegExp(`^bytes ${first}-${last}/`))
    expect((await bytesOf(response)).equals(whole.subarray(first))).toBe(true)
    expect(paragraphsAsked(polly)).toEqual([1, 2])
  })
})
