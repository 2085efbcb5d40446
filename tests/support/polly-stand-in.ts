import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { SynthesizeSpeechInput } from '@aws-sdk/client-polly'
import { CONTENT_TYPES, repeated, speechBytes, speechMs, TONE_MS, toneBytes } from './polly-audio'
import { type Behaviour, type BehaviourChange, behaviour, type ErrorAnswer } from './polly-behaviour'
import { speechMarks } from './polly-marks'
import { describeVoices, getLexicon, parseSpeechRequest, Refusal, type SpeechRequest } from './polly-requests'
import { befall, createTroubles, type Met } from './polly-troubles'

const MAX_BODY_BYTES = 1024 * 1024

export type LoggedRequest = {
  method: string
  path: string
  query: URLSearchParams
  /** What SynthesizeSpeech was sent; undefined for requests without a body. */
  body: Partial<SynthesizeSpeechInput> | undefined
  /** Whether it carries a Signature Version 4 for the service polly. */
  signed: boolean
  /** When it arrived, in ms of `performance.now()`. */
  at: number
  /** Bytes of audio handed to the socket so far. */
  sentBytes: number
  /** Whether the client closed the connection before the answer was whole. */
  closedEarly: boolean
}

export type PollyStandIn = {
  /** For AWS_ENDPOINT_URL_POLLY: an origin without a path. */
  readonly url: string
  readonly requests: readonly LoggedRequest[]
  /** Requests whose answer is under way now. */
  readonly open: number
  /** The most there ever were at once. */
  readonly peak: number
  /** From the next request on: the default behaviour with this change. */
  behave(change: BehaviourChange): void
  /** Forgets the logged requests. */
  forget(): void
  /** Closes the port and every connection: from then on nobody answers. */
  close(): Promise<void>
}

/**
 * A stand-in of the Amazon Polly endpoint: HTTP/1.1 over a real socket on
 * 127.0.0.1, DescribeVoices, GetLexicon and SynthesizeSpeech in the service's
 * REST protocol, with real audio and marks that fit it, and the troubles of a
 * real service on demand.
 *
 * @param options.port 0 lets the system choose. @default 0
 */
