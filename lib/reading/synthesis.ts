import type { Readable } from 'node:stream'
import {
  type PollyClient,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechCommandInput,
} from '@aws-sdk/client-polly'
import { problem } from '../http/problem'
import { openCall } from './call'
import { createTurns } from './turns'

const turn = createTurns()

/**
 * Asks the service to speak and yields its answer as it comes. The service's
 * stream is closed at the end, on failure, when the consumer stops, and when
 * `signal` aborts, whichever comes first.
 *
 * @param idleTimeoutMs How long the service may send nothing.
 * @throws Problem: `upstream-…`, `client-gone`, or a 4xx of the service's own checks.
 */
export async function* synthesize(
  input: SynthesizeSpeechCommandInput,
  { client, idleTimeoutMs }: { client: PollyClient; idleTimeoutMs: number },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  await turn()
  let source: Readable | undefined
  const call = openCall(signal, idleTimeoutMs, () => source?.destroy())
  try {
    await call.step(async () => {
      const answer = await client.send(new SynthesizeSpeechCommand(input), { abortSignal: call.signal })
      // In Node the SDK's body is a Readable, whichever handler brought it.
      source = answer.AudioStream as Readable
      // The iterator reports its errors; one that comes after the iterator was left would be uncaught.
      source.on('error', () => undefined)
      if (call.signal.aborted) source.destroy()
    })
    const bytes: AsyncIterator<Uint8Array> = (source as unknown as Readable)[Symbol.asyncIterator]()
    let next = await call.step(() => bytes.next())
    // What has no words, such as a flag alone in its paragraph, has no marks; but sound it has.
    if (next.done && input.OutputFormat !== 'json')
      throw problem('upstream-failed', {}, new Error('SynthesizeSpeech answered no bytes'))
    for (; !next.done; next = await call.step(() => bytes.next())) yield next.value
  } finally {
    call.end()
  }
}
