import { randomUUID } from 'node:crypto'
import { readJson } from './body'
import { PollyError } from './errors'
import { PoolFullError, SpeechFailure, type SpeechPool, type SpeechStream } from './pool'
import { parseSynthesisInput } from './synthesis-input'
import { describeVoices } from './voice-list'

export type ServerOptions = {
  pool: SpeechPool
  /** Voices on one page of DescribeVoices. */
  voicesPerPage: number
  /** Told of what the caller is not told: the cause of every answer 500 and of every broken stream. */
  onFailure: (error: unknown) => void
}

type Operation = (request: Request, url: URL, headers: Record<string, string>) => Promise<Response>

/** Content types by output format (Polly, SynthesizeSpeech, ContentType). */
const CONTENT_TYPES = { mp3: 'audio/mpeg', ogg_vorbis: 'audio/ogg', pcm: 'audio/pcm' } as const

/** Amazon Polly's REST protocol over a pool of voices. */
export function createServer({
  pool,
  voicesPerPage,
  onFailure,
}: ServerOptions): (request: Request) => Promise<Response> {
  const routes: Record<string, Record<string, Operation>> = {
    '/v1/voices': {
      GET: async (_request, url, headers) =>
        Response.json(describeVoices(url.searchParams, voicesPerPage), { headers }),
    },
    '/v1/speech': {
      POST: async (request, _url, headers) => {
        const { job, characters } = parseSynthesisInput(await readJson(request))
        const stream = open(pool, job)
        const body = await startedBody(stream, request.signal, onFailure)
        return new Response(body, {
          headers: {
            ...headers,
            'content-type': CONTENT_TYPES[job.format],
            'x-amzn-requestcharacters': String(characters),
          },
        })
      },
    },
  }

  return async request => {
    const headers = { 'x-amzn-requestid': randomUUID() }
    try {
      const url = new URL(request.url)
      const operations = routes[url.pathname]
      if (!operations) throw new PollyError('UnknownOperationException', `There is no ${url.pathname}`)
      const operation = operations[request.method]
      if (operation) return await operation(request, url, headers)
      const allow = Object.keys(operations).join(', ')
      return new PollyError('MethodNotAllowedException', `Use ${allow}`).toResponse({ ...headers, allow })
    } catch (error) {
      const answer = asPollyError(error, request.signal)
      if (answer.name === 'ServiceFailureException') onFailure(error)
      return answer.toResponse(headers)
    }
  }
}

function open(pool: SpeechPool, job: Parameters<SpeechPool['speak']>[0]): SpeechStream {
  try {
    return pool.speak(job)
  } catch (error) {
    if (error instanceof PoolFullError) throw new PollyError('ThrottlingException', 'Rate exceeded')
    throw error
  }
}

/**
 * The audio as a lazy stream: nothing is taken from the pool before it is
 * read. Its first bytes are awaited here, so that an early failure keeps its
 * status; a later one breaks the stream.
 */
async function startedBody(
  stream: SpeechStream,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const abort = () => stream.cancel(signal.reason)
  const finish = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()

  let first: Uint8Array<ArrayBuffer> | undefined
  try {
    first = await stream.next()
  } catch (error) {
    finish()
    throw error
  }
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const chunk = first ?? (await stream.next())
          first = undefined
          if (chunk) return controller.enqueue(chunk)
          finish()
          controller.close()
        } catch (error) {
          finish()
          if (!signal.aborted) onFailure(error)
          throw error
        }
      },
      cancel(reason) {
        finish()
        stream.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

/** What is not known to be the caller's doing is the service's failure, and tells nothing of its insides. */
function asPollyError(error: unknown, signal: AbortSignal): PollyError {
  if (error instanceof PollyError) return error
  if (signal.aborted) return new PollyError('RequestTimeoutException', 'The request was abandoned')
  const message = error instanceof SpeechFailure ? error.message : 'An unknown condition has caused a failure'
  return new PollyError('ServiceFailureException', message, { cause: error })
}
