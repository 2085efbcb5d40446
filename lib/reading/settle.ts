import { VoiceId } from '@aws-sdk/client-polly'
import { problem } from '../http/problem'
import { defaultEngine, type Engine, type Reading, type Voice } from './reading'
import type { VoiceCatalogue } from './voices'

/** A reading that the service can be asked for. */
export type Settled = Reading & {
  engine: Engine
  /** Of the text, as far as it is known: the language asked for, or the voice's first. */
  language?: string | undefined
}

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
export async function settle(reading: Reading, catalogue: VoiceCatalogue): Promise<Settled> {
  const { voiceId, engine, languageCode } = reading
  const voices = await catalogue.all().catch((error: unknown) => {
    if (engine) return undefined
    throw error
  })
  const voice = voices?.find(({ Id }) => Id === voiceId)
  if (voice) {
    return {
      ...reading,
      engine: supportedEngine(voice, engine),
      language: languageCode ?? voice.LanguageCode,
    }
  }
  if (voices && !Object.values<string>(VoiceId).includes(voiceId)) {
    throw problem('unknown-voice', { field: 'voiceId', voiceId })
  }
  return { ...reading, engine: engine ?? 'standard', language: languageCode }
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
