import { randomUUID } from 'node:crypto'
import { readJson } from './body'
import { PollyError } from './errors'
import { LexiconError } from './lexicon/error'
import { deleteLexicon, getLexicon, listLexicons, putLexicon } from './lexicon/operations'
import type { LexiconStore } from './lexicon/store'
import { SpeechFailure, type SpeechPool, SpeechRefusal } from './pool'
import { startSpeech } from './speech-body'
import { parseSynthesisInput } from './synthesis-input'
import { describeVoices } from './voice-list'
import type { LocalVoice } from './voices'

export type ServerOptions = {
  pool: SpeechPool
  voices: readonly LocalVoice[]
  lexicons: LexiconStore
  /** Voices on one page of DescribeVoices. */
  voicesPerPage: number
  /** Told of what the caller is not told: the cause of every answer 500 and of every broken stream. */
  onFailure: (error: unknown) => void
}

/** @param name The last part of the path, where the route has one. */
type Operation = (request: Request, name: string) => Promise<Response>
type Route = { path: RegExp; operations: Readonly<Record<string, Operation>> }

/** Content types by output format (Polly, SynthesizeSpeech, ContentType). */
const CONTENT_TYPES = {
  mp3: 'audio/mpeg',
  ogg_vorbis: 'audio/ogg',
  ogg_opus: 'audio/ogg',
  pcm: 'audio/pcm',
  mulaw: 'audio/mulaw',
  alaw: 'audio/alaw',
  json: 'application/x-json-stream',
} as const

/** Amazon Polly's REST protocol over a pool of voices. */
export function createServer(options: ServerOptions): (request: Request) => Promise<Response> {
  const { pool, voices, lexicons, voicesPerPage, onFailure } = options

  async function synthesizeSpeech(request: Request): Promise<Response> {
    const { job, characters } = await parseSynthesisInput(await readJson(request), voices, lexicons)
    const body = await startSpeech(pool, job, request.signal, onFailure)
    return new Response(body, {
      headers: {
        'content-type': CONTENT_TYPES[job.output.format],
        'x-amzn-requestcharacters': String(characters),
      },
    })
  }

  const routes: readonly Route[] = [
    {
      path: /^\/v1\/voices$/,
      operations: {
        GET: async request =>
          Response.json(describeVoices(new URL(request.url).searchParams, voices, voicesPerPage)),
      },
    },
    { path: /^\/v1\/speech$/, operations: { POST: synthesizeSpeech } },
    { path: /^\/v1\/lexicons$/, operations: { GET: async request => listLexicons(request, lexicons) } },
    {
      path: /^\/v1\/lexicons\/([^/]+)$/,
      operations: {
        PUT: async (request, name) => putLexicon(request, name, lexicons),
        GET: async (request, name) => getLexicon(request, name, lexicons),
        DELETE: async (request, name) => deleteLexicon(request, name, lexicons),
      },
    },
  ]

  async function answer(request: Request, headers: Record<string, string>): Promise<Response> {
    const { pathname } = new URL(request.url)
    for (const { path, operations } of routes) {
      const match = path.exec(pathname)
      if (!match) continue
      const operation = operations[request.method]
      if (operation) return operation(request, decoded(match[1] ?? ''))
      const allow = Object.keys(operations).join(', ')
      return new PollyError('MethodNotAllowedException', `Use ${allow}`).toResponse({ ...headers, allow })
    }
    throw new PollyError('UnknownOperationException', `There is no ${pathname}`)
  }

  return async request => {
    const headers = { 'x-amzn-requestid': randomUUID() }
    try {
      const response = await answer(request, headers)
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
      return response
    } catch (error) {
      const refusal = asPollyError(error, request.signal)
      if (refusal.name === 'ServiceFailureException') onFailure(error)
      return refusal.toResponse(headers)
    }
  }
}

/** A name that is not well encoded is none of the service's names either. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch (error) {
    if (error instanceof URIError) return name
    throw error
  }
}

/** What is not known to be the caller's doing is the service's failure, and tells nothing of its insides. */
function asPollyError(error: unknown, signal: AbortSignal): PollyError {
  if (error instanceof PollyError) return error
  if (error instanceof LexiconError) return new PollyError(error.type, error.message, { cause: error })
  if (error instanceof SpeechRefusal) {
    return new PollyError('InvalidSsmlException', error.message, { cause: error })
  }
  if (signal.aborted) return new PollyError('RequestTimeoutException', 'The request was abandoned')
  const message = error instanceof SpeechFailure ? error.message : 'An unknown condition has caused a failure'
  return new PollyError('ServiceFailureException', message, { cause: error })
}
