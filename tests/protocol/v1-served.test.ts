import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import {
  DescribeVoicesCommand,
  GetLexiconCommand,
  LexiconNotFoundException,
  type OutputFormat,
  PollyClient,
  PutLexiconCommand,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechInput,
} from '@aws-sdk/client-polly'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Server, startApp } from '../support/served-app'

/** The built app under `next start`, as somebody meets it who writes for Polly with the SDK and changes the endpoint only. */

let folder: string
let app: Server
let client: PollyClient

async function open(): Promise<void> {
  app = await startApp({ SPEECH_BACKEND: 'embedded', DATA_FOLDER: folder })
  client = new PollyClient({
    endpoint: app.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  })
}
async function close(): Promise<void> {
  client.destroy()
  await app.stop()
}
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  await open()
})
afterAll(async () => {
  await close()
  await rm(folder, { recursive: true })
})

const speak = (input: Partial<SynthesizeSpeechInput>) =>
  client.send(
    new SynthesizeSpeechCommand({ Text: 'Hello.', VoiceId: 'Joanna', OutputFormat: 'mp3', ...input }),
  )

describe('the SDK as it comes, at /v1 of the built app', () => {
  test('finds every voice, page by page', async () => {
    const ids: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await client.send(new DescribeVoicesCommand({ NextToken }))
      ids.push(...(page.Voices ?? []).map(({ Id }) => Id))
      NextToken = page.NextToken
    } while (NextToken)
    expect(ids.length).toBeGreaterThan(100)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each<[OutputFormat, string]>([
    ['mp3', 'audio/mpeg'],
    ['ogg_vorbis', 'audio/ogg'],
    ['ogg_opus', 'audio/ogg'],
    ['pcm', 'audio/pcm'],
    ['mulaw', 'audio/mulaw'],
    ['alaw', 'audio/alaw'],
  ])('speaks %s, in French too', async (OutputFormat, contentType) => {
    for (const input of [{}, { VoiceId: 'Lea', Text: 'Bonjour.' }] as const) {
      const { ContentType, RequestCharacters, AudioStream } = await speak({ OutputFormat, ...input })
      expect(ContentType).toBe(contentType)
      expect(RequestCharacters).toBe(input.Text?.length ?? 6)
      expect((await AudioStream?.transformToByteArray())?.length).toBeGreaterThan(1000)
    }
  })

  test('gets the marks of a document, and the exception for one that is none', async () => {
    const Text = '<speak>Hello, <mark name="here"/>you.</speak>'
    const asked = {
      Text,
      TextType: 'ssml',
      OutputFormat: 'json',
      SpeechMarkTypes: ['ssml', 'word'],
    } as const
    const { AudioStream } = await speak({ ...asked, SpeechMarkTypes: [...asked.SpeechMarkTypes] })
    const lines = ((await AudioStream?.transformToString()) ?? '').trim().split('\n')
    expect(lines.map(line => JSON.parse(line).value)).toEqual(['Hello', 'here', 'you'])
    await expect(speak({ Text: '<speak>', TextType: 'ssml' })).rejects.toMatchObject({
      name: 'InvalidSsmlException',
      message: expect.stringContaining('line 1, column 1'),
    })
  })

  test('who leaves in the middle leaves nothing open', async () => {
    const engine = async () =>
      ((await (await fetch(`${app.url}/health`)).json()) as { engine: { running: number; queued: number } })
        .engine
    const Text = 'This goes on and on. '.repeat(140)
    const { AudioStream } = await speak({ Text, OutputFormat: 'pcm' })
    expect((await engine()).running).toBe(1)
    if (!(AudioStream instanceof Readable)) throw new Error('The SDK has another stream than in node')
    AudioStream.destroy()
    await vi.waitFor(async () => expect(await engine()).toMatchObject({ running: 0, queued: 0 }))
  })

  test('a lexicon is there after a restart, and one that was never put is not', async () => {
    const Content = `<?xml version="1.0"?><lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
      alphabet="ipa" xml:lang="en-US"><lexeme><grapheme>W3C</grapheme><alias>World Wide Web</alias></lexeme></lexicon>`
    await client.send(new PutLexiconCommand({ Name: 'names', Content }))
    await close()
    await open()
    const { Lexicon } = await client.send(new GetLexiconCommand({ Name: 'names' }))
    expect(Lexicon?.Content).toBe(Content)
    await expect(speak({ LexiconNames: ['other'] })).rejects.toThrow(LexiconNotFoundException)
  })
})