export async function startPolly(options: { port?: number } = {}): Promise<PollyStandIn> {
  const requests: LoggedRequest[] = []
  let open = 0
  let peak = 0
  let behaving = behaviour()
  let troubles = createTroubles()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://polly')
    const gone = new AbortController()
    const entry: LoggedRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      body: undefined,
      signed: /^AWS4-HMAC-SHA256 .*\/polly\/aws4_request/.test(request.headers.authorization ?? ''),
      at: performance.now(),
      sentBytes: 0,
      closedEarly: false,
    }
    requests.push(entry)
    open++
    peak = Math.max(peak, open)
    response.once('close', () => {
      open--
      entry.closedEarly = !response.writableFinished
      gone.abort()
    })
    try {
      entry.body = await readBody(request)
      if (!entry.signed) throw new Refusal(UNSIGNED)
      const name = /^\/v1\/lexicons\/([^/]+)$/.exec(entry.path)?.[1]
      if (entry.method === 'GET' && entry.path === '/v1/voices') {
        const trouble = troubles.meet('voices', behaving.voices.trouble, entry.body)
        await answerJson(response, trouble, () => describeVoices(url.searchParams, behaving.voices))
      } else if (entry.method === 'GET' && name) {
        const trouble = troubles.meet('lexicons', behaving.lexicons.trouble, entry.body)
        await answerJson(response, trouble, () => getLexicon(name, behaving.lexicons))
      } else if (entry.method === 'POST' && entry.path === '/v1/speech') {
        const trouble = troubles.meet('speech', behaving.speech.trouble, entry.body)
        await speak(entry, response, behaving, trouble, gone.signal)
      } else {
        throw new Refusal({ name: 'ValidationException', status: 404, message: 'No such operation' })
      }
    } catch (error) {
      if (gone.signal.aborted) return
      if (!(error instanceof Refusal)) throw error
      refuse(response, error.answer)
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error('The stand-in of Polly failed', error)
      response.destroy()
    })
  })
  // Longer than any keep-alive of a client, so that a reused socket is never closed under it.
  server.keepAliveTimeout = 60_000
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get open() {
      return open
    },
    get peak() {
      return peak
    },
    behave(change) {
      behaving = behaviour(change)
      troubles = createTroubles()
    },
    forget() {
      requests.length = 0
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** An address at which nobody listens: its port was free a moment ago. */
export async function goneUrl(): Promise<string> {
  const polly = await startPolly()
  await polly.close()
  return polly.url
}

const UNSIGNED: ErrorAnswer = {
  name: 'MissingAuthenticationTokenException',
  status: 403,
  message: 'Missing Authentication Token',
}

async function answerJson(
  response: ServerResponse,
  trouble: Met | undefined,
  make: () => object,
): Promise<void> {
  await befall(trouble, 'before-headers', response)
  const page = JSON.stringify(make())
  response.writeHead(200, { 'Content-Type': 'application/json', 'x-amzn-RequestId': randomUUID() })
  await befall(trouble, 'after-headers', response)
  const half = Math.floor(page.length / 2)
  response.write(page.slice(0, half))
  await befall(trouble, 'mid-body', response)
  response.end(page.slice(half))
}

async function speak(
  entry: LoggedRequest,
  response: ServerResponse,
  behaving: Behaviour,
  trouble: Met | undefined,
  gone: AbortSignal,
): Promise<void> {
  await befall(trouble, 'before-headers', response)
  const pace = behaving.speech
  const request = parseSpeechRequest(entry.body ?? {}, behaving)
  const unit = await speechOf(request, pace)
  const isTone = pace.audio === 'tone' && request.output.format !== 'json'
  const total = isTone ? (pace.bytes ?? unit.length) : unit.length
  if (pace.firstByteMs > 0) await delay(pace.firstByteMs, undefined, { signal: gone })
  response.writeHead(200, {
    'Content-Type': CONTENT_TYPES[request.output.format],
    'x-amzn-RequestCharacters': String(request.characters),
    'x-amzn-RequestId': randomUUID(),
  })
  response.flushHeaders()
  await befall(trouble, 'after-headers', response)
  const breaksOff = trouble?.kind !== 'fail' && trouble?.at === 'mid-body'
  while (entry.sentBytes < total) {
    const isPastHalf = entry.sentBytes >= total / 2
    if (isPastHalf) await befall(trouble, 'mid-body', response)
    if (entry.sentBytes > 0 && pace.chunkMs > 0) await delay(pace.chunkMs, undefined, { signal: gone })
    let count = Math.min(pace.chunkBytes, total - entry.sentBytes)
    // What would leave as one chunk has a middle as well.
    if (breaksOff && !isPastHalf && entry.sentBytes + count === total) count = Math.ceil(count / 2)
    const chunk = repeated(unit, entry.sentBytes, count)
    const room = response.write(chunk)
    entry.sentBytes += chunk.length
    if (!room) await once(response, 'drain', { signal: gone })
  }
  response.end()
}

function speechOf(request: SpeechRequest, pace: Behaviour['speech']): Promise<Buffer> | Buffer {
  const { text, ssml, characters, output } = request
  const { audio, msPerCharacter, mp3Tags } = pace
  if (output.format === 'json') {
    const durationMs = audio === 'tone' ? TONE_MS : speechMs(characters, msPerCharacter)
    return speechMarks(text, ssml, output.types, durationMs)
  }
  if (audio === 'tone') return toneBytes(output.format, output.sampleRateHz)
  return speechBytes(text, output.format, output.sampleRateHz, { msPerCharacter, characters, mp3Tags })
}

/** An error as the service sends it: the type in a header, the message in the body (AWS restJson1, Errors). */
function refuse(response: ServerResponse, { name, status, message }: ErrorAnswer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'x-amzn-ErrorType': name,
    'x-amzn-RequestId': randomUUID(),
  })
  response.end(JSON.stringify({ message }))
}

async function readBody(request: IncomingMessage): Promise<Partial<SynthesizeSpeechInput> | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) {
      throw new Refusal({ name: 'ValidationException', status: 413, message: 'Request too large' })
    }
    parts.push(part)
  }
  return parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : undefined
}
