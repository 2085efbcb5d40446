import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type App, openApp } from '../support/app'
import { createGate } from '../support/gate'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  askedParts,
  audioOf,
  bytesOf,
  CONTAINERS,
  EXTENSIONS,
  idOf,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  SPEECH,
  textOf,
  textsAsked,
} from '../support/readings'

let polly: PollyStandIn
let app: App
let folder: string

const open = (variables: Record<string, string> = {}) =>
  openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, DATA_FOLDER: folder, ...variables })

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await open()
})
afterEach(async () => {
  await app.close()
  await polly.close()
  await rm(folder, { recursive: true })
})

const PARAGRAPHS = paragraphs(3)
const ID = idOf(textOf(PARAGRAPHS))

describe.each(EXTENSIONS)('GET /read/{id}.%s', extension => {
  test('asks Polly once a chunk for 50 listeners at once, replays, probes, ranges, HEAD and a reload', async () => {
    const gate = createGate()
    polly.behave({ speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate } } })
    const listeners = Array.from({ length: 50 }, async () => bytesOf(await app.file(ID, extension)))
    await until(() => gate.waiting > 0)
    gate.open()
    const [first, ...others] = await Promise.all(listeners)
    if (!first) throw new Error('Nobody listened')
    expect(first.length).toBeGreaterThan(1000)
    for (const bytes of others) expect(bytes.equals(first)).toBe(true)

    const replay = await app.file(ID, extension)
    const etag = replay.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    expect(replay.headers.get('Content-Type')).toBe(CONTAINERS[extension].contentType)
    expect(audioOf(extension, await bytesOf(replay)).equals(audioOf(extension, first))).toBe(true)
    for (const range of ['bytes=0-1', 'bytes=0-', 'bytes=500-700', 'bytes=-100']) {
      expect((await app.file(ID, extension, { headers: { Range: range } })).status).toBe(206)
    }
    expect((await app.file(ID, extension, { method: 'HEAD' })).status).toBe(200)
    const reload = await app.file(ID, extension, {
      headers: { 'Cache-Control': 'no-cache', 'If-None-Match': etag },
    })
    expect(reload.status).toBe(304)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3])
    expect(polly.open).toBe(0)
  })

  test('HEAD, a reload and a range of what nobody heard ask for no more than they must', async () => {
    const head = await app.file(ID, extension, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.body).toBe(null)
    const etag = head.headers.get('ETag') ?? ''
    expect((await app.file(ID, extension, { headers: { 'If-None-Match': etag } })).status).toBe(304)
    expect(textsAsked(polly)).toEqual([])
    const probe = await app.file(ID, extension, { headers: { Range: 'bytes=0-1' } })
    expect(probe.status).toBe(206)
    expect(await bytesOf(probe)).toHaveLength(2)
    const whole = await bytesOf(await app.file(ID, extension))
    expect(whole.length).toBeGreaterThan(1000)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3])
  })

  test('is heard again after a restart without asking Polly', async () => {
    const whole = await bytesOf(await app.file(ID, extension))
    await app.close()
    app = await open()
    polly.forget()
    const again = await bytesOf(await app.file(ID, extension))
    expect(audioOf(extension, again).equals(audioOf(extension, whole))).toBe(true)
    expect(textsAsked(polly)).toEqual([])
  })
})

