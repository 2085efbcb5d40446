import { createTimelineParser, type Mark } from '../../lib/reading/timeline'
import { MarksRefusal } from './marks-refusal'

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
