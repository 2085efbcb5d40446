import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  EXTENSIONS,
  hearParts,
  idOf,
  paragraphs,
  pitchesOf,
  readingOf,
  SPEECH,
  textOf,
  textsAsked,
} from '../support/readings'

let folder: string
let polly: PollyStandIn
let app: App

const open = () => openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, DATA_FOLDER: folder })

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await open()
})
afterEach(async () => {
  await app.close()
  await polly.close()
  await rm(folder, { recursive: true })
  vi.restoreAllMocks()
})

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const PARAGRAPHS = paragraphs(3)
const TEXT = textOf(PARAGRAPHS)
/** Texts that an address cannot hold: random letters do not deflate. */
const LONG = textOf(
  Array.from({ length: 12 }, (_, i) =>
    Array.from({ length: 300 }, (_, j) => ((i * 7919 + j * 104_729) ** 2 % 2_176_782_336).toString(36)).join(
      ' ',
    ),
  ),
)

const post = (fields: object, type = JSON_TYPE) =>
  app.post(
    type === JSON_TYPE ? JSON.stringify(fields) : String(new URLSearchParams(Object.entries(fields))),
    type,
  )
const created = async (response: Response) => {
  expect(response.status).toBe(201)
  const { id, url } = (await response.json()) as { id: string; url: string }
  expect(response.headers.get('Location')).toBe(url)
  expect(url).toContain(`/read/${id}`)
  return id
}

describe('POST /read', () => {
  test.each([
    ['JSON', JSON_TYPE],
    ['a form', FORM_TYPE],
  ])('answers %s with 201, the id that the page computes, and its address', async (_, type) => {
    const id = await created(await post({ text: TEXT, voiceId: 'Joanna', engine: 'neural' }, type))
    expect(id).toBe(idOf(TEXT))
    const { pitches } = await hearParts('mp3', await bytesOf(await app.file(id, 'mp3')), PARAGRAPHS)
    expect(pitches).toEqual(pitchesOf(PARAGRAPHS))
  })

  test('asks Polly for nothing', async () => {
    await created(await post(readingOf(TEXT)))
    await created(await post(readingOf(LONG)))
    expect(textsAsked(polly)).toEqual([])
  })

  test('keeps what no address holds under the same short id each time, over a restart', async () => {
    const id = await created(await post(readingOf(LONG)))
    expect(id.length).toBeLessThan(100)
    expect(await created(await post(readingOf(LONG)))).toBe(id)
    const whole = await bytesOf(await app.file(id, 'mp3'))
    await app.close()
    app = await open()
    expect(await created(await post(readingOf(LONG)))).toBe(id)
    expect((await bytesOf(await app.file(id, 'mp3'))).equals(whole)).toBe(true)
  })

  test('another voice is another id', async () => {
    const ids = [
      readingOf(TEXT),
      readingOf(TEXT, { voiceId: 'Ivy' }),
      readingOf(LONG),
      readingOf(LONG, { voiceId: 'Ivy' }),
    ]
    const made = await Promise.all(ids.map(async reading => created(await post(reading))))
    expect(new Set(made).size).toBe(4)
  })

  test.each([
    ['JSON that is none', '{"text"', JSON_TYPE, 400],
    ['JSON of another kind', '[1]', JSON_TYPE, 400],
    ['no text', '{"voiceId":"Joanna"}', JSON_TYPE, 400],
    ['no voice', '{"text":"Hi"}', JSON_TYPE, 400],
    ['an engine that there is not', '{"text":"Hi","voiceId":"Joanna","engine":"fast"}', JSON_TYPE, 400],
    ['plain text', 'Hi', 'text/plain', 415],
    ['XML', '<a/>', 'application/xml', 415],
    ['a body of ten megabytes', `{"text":"${'x'.repeat(1e7)}"}`, JSON_TYPE, 413],
    ['200,001 characters', JSON.stringify(readingOf('x'.repeat(200_001))), JSON_TYPE, 413],
  ])('answers %s with a problem', async (_, body, type, status) => {
    await problemOf(await app.post(body, type), status)
  })
})

