import { PollyError } from './errors'
import { PoolFullError, type SpeechPool, type SpeechStream } from './pool'
import type { SpeechJob } from './protocol'

export type SpeechBody = ReadableStream<Uint8Array<ArrayBuffer>>

/**
 * Has a job spoken, and answers what it comes to as a lazy stream: nothing is
 * taken from the pool before it is read. Its first bytes are awaited here, so
 * that an early failure keeps its status; a later one breaks the stream.
 *
 * @param onFailure Told why a stream broke that somebody still listened to.
 * @throws PollyError ThrottlingException where the pool is full; what the pool throws before the first bytes.
 */
export async function startSpeech(
  pool: SpeechPool,
  job: SpeechJob,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<SpeechBody> {
  const stream = open(pool, job)
  const abort = () => stream.cancel(signal.reason)
  const finish = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()

  let first: Uint8Array<ArrayBuffer> | undefined
  let isCancelled = false
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
          if (!signal.aborted && !isCancelled) onFailure(error)
          throw error
        }
      },
      cancel(reason) {
        isCancelled = true
        finish()
        stream.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}

function open(pool: SpeechPool, job: SpeechJob): SpeechStream {
  try {
    return pool.speak(job)
  } catch (error) {
    if (error instanceof PoolFullError) throw new PollyError('ThrottlingException', 'Rate exceeded')
    throw error
  }
}