describe('clips', () => {
  test('an edit of one paragraph asks for that paragraph alone', async () => {
    await bytesOf(await app.file(ID, 'mp3'))
    polly.forget()
    const [first = '', , third = ''] = PARAGRAPHS
    const edited = idOf(textOf([first, 'Paragraph 7. It is another one now.', third]))
    await bytesOf(await app.file(edited, 'mp3'))
    expect(paragraphsAsked(polly)).toEqual([7])
  })

  test('the same paragraph twice in a reading is asked for once', async () => {
    const [first = '', second = ''] = PARAGRAPHS
    await bytesOf(await app.file(idOf(textOf([first, first, second])), 'mp3'))
    expect(paragraphsAsked(polly)).toEqual([1, 2])
  })

  test.each([
    ['voice', { voiceId: 'Ivy' }],
    ['engine', { engine: 'standard' }],
    ['language', { languageCode: 'en-US' }],
    ['lexicons', { lexiconNames: ['names'] }],
  ] as const)('another %s is another clip', async (_, change) => {
    const text = PARAGRAPHS[0] ?? ''
    await bytesOf(await app.file(idOf(text), 'mp3'))
    await bytesOf(await app.file(idOf(text, change), 'mp3'))
    expect(textsAsked(polly)).toEqual([text, text])
  })

  test('an engine that is chosen for the listener is the same as one that is asked for', async () => {
    const text = PARAGRAPHS[0] ?? ''
    await bytesOf(await app.file(idOf(text, { engine: undefined }), 'mp3'))
    await bytesOf(await app.file(idOf(text, { engine: 'neural' }), 'mp3'))
    expect(textsAsked(polly)).toHaveLength(1)
  })

  test('a lexicon whose content changed makes another clip, an unchanged one does not', async () => {
    const text = PARAGRAPHS[0] ?? ''
    const id = idOf(text, { lexiconNames: ['names'] })
    const kept = (content: string) => polly.behave({ speech: SPEECH, lexicons: { kept: { names: content } } })
    kept('<lexicon>1</lexicon>')
    await bytesOf(await app.file(id, 'mp3'))
    await app.close()
    app = await open()
    await bytesOf(await app.file(id, 'mp3'))
    expect(textsAsked(polly)).toHaveLength(1)
    kept('<lexicon>2</lexicon>')
    await app.close()
    app = await open()
    await bytesOf(await app.file(id, 'mp3'))
    expect(textsAsked(polly)).toHaveLength(2)
  })

  test('a lexicon that may be used but not read does not silence the reading', async () => {
    const denied = { name: 'AccessDeniedException', status: 403, message: 'No' } as const
    polly.behave({ speech: SPEECH, lexicons: { trouble: { kind: 'fail', ...denied } } })
    const id = idOf(PARAGRAPHS[0] ?? '', { lexiconNames: ['names'] })
    expect((await bytesOf(await app.file(id, 'mp3'))).length).toBeGreaterThan(1000)
  })

  test.each<Record<string, string>>([{}, { Range: 'bytes=10-' }])(
    'what has gone from disk since it was known to be there is asked for anew: %j',
    async headers => {
      const long = idOf(textOf(paragraphs(3, 1500)))
      const whole = await bytesOf(await app.file(long, 'wav'))
      await app.close()
      app = await open({ CLIP_MEMORY_BYTES: '1' })
      const { headers: kept } = await app.file(long, 'wav', { method: 'HEAD' })
      expect(kept.get('Content-Length')).toBe(String(whole.length))
      await rm(path.join(folder, 'clips'), { recursive: true })
      const answer = await bytesOf(await app.file(long, 'wav', { headers }))
      expect(answer.subarray(-1000).equals(whole.subarray(-1000))).toBe(true)
      expect(textsAsked(polly)).toHaveLength(6)
    },
  )

  test('GET /health counts what was asked, billed and saved, and what is kept', async () => {
    await bytesOf(await app.file(ID, 'mp3'))
    const characters = askedParts(PARAGRAPHS).join('').length
    expect(await clipsOf()).toMatchObject({
      upstreamRequests: 3,
      billedCharacters: characters,
      savedCharacters: 0,
      clipsKept: 3,
    })
    await bytesOf(await app.file(ID, 'mp3'))
    const after = await clipsOf()
    expect(after).toMatchObject({ upstreamRequests: 3, billedCharacters: characters })
    expect(after.savedCharacters).toBe(characters)
    expect(after.bytesKept).toBeGreaterThan(1000)
  })

  test('GET /health counts no look at what is kept as a saving', async () => {
    await bytesOf(await app.file(ID, 'wav'))
    await app.close()
    app = await open()
    await app.file(ID, 'wav', { method: 'HEAD' })
    expect((await clipsOf()).savedCharacters).toBe(0)
    await bytesOf(await app.file(ID, 'wav'))
    expect((await clipsOf()).savedCharacters).toBe(askedParts(PARAGRAPHS).join('').length)
  })

  test('GET /health tells of streams that are open', async () => {
    const gate = createGate()
    polly.behave({
      speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate, when: ofParagraph(1) } },
    })
    const listening = app.file(ID, 'mp3').then(bytesOf)
    await until(() => gate.waiting === 1)
    expect((await clipsOf()).open).toBeGreaterThan(0)
    gate.open()
    await listening
    expect((await clipsOf()).open).toBe(0)
  })
})

async function clipsOf(): Promise<Record<string, number>> {
  return ((await (await app.health()).json()) as { clips: Record<string, number> }).clips
}
