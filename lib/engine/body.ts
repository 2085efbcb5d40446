import { PollyError } from './errors'

/** 6,000 characters of emoji, escaped as pairs of \u sequences, and the other members several times over. */
const MAX_BODY_BYTES = 128 * 1024

/**
 * The JSON of a request, read no further than 128 KiB.
 *
 * @throws PollyError for a body that is too large or no JSON, or the signal's reason.
 */
export async function readJson(request: Request): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  let text = ''
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > MAX_BODY_BYTES) {
        throw new PollyError(
          'RequestEntityTooLargeException',
          `The request body has more than ${MAX_BODY_BYTES} bytes`,
        )
      }
      text += decoder.decode(chunk, { stream: true })
    }
    return JSON.parse(text + decoder.decode())
  } catch (error) {
    if (error instanceof PollyError || request.signal.aborted) throw error
    throw new PollyError('SerializationException', 'The request body is not JSON in UTF-8', { cause: error })
  }
}
