import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { readOggPackets, readOggPages } from '../support/ogg-pages'
import { toneBytes } from '../support/polly-audio'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'

let polly: PollyStandIn
let app: App

beforeEach(async () => {
  polly = await startPolly()
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, ABANDONED_CLIP_GRACE_MS: '1' })
})
afterEach(async () => {
  await app.close()
  await polly.close()
})

const speechRequests = () => polly.requests.filter(({ path }) => path === '/v1/speech')
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('GET /read', () => {
  test('streams MP3 when no format is asked for, byte for byte what Polly sent', async () => {
    const response = await app.read({ text: 'Good morning.', voiceId: 'Joanna' })
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('audio/mpeg')
    expect(response.headers.get('Cache-Control')).toContain('no-transform')
    expect((await bytesOf(response)).equals(await toneBytes('mp3', 24_000))).toBe(true)
  })

  test.each([
    ['ogg_vorbis', 'audio/ogg; codecs=vorbis', 24_000],
    ['ogg_opus', 'audio/ogg; codecs=opus', 48_000],
  ] as const)('%s is sent as %s, packet for packet', async (outputFormat, contentType, rate) => {
    const response = await app.read({ text: 'Hello', voiceId: 'Joanna', outputFormat })
    expect(response.headers.get('Content-Type')).toBe(contentType)
    const packets = (file: Buffer) => readOggPackets(readOggPages(file)).map(({ bytes }) => bytes)
    expect(packets(await bytesOf(response))).toEqual(packets(await toneBytes(outputFormat, rate)))
    expect(speechRequests()[0]?.body?.OutputFormat).toBe(outputFormat)
  })

  test.each([
    ['16000', { sampleRate: '16000' }],
    ['16000 when none is asked for', {}],
    ['8000', { sampleRate: '8000' }],
  ] as const)('pcm of %s Hz is a WAV file of its samples', async (_, query) => {
    const response = await app.read({ text: 'Hello', voiceId: 'Joanna', outputFormat: 'pcm', ...query })
    expect(response.headers.get('Content-Type')).toBe('audio/wav')
    const bytes = await bytesOf(response)
    const rate = Number('sampleRate' in query ? query.sampleRate : 16_000)
    expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ')
    expect(bytes.readUInt16LE(20)).toBe(1) // PCM
    expect(bytes.readUInt16LE(22)).toBe(1) // channels
    expect(bytes.readUInt32LE(24)).toBe(rate)
    expect(bytes.readUInt32LE(28)).toBe(rate * 2) // bytes a second
    expect(bytes.readUInt16LE(34)).toBe(16) // bits a sample
    expect(bytes.toString('latin1', 36, 40)).toBe('data')
    expect(bytes.subarray(44).equals(await toneBytes('pcm', rate))).toBe(true)
  })

  test('a media element gets its MP3 after ID3 padding, a program gets it plain', async () => {
    const query = { text: 'Hello', voiceId: 'Joanna' }
    const played = await bytesOf(await app.read(query, { headers: { 'Sec-Fetch-Dest': 'audio' } }))
    const fetched = await bytesOf(await app.read(query, { headers: { 'Sec-Fetch-Dest': 'empty' } }))
    expect(played.toString('latin1', 0, 3)).toBe('ID3')
    expect(played.subarray(-fetched.length).equals(fetched)).toBe(true)
    expect(fetched.equals(await toneBytes('mp3', 24_000))).toBe(true)
  })

  test('sends what is there before the rest is', async () => {
    polly.behave({ speech: { bytes: 20_000, trouble: { kind: 'stall', at: 'mid-body' } } })
    const leaving = new AbortController()
    const response = await app.read({ text: 'Hello', voiceId: 'Joanna' }, { signal: leaving.signal })
    const reader = response.body?.getReader()
    let bytes = 0
    while (bytes < 9000) bytes += (await reader?.read())?.value?.length ?? 0
    expect(polly.open).toBe(1)
    leaving.abort()
    await until(() => polly.open === 0)
  })

  test('takes what Polly sends at full speed, however slowly it is listened to, and lets go of it', async () => {
    polly.behave({ speech: { bytes: 4 * 1024 * 1024, chunkBytes: 65_536 } })
    const response = await app.read({ text: 'Hello', voiceId: 'Joanna', outputFormat: 'pcm' })
    await until(() => polly.open === 0, 5000)
    expect(speechRequests()[0]?.sentBytes).toBe(4 * 1024 * 1024)
    expect((await bytesOf(response)).length).toBe(44 + 4 * 1024 * 1024)
  })

  test('gives up a service that does not come to an end', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    polly.behave({ speech: { bytes: 256 * 1024 * 1024, chunkBytes: 65_536 } })
    const response = await app.read({ text: 'Hello', voiceId: 'Joanna', outputFormat: 'pcm' })
    await expect(bytesOf(response)).rejects.toThrow()
    await until(() => polly.open === 0)
    expect(speechRequests()[0]?.sentBytes).toBeLessThan(96 * 1024 * 1024)
    vi.restoreAllMocks()
  })

  test.each([
    ['Joanna', 'neural', 'has several'],
    ['Danielle', 'neural', 'has several without standard'],
    ['Arthur', 'neural', 'has it alone'],
    ['Geraint', 'standard', 'has it alone'],
    ['Tiffany', 'generative', 'has it alone'],
    ['Ruth', 'long-form', 'has it alone'],
  ])('%s speaks with %s, as it %s', async (voiceId, engine) => {
    const response = await app.read({ text: 'Hello', voiceId })
    await bytesOf(response)
    expect(response.status).toBe(200)
    expect(speechRequests()[0]?.body).toMatchObject({ VoiceId: voiceId, Engine: engine })
  })

  test('hands every parameter on as it was sent', async () => {
    const text = '<speak>Grüß Gott, 你好 👋🏽 &amp; مرحبا</speak>'
    const response = await app.read({
      text,
      voiceId: 'Lupe',
      engine: 'standard',
      outputFormat: 'ogg_vorbis',
      textType: 'ssml',
      languageCode: 'en-US',
      sampleRate: '8000',
      lexiconNames: 'names,W3C',
    })
    await bytesOf(response)
    expect(response.status).toBe(200)
    expect(speechRequests()[0]?.body).toEqual({
      Text: text,
      VoiceId: 'Lupe',
      Engine: 'standard',
      OutputFormat: 'ogg_vorbis',
      TextType: 'ssml',
      LanguageCode: 'en-US',
      SampleRate: '8000',
      LexiconNames: ['names', 'W3C'],
    })
    expect(speechRequests()[0]?.signed).toBe(true)
  })

  test('an empty parameter counts as absent', async () => {
    const query = {
      text: 'Hi',
      voiceId: 'Joanna',
      engine: '',
      sampleRate: '',
      languageCode: '',
      lexiconNames: '',
    }
    await bytesOf(await app.read(query))
    expect(speechRequests()[0]?.body).toEqual({
      Text: 'Hi',
      TextType: 'text',
      VoiceId: 'Joanna',
      Engine: 'neural',
      OutputFormat: 'mp3',
    })
  })

  test('3,000 characters are read, a surrogate pair counted once', async () => {
    const response = await app.read({ text: '👋'.repeat(3000), voiceId: 'Joanna' })
    await bytesOf(response)
    expect(response.status).toBe(200)
  })
})

