import { createHash } from 'node:crypto'
import type {
  LanguageCode,
  OutputFormat as PollyFormat,
  SpeechMarkType,
  SynthesizeSpeechCommandInput,
  VoiceId,
} from '@aws-sdk/client-polly'
import type { ClipSpec } from '../clips/clips'
import { clipKey } from '../clips/key'
import type { Chunk } from './chunk'
import { billedCharacters } from './reading'
import type { Service } from './service'
import type { Settled } from './settle'
import { synthesize } from './synthesis'

/** In which form a chunk is asked for: its audio, or its speech marks. */
export type Form =
  | { format: Exclude<PollyFormat, 'json'>; sampleRateHz?: number | undefined }
  | { format: 'json'; markTypes: readonly SpeechMarkType[] }

/** A reading together with everything else that shapes how it sounds. */
export type Voiced = Settled & {
  /** The backend, and what the lexicons say now. */
  stamp: string
}

/** Changes with the way in which clips are asked for, so that older ones are not taken for them. */
const VERSION = 1

/** @throws Problem for a lexicon that does not exist. */
export async function voiced(reading: Settled, service: Service): Promise<Voiced> {
  const { lexiconNames } = reading
  const lexicons = lexiconNames.length > 0 ? await service.lexicons.of(lexiconNames) : ''
  return { ...reading, stamp: `${VERSION} ${service.identity} ${lexicons}` }
}

/** The clip of one chunk in that form. */
export function clipSpec(chunk: Chunk, form: Form, reading: Voiced, service: Service): ClipSpec {
  const { textType, voiceId, engine, languageCode, lexiconNames, stamp } = reading
  const { text } = chunk
  const input: SynthesizeSpeechCommandInput = {
    Text: text,
    TextType: textType,
    // The SDK's enums name what it knew when it was made: the service judges what is newer.
    VoiceId: voiceId as VoiceId,
    Engine: engine,
    LanguageCode: languageCode as LanguageCode | undefined,
    LexiconNames: lexiconNames.length ? [...lexiconNames] : undefined,
    OutputFormat: form.format,
    ...(form.format === 'json'
      ? { SpeechMarkTypes: [...form.markTypes] }
      : { SampleRate: form.sampleRateHz?.toString() }),
  }
  return {
    key: clipKey({ stamp, ...input }),
    engine,
    characters: billedCharacters(text, textType),
    synthesize: async signal => synthesize(input, service, signal),
  }
}

/** An entity tag for the whole reading in a form: two that are equal have the same bytes (RFC 9110, section 8.8.3). */
export function readingTag(reading: Voiced, form: string): string {
  const { text, textType, voiceId, engine, languageCode, stamp } = reading
  const whole = JSON.stringify([form, stamp, text, textType, voiceId, engine, languageCode])
  return createHash('sha256').update(whole).digest('base64url')
}
