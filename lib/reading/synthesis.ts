import type { Readable } from 'node:stream'
import { type LanguageCode, type PollyClient, SynthesizeSpeechCommand, VoiceId } from '@aws-sdk/client-polly'
import type { Admission } from '../clips/admission'
import { problem } from '../http/problem'
import { openCall } from './call'
import { defaultEngine, type Engine, type ReadRequest, type Voice } from './reading'
import { createTurns } from './turns'
import type { VoiceCatalogue } from './voices'

const turn = createTurns()

/** What speaking needs: the service and the order in which it may be asked. */
export type Service = {
  client: PollyClient
  catalogue: VoiceCatalogue
  admission: Admission
  /** How long the service may send nothing, in ms, before it is given up. */
  idleTimeoutMs: number
}

/** A request that is known to be one the service can answer. */
export type Utterance = ReadRequest & { engine: Engine }

/**
 * Settles which engine speaks: the one asked for, or neural where the voice has
 * it, else the cheapest that it supports.
 *
 * A voice that the service does not list but Polly has (another region's, or one
 * the embedded voices stand in for) is left to the service to judge.
 *
 * @throws Problem `unknown-voice`, `engine-not-supported`, or the catalogue's
 * where the engine cannot be chosen without it.
 */
export async function settleEngine(request: ReadRequest, catalogue: VoiceCatalogue): Promise<Utterance> {
  const { voiceId, engine } = request
  const voices = await catalogue.all().catch((error: unknown) => {
    if (engine) return undefined
    throw error
  })
  const voice = voices?.find(({ Id }) => Id === voiceId)
  if (voice) return { ...request, engine: supportedEngine(voice, engine) }
  if (voices && !Object.values<string>(VoiceId).includes(voiceId)) {
    throw problem('unknown-voice', { field: 'voiceId', voiceId })
  }
  return { ...request, engine: engine ?? 'standard' }
}

function supportedEngine(voice: Voice, asked: Engine | undefined): Engine {
  const engine = asked ?? defaultEngine(voice)
  if (engine && voice.SupportedEngines.includes(engine)) return engine
  const supported = voice.SupportedEngines
  throw problem('engine-not-supported', {
    field: 'engine',
    voiceId: voice.Id,
    engine: engine ?? '',
    supported,
  })
}

/**
 * Asks the service to speak and answers its audio as it comes.
 *
 * The first bytes are awaited, so that a failure before them is still a
 * problem with a status of its own. The stream that comes back reads nothing
 * ahead of its reader. The service's stream is closed, and the place among the
 * requests under way given back, at the end, on failure, when the reader
 * cancels, and when `signal` aborts, whichever comes first.
 *
 * @param preamble Bytes to send before the audio, once there is audio.
 * @throws Problem: `too-many-waiting`, `upstream-…`, `client-gone`, or a 4xx of the service's own checks.
 */
export async function synthesize(
  utterance: Utterance,
  service: Service,
  signal: AbortSignal,
  preamble?: Uint8Array,
): Promise<ReadableStream<Uint8Array>> {
  const { client, admission, idleTimeoutMs } = service
  const place = await admission.enter(utterance.engine, signal)
  await turn()
  let source: Readable | undefined
  const call = openCall(signal, idleTimeoutMs, () => {
    source?.destroy()
    place.leave()
  })

  await call.step(async () => {
    const answer = await client.send(toCommand(utterance), { abortSignal: call.signal })
    // In Node the SDK's body is a Readable, whichever handler brought it.
    source = answer.AudioStream as Readable
    // The iterator reports its errors; one that comes after the iterator was left would be uncaught.
    source.on('error', () => undefined)
    if (call.signal.aborted) source.destroy()
  })
  const bytes: AsyncIterator<Uint8Array> = (source as unknown as Readable)[Symbol.asyncIterator]()
  let next: IteratorResult<Uint8Array> | undefined = await call.step(() => bytes.next())
  if (next.done) {
    call.end()
    throw problem('upstream-failed', {}, new Error('SynthesizeSpeech answered no bytes'))
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (preamble) controller.enqueue(preamble)
      },
      async pull(controller) {
        const { done, value } = next ?? (await call.step(() => bytes.next()))
        next = undefined
        if (!done) return controller.enqueue(value)
        call.end()
        controller.close()
      },
      cancel: () => call.end(),
    },
    { highWaterMark: 0 },
  )
}

function toCommand(utterance: Utterance): SynthesizeSpeechCommand {
  const { text, textType, voiceId, engine, languageCode, lexiconNames, outputFormat, sampleRate } = utterance
  return new SynthesizeSpeechCommand({
    Text: text,
    TextType: textType,
    // The SDK's enums name what it knew when it was made: the service judges what is newer.
    VoiceId: voiceId as VoiceId,
    Engine: engine,
    LanguageCode: languageCode as LanguageCode | undefined,
    LexiconNames: lexiconNames.length ? [...lexiconNames] : undefined,
    OutputFormat: outputFormat,
    SampleRate: sampleRate?.toString(),
  })
}
