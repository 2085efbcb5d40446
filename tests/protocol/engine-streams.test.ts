import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import {
  PollyClient,
  ServiceFailureException,
  SynthesizeSpeechCommand,
  ThrottlingException,
} from '@aws-sdk/client-polly'
import { afterEach, describe, expect, it } from 'vitest'
import type { LocalPolly, LocalPollyOptions } from '../../lib/engine/engine'
import { createRequestHandler } from '../../lib/engine/handler'
import { createTestPolly, SENTENCE, spawnTypescriptWorker, speechRequest } from '../support/local-polly'

const LONG = `${SENTENCE} `.repeat(30)
const FREE = { running: 0, queued: 0 }

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(engine => engine.close()))
})

function testPolly(options: LocalPollyOptions = {}): {
  polly: LocalPolly
  threads: Worker[]
  failures: unknown[]
} {
  const threads: Worker[] = []
  const failures: unknown[] = []
  const spawn = () => {
    const thread = spawnTypescriptWorker()
    threads.push(thread)
    return thread
  }
  const polly = createTestPolly({ workers: 1, spawn, onFailure: error => failures.push(error), ...options })
  opened.push(polly)
  return { polly, threads, failures }
}

function clientOf(polly: LocalPolly): PollyClient {
  return new PollyClient({
    region: 'local',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    requestHandler: createRequestHandler(polly.serve),
    maxAttempts: 1,
  })
}

const speak = (Text: string) => new SynthesizeSpeechCommand({ Text, VoiceId: 'Joanna', OutputFormat: 'mp3' })

describe('LocalPolly.serve', () => {
  it('answers 200 once it has sound, and sends the rest while it is made', async () => {
    const { polly } = testPolly()
    const response = await polly.serve(speechRequest({ Text: LONG }))
    expect(response.status).toBe(200)
    expect(polly.stats()).toMatchObject({ running: 1 })
    expect((await response.bytes()).length).toBeGreaterThan(500_000)
    expect(polly.stats()).toMatchObject(FREE)
  })

  it('lets go of a request that is aborted mid-stream, and breaks the stream off', async () => {
    const { polly, failures } = testPolly()
    const controller = new AbortController()
    const response = await polly.serve(speechRequest({ Text: LONG }, controller.signal))
    const reader = response.body?.getReader()
    await reader?.read()
    controller.abort(new Error('gone'))
    expect(polly.stats()).toMatchObject(FREE)
    await expect(reader?.read()).rejects.toThrow('gone')
    expect(failures).toEqual([])
  })

  it('lets go of a request that is aborted before its first sound, or before it came', async () => {
    const { polly, failures } = testPolly()
    const controller = new AbortController()
    const answer = polly.serve(speechRequest({ Text: LONG }, controller.signal))
    await expect.poll(() => polly.stats().queued).toBe(1)
    controller.abort()
    expect(polly.stats()).toMatchObject(FREE)
    expect((await answer).status).toBe(408)
    expect((await polly.serve(speechRequest({}, AbortSignal.abort()))).status).toBe(408)
    expect(polly.stats()).toMatchObject(FREE)
    expect(failures).toEqual([])
  })

  it('lets go of a request whose reader cancels', async () => {
    const { polly } = testPolly()
    const response = await polly.serve(speechRequest({ Text: LONG }))
    await response.body?.cancel()
    expect(polly.stats()).toMatchObject(FREE)
  })

  it('throttles the request beyond its bound', async () => {
    const { polly } = testPolly({ maxJobs: 1 })
    const first = await polly.serve(speechRequest({ Text: LONG }))
    const second = await polly.serve(speechRequest())
    expect(second.status).toBe(400)
    expect(second.headers.get('x-amzn-errortype')).toBe('ThrottlingException')
    await first.body?.cancel()
    expect((await polly.serve(speechRequest({ VoiceId: 'kal' }))).status).toBe(200)
  })

  it('answers 500 where the thread dies before the first sound, tells the cause to onFailure only, and goes on', async () => {
    const { polly, threads, failures } = testPolly()
    const answer = polly.serve(speechRequest())
    await expect.poll(() => threads.length).toBe(1)
    await threads[0]?.terminate()
    const response = await answer
    expect(response.status).toBe(500)
    expect(response.headers.get('x-amzn-errortype')).toBe('ServiceFailureException')
    expect(await response.text()).not.toMatch(/code 1|worker|\.ts/)
    // 0 where it had not come up yet.
    const cause = expect.objectContaining({
      message: expect.stringMatching(/^The thread ended with code [01]$/),
    })
    expect(failures).toEqual([expect.objectContaining({ cause })])
    expect((await polly.serve(speechRequest())).status).toBe(200)
  })

  it('breaks the stream where the thread dies after the first sound: no short file looks whole', async () => {
    const { polly, threads, failures } = testPolly()
    const response = await polly.serve(speechRequest({ Text: LONG }))
    await threads[0]?.terminate()
    await expect(response.bytes()).rejects.toThrow('The thread that spoke is gone')
    expect(failures).toHaveLength(1)
  })
})

describe('createRequestHandler', () => {
  it('gives the SDK a Node stream; destroying it ends the speech', async () => {
    const { polly } = testPolly()
    const { AudioStream } = await clientOf(polly).send(speak(LONG))
    const stream = AudioStream as Readable
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(polly.stats()).toMatchObject({ running: 1 })
    stream.destroy()
    await expect.poll(() => polly.stats()).toMatchObject(FREE)
  })

  it('reads no more ahead than its small buffers while nobody reads', async () => {
    const { polly } = testPolly()
    const { AudioStream } = await clientOf(polly).send(speak(LONG))
    const stream = AudioStream as Readable
    // The engine could have spoken it all by now: it goes on only as far as it is read.
    await wait(500)
    expect(stream.readableLength).toBeLessThan(128 * 1024)
    stream.destroy()
  })

  it('hands an abort on, before the answer and within it', async () => {
    const { polly } = testPolly()
    const client = clientOf(polly)
    const early = new AbortController()
    const answer = client.send(speak(LONG), { abortSignal: early.signal })
    await expect.poll(() => polly.stats().queued).toBe(1)
    early.abort()
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    expect(polly.stats()).toMatchObject(FREE)

    const late = new AbortController()
    const { AudioStream } = await client.send(speak(LONG), { abortSignal: late.signal })
    late.abort()
    expect(polly.stats()).toMatchObject(FREE)
    await expect(AudioStream?.transformToByteArray()).rejects.toThrow()
  })

  it('raises the exceptions that callers of Polly catch', async () => {
    const { polly, threads } = testPolly({ maxJobs: 1 })
    const client = clientOf(polly)
    const first = client.send(speak(LONG))
    await expect.poll(() => polly.stats().queued).toBe(1)
    await expect(client.send(speak('Hello.'))).rejects.toBeInstanceOf(ThrottlingException)
    await threads[0]?.terminate()
    await expect(first).rejects.toBeInstanceOf(ServiceFailureException)
  })
})