describe('HEAD /read', () => {
  test('answers the headers of GET and synthesises nothing', async () => {
    const query = { text: 'Hello', voiceId: 'Joanna', outputFormat: 'ogg_vorbis' }
    const head = await app.readHead(query)
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    expect(speechRequests()).toEqual([])
    const get = await app.read(query)
    await bytesOf(get)
    expect([...head.headers]).toEqual([...get.headers])
  })

  test('checks the parameters as GET does', async () => {
    expect((await app.readHead({ text: '', voiceId: 'Joanna' })).status).toBe(400)
    expect((await app.readHead({ text: 'Hello', voiceId: 'Nobody' })).status).toBe(400)
  })
})

describe('bad input to GET /read', () => {
  const good = { text: 'Hello', voiceId: 'Joanna' }

  test.each([
    ['text', 'is missing', { voiceId: 'Joanna' }],
    ['text', 'is empty', { ...good, text: '' }],
    ['text', 'has only spaces', { ...good, text: ' \n\t' }],
    ['voiceId', 'is missing', { text: 'Hello' }],
    ['voiceId', 'is nobody', { ...good, voiceId: 'Nobody' }],
    ['voiceId', 'is a path', { ...good, voiceId: '../etc' }],
    ['voiceId', 'is of the prototype', { ...good, voiceId: 'constructor' }],
    ['outputFormat', 'is flac', { ...good, outputFormat: 'flac' }],
    ['outputFormat', 'is json', { ...good, outputFormat: 'json' }],
    ['engine', 'is fast', { ...good, engine: 'fast' }],
    ['engine', 'is one that the voice lacks', { ...good, voiceId: 'Ruth', engine: 'neural' }],
    ['textType', 'is html', { ...good, textType: 'html' }],
    ['languageCode', 'is no language tag', { ...good, languageCode: 'en_US' }],
    ['sampleRate', 'is not a number', { ...good, sampleRate: 'high' }],
    ['sampleRate', 'is negative', { ...good, sampleRate: '-8000' }],
    ['sampleRate', 'is none of the format', { ...good, outputFormat: 'pcm', sampleRate: '44100' }],
    ['lexiconNames', 'has a bad name', { ...good, lexiconNames: 'a/b' }],
    ['lexiconNames', 'has six', { ...good, lexiconNames: 'a,b,c,d,e,f' }],
  ])('%s that %s is a 400 that names it, without a synthesis', async (field, _, query) => {
    const response = await app.read(query)
    const body = await problemOf(response, 400)
    expect(body).toMatchObject({ field, status: 400 })
    expect(body.title).toMatch(/\w/)
    expect(body.detail).toMatch(/\w/)
    expect(speechRequests()).toEqual([])
  })

  test.each([
    ['301 characters', 'x'.repeat(301), undefined, 300, 301],
    ['301 pairs of surrogates', '👋'.repeat(301), undefined, 300, 301],
    ['SSML of 301 billed', `<speak>${'x'.repeat(301)}</speak>`, 'ssml', 300, 301],
    ['SSML of 608 in all', `<speak>x${'<s>a</s>'.repeat(74)}</speak>`, 'ssml', 600, 608],
  ] as const)('%s are a 413 with limit and actual', async (_, text, textType, limit, actual) => {
    await app.close()
    app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, READING_CHARACTER_LIMIT: '300' })
    const response = await app.read({ ...good, text, ...(textType ? { textType } : {}) })
    expect(await problemOf(response, 413)).toMatchObject({ field: 'text', limit, actual })
    expect(speechRequests()).toEqual([])
  })
})
