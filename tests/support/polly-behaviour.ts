import type * as Sdk from '@aws-sdk/client-polly'
import type { Engine, SynthesizeSpeechInput, Voice } from '@aws-sdk/client-polly'
import type { Gate } from './gate'
import { POLLY_VOICES } from './polly-voices'

type SdkClasses = {
  [K in keyof typeof Sdk]: (typeof Sdk)[K] extends new (
    options: never,
  ) => Sdk.PollyServiceException
    ? K
    : never
}[keyof typeof Sdk]

/** Exceptions of the service that the SDK has a class for, so that a misspelt one does not compile. */
export type PollyException = Exclude<SdkClasses, 'PollyServiceException'>

/** What the service's front door answers before Polly sees a request (IAM, Common errors): no class in the SDK. */
export type FrontDoorError =
  | 'AccessDeniedException'
  | 'ExpiredTokenException'
  | 'InvalidSignatureException'
  | 'MissingAuthenticationTokenException'
  | 'UnrecognizedClientException'

export type ErrorAnswer = { name: PollyException | FrontDoorError; status: number; message: string }

/** Where an answer breaks off: nothing sent; the head only; after `pace.bytes / 2`, or half of the tone. */
export type BreakPoint = 'before-headers' | 'after-headers' | 'mid-body'

/** A request as a trouble chooses among them. */
export type Asked = {
  /** Of that operation, since the behaviour was set: from 0. */
  index: number
  body: Partial<SynthesizeSpeechInput> | undefined
}

export type Trouble = TroubleKind & {
  /** Which requests meet it. @default all */
  when?: ((asked: Asked) => boolean) | undefined
}

type TroubleKind =
  /** The first `times` requests are refused with ThrottlingException; the status is 429 at some front ends. */
  | { kind: 'throttle'; times: number; status: 400 | 429 }
  /** All requests but the first `after` are answered with the error. @default 0 */
  | ({ kind: 'fail'; after?: number } & ErrorAnswer)
  /** The connection stays open and silent. */
  | { kind: 'stall'; at: BreakPoint }
  /** The same, until the gate opens: then the answer goes on. */
  | { kind: 'hold'; at: BreakPoint; gate: Gate }
  /** The connection is destroyed. */
  | { kind: 'reset'; at: BreakPoint }

export type Pace = {
  /** From the request to the first byte, in ms. @default 0 */
  firstByteMs: number
  /** @default 6144 */
  chunkBytes: number
  /** Between chunks, in ms; 0 writes as fast as the reader takes. @default 0 */
  chunkMs: number
  /** Length of the audio; absent: the two seconds of tone as they are. Longer repeats it, shorter cuts it. */
  bytes?: number | undefined
}

export type Behaviour = {
  voices: {
    /** @default POLLY_VOICES */
    list: readonly Voice[]
    /** Voices a page of DescribeVoices. @default all */
    pageSize: number
    trouble?: Trouble | undefined
  }
  speech: Pace & {
    /**
     * `tone` is the same tone for every text; `by-text` is another one for another text, as long as its
     * characters take ({@link Pace.bytes} does not count). @default 'tone'
     */
    audio: 'tone' | 'by-text'
    /** Of speech by text, in ms. @default 10 */
    msPerCharacter: number
    /** Whether an MP3 of speech by text comes with ID3 tags and a Xing header. @default false */
    mp3Tags: boolean
    /** Engines that refuse to make speech marks. @default generative */
    marklessEngines: readonly Engine[]
    trouble?: Trouble | undefined
  }
  lexicons: {
    /** Content by name. @default any name is there, without a lexeme */
    kept?: Readonly<Record<string, string>> | undefined
    trouble?: Trouble | undefined
  }
}

/** What differs from the default. */
export type BehaviourChange = { [Operation in keyof Behaviour]?: Partial<Behaviour[Operation]> }

/** The default behaviour with that change: everything else is as at the start. */
export function behaviour(change: BehaviourChange = {}): Behaviour {
  return {
    voices: { list: POLLY_VOICES, pageSize: Number.POSITIVE_INFINITY, ...change.voices },
    speech: {
      firstByteMs: 0,
      chunkBytes: 6144,
      chunkMs: 0,
      audio: 'tone',
      msPerCharacter: 10,
      mp3Tags: false,
      marklessEngines: ['generative'],
      ...change.speech,
    },
    lexicons: { ...change.lexicons },
  }
}
