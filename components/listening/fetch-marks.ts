import { createTimelineParser, type Mark } from '../../lib/reading/timeline'

/** The server has an answer other than marks. */
export class MarksRefusal extends Error {
  /** Whether it would answer the same again. */
  readonly isFinal: boolean
  /** When asking again is worth it, as far as it was said. */
  readonly retryAfterMs: number | undefined

  constructor(response: Response) {
    super(`Marks were answered with status ${response.status}`)
    this.name = 'MarksRefusal'
    const { status } = response
    this.isFinal = status < 500 && status !== 408 && status !== 429
    // RFC 9110, 10.2.3: seconds or a date; only seconds are of use to a clock that may be wrong.
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined
  }
}

/**
 * The marks of a reading, from its first one on, in batches as they arrive.
 *
 * @param path Of `/read/{id}.ndjson`.
 * @throws MarksRefusal, TimelineError, what fetch throws where the connection breaks off, and the reason of the signal.
 */
export async function* fetchMarks(path: string, signal: AbortSignal): AsyncGenerator<Mark[]> {
  const response = await fetch(path, { signal })
  if (!response.ok) {
    await response.body?.cancel()
    throw new MarksRefusal(response)
  }
  const parser = createTimelineParser()
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  // An answer without a body is one without marks.
  if (!reader) return
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      yield parser.feed(value ?? '')
    }
    yield parser.end()
  } finally {
    // Nothing to wait for: at its end it is closed, and one that broke off stays so.
    reader.cancel().catch(() => undefined)
  }
}
