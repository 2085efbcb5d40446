import type * as Sdk from '@aws-sdk/client-polly'
import type { Voice } from '@aws-sdk/client-polly'
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

export type Trouble =
  /** The first `times` requests are refused with ThrottlingException; the status is 429 at some front ends. */
  | { kind: 'throttle'; times: number; status: 400 | 429 }
  /** All requests but the first `after` are answered with the error. @default 0 */
  | ({ kind: 'fail'; after?: number } & ErrorAnswer)
  /** The connection stays open and silent. */
  | { kind: 'stall'; at: BreakPoint }
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
  speech: Pace & { trouble?: Trouble | undefined }
}

export type BehaviourChange = { voices?: Partial<Behaviour['voices']>; speech?: Partial<Behaviour['speech']> }

/** The default behaviour with that change: everything else is as at the start. */
export function behaviour(change: BehaviourChange = {}): Behaviour {
  return {
    voices: { list: POLLY_VOICES, pageSize: Number.POSITIVE_INFINITY, ...change.voices },
    speech: { firstByteMs: 0, chunkBytes: 6144, chunkMs: 0, ...change.speech },
  }
}
