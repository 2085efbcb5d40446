import type { EncodedFormat } from '../audio/encoders'
import type { PollyEngine } from '../ssml/rules'
import type { ParsedLexicon } from './lexicon/pls'
import type { Cast } from './voices'

/** One SynthesizeSpeech call, as a worker needs it. */
export type SpeechJob = {
  readonly text: string
  readonly textType: 'text' | 'ssml'
  /** Whose tags are allowed. */
  readonly engine: PollyEngine
  readonly cast: Cast
  readonly lexicons: readonly ParsedLexicon[]
  readonly output:
    | { readonly format: EncodedFormat; readonly sampleRateHz: number }
    | { readonly format: 'json'; readonly markTypes: readonly string[] }
}

/** What the pool tells a worker. Ids are the pool's, never used twice. */
export type ToWorker =
  | { type: 'speak'; id: number; job: SpeechJob }
  /** The reader has taken so many bytes: there is room for as many more. */
  | { type: 'taken'; id: number; bytes: number }
  /** Nobody listens any more. */
  | { type: 'cancel'; id: number }
  /** Speak to nobody, so that the code is compiled before it is needed; answered by `warmed`. */
  | { type: 'warm' }

/** What a worker tells the pool. */
export type FromWorker =
  /** A step begins that cannot be interrupted; `step-done` follows within a second or something is wrong. */
  | { type: 'step'; id: number }
  | { type: 'step-done'; id: number }
  /** Encoded audio, its buffer transferred. */
  | { type: 'audio'; id: number; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'end'; id: number }
  /** `refused`: the request's doing, an invalid document; else the voice's. */
  | { type: 'failed'; id: number; message: string; refused: boolean }
  | { type: 'warmed' }