describe('GET /read/{id}', () => {
  const refused = async (id: string, extension: string = 'mp3') => {
    const response = await app.file(id, extension)
    expect([400, 404]).toContain(response.status)
    await problemOf(response, response.status)
    expect(textsAsked(polly)).toEqual([])
  }

  test('refuses every truncated id', async () => {
    const id = idOf(TEXT)
    for (let length = 0; length < id.length; length += 7) await refused(id.slice(0, length))
    await refused(`${id}A`)
    await refused(`${id}${id}`)
  })

  test('refuses an id with another letter in it', async () => {
    const id = idOf(TEXT)
    for (let at = 0; at < id.length; at += 5) {
      const letter = id[at] === 'x' ? 'y' : 'x'
      await refused(id.slice(0, at) + letter + id.slice(at + 1))
    }
  })

  test.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['a UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['a path', '..%2F..%2Fetc%2Fpasswd'],
    ['a folder up', '..'],
    ['an id of a reading that nobody stored', `s${'A'.repeat(43)}`],
    ['letters outside of the alphabet', 'rÄÖÜ'],
    ['a null', 'r\0'],
  ])('refuses %s', (_, id) => refused(id))

  test('refuses bombs, whatever they claim to be', async () => {
    const zeros = deflateRawSync(Buffer.alloc(8_000_000), { level: 9 }).toString('base64url')
    const text = deflateRawSync(Buffer.from(`["${'a'.repeat(8_000_000)}","Joanna"]`), { level: 9 })
    await refused(`r${zeros}`)
    await refused(`r${text.toString('base64url')}`)
    await refused(`r${'A'.repeat(60_000)}`)
  })

  test.each(['', 'txt', 'MP3', 'mp3.mp3', 'ndjson2'])("refuses the extension '%s'", extension =>
    refused(idOf(TEXT), extension),
  )

  test('answers a reading whose voice is none with the problem that POST would answer', async () => {
    const body = await problemOf(await app.file(idOf(TEXT, { voiceId: 'Nobody' }), 'mp3'), 400)
    expect(body.field).toBe('voiceId')
  })
})

describe('GET /read/{id}?download', () => {
  test.each([...EXTENSIONS, 'vtt', 'srt'] as const)(
    'names the file by the first words, as %s',
    async extension => {
      const plain = await app.file(idOf(TEXT), extension)
      expect(plain.headers.get('Content-Disposition')).toBe(null)
      const whole = await bytesOf(plain)
      const response = await app.file(idOf(TEXT), extension, {}, '?download')
      const disposition = response.headers.get('Content-Disposition') ?? ''
      expect(disposition).toMatch(new RegExp(`^attachment; filename="Paragraph 1[^"]*\\.${extension}"`))
      expect((await bytesOf(response)).subarray(44).equals(whole.subarray(44))).toBe(true)
    },
  )

  test.each([
    ['quotes and line breaks', 'He said: "Hi"\r\nSet-Cookie: a=b'],
    ['a path', '../../etc/passwd'],
    ['Chinese', '你好，世界。'],
    ['emoji', '👨‍👩‍👧‍👦 🎈'],
    ['only signs', '!?'],
    ['half of a pair', '\ud83d and more'],
    ['a long word', 'x'.repeat(2000)],
  ])('is safe with %s in the text', async (_, text) => {
    const id = await created(await post(readingOf(text)))
    const response = await app.file(id, 'mp3', {}, '?download')
    const disposition = response.headers.get('Content-Disposition') ?? ''
    // RFC 6266: a quoted name of ASCII, and where it takes more the same in UTF-8.
    expect(disposition).toMatch(
      /^attachment; filename="(?:[^"\\/\r\n]{1,150})\.mp3"(?:; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+\.mp3)?$/,
    )
    const extended = /filename\*=UTF-8''(.*)$/.exec(disposition)?.[1]
    if (extended) expect(() => decodeURIComponent(extended)).not.toThrow()
    await response.body?.cancel()
  })

  test.each([
    ['references', '<speak>Tom &amp; Jerry &#228;rgern</speak>', 'Tom & Jerry ärgern'],
    ['comments', '<speak><!-- a > b -->The <![CDATA[<end>]]></speak>', 'The end'],
    ['signs in tags', '<speak><lang xml:lang="en-US" onlangfailure="a>b">Hello</lang></speak>', 'Hello'],
    ['paragraphs', '<speak><p>A title</p><p>And more</p></speak>', 'A title'],
  ])('names SSML by what is read of it: %s', async (_, text, name) => {
    const id = idOf(text, { textType: 'ssml' })
    const response = await app.file(id, 'mp3', { method: 'HEAD' }, '?download')
    const [, plain, extended] =
      /filename="(.*)\.mp3"(?:; filename\*=UTF-8''(.*)\.mp3)?$/.exec(
        response.headers.get('Content-Disposition') ?? '',
      ) ?? []
    expect(extended ? decodeURIComponent(extended) : plain).toBe(name)
  })

  test('a listener who only listens gets no padding either way, a media element does', async () => {
    const played = await bytesOf(
      await app.file(idOf(TEXT), 'mp3', { headers: { 'Sec-Fetch-Dest': 'audio' } }),
    )
    const fetched = await bytesOf(await app.file(idOf(TEXT), 'mp3', {}, '?download'))
    expect(played.toString('latin1', 0, 3)).toBe('ID3')
    expect(fetched.toString('latin1', 0, 3)).not.toBe('ID3')
    expect(played.subarray(-fetched.length).equals(fetched)).toBe(true)
  })
})
