import type { ProblemType } from '../../http/problem'
import type { RenderOptions } from './options'
import type { Score, ScoreKind } from './score'

/** One render, as a thread needs it. */
export type RenderJob = {
  readonly score: Score
  readonly options: RenderOptions
  /** Each line of the score as it was spoken, in their order: mono samples of 16 kHz. */
  readonly speech: readonly Int16Array<ArrayBuffer>[]
  /** How long the whole is: score and lines. */
  readonly frames: number
}

/** A step of a render: some bytes, or none while the whole is measured first. */
export type RenderStep = {
  state: 'measuring' | 'rendering'
  /** How much of this state is done: 0 to 1. */
  done: number
  bytes?: Uint8Array<ArrayBuffer>
}

/** What is told to a thread. Ids are those of its client, never used twice. */
export type ToThread =
  /** Look at what somebody sent; answered by `checked` or `failed`. */
  | { type: 'check'; id: number; kind: ScoreKind; bytes: Uint8Array<ArrayBuffer> }
  | { type: 'render'; id: number; job: RenderJob }
  /** The reader has taken so many bytes: there is room for as many more. */
  | { type: 'taken'; id: number; bytes: number }
  /** Nobody waits any more. */
  | { type: 'cancel'; id: number }

/** What a thread tells. */
export type FromThread =
  | { type: 'checked'; id: number; score: Score }
  /** Its bytes are transferred. */
  | { type: 'step'; id: number; step: RenderStep }
  | { type: 'end'; id: number }
  /** A problem is the asker's doing; what is none, a fault of ours. */
  | { type: 'failed'; id: number; message: string; problem?: ThreadProblem }

/** A problem as it crosses threads: structured cloning knows no classes of ours. */
export type ThreadProblem = { type: ProblemType; params: Readonly<Record<string, unknown>> }

/** Bytes of one render that are sent and not yet read, at most, give or take the step that passes the mark. */
export const WINDOW_BYTES = 512 * 1024
