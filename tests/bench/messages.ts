import type { BehaviourChange } from '../support/polly-behaviour'

/** What the processes of the bench say to each other. Types only. */

/** Every server of ours says this once it listens. */
export type Listening = { url: string }

/** To the stand-in: answered by a {@link PollyState}. */
export type PollyOrder = { behave?: BehaviourChange }

/** Requests whose answer is under way. */
export type PollyState = { open: number }

/** To the load generator: answered by a {@link LoadResult} for each origin, in order. */
export type LoadJob = {
  /** Requests go to these in turn, so that two subjects share whatever else the machine does. */
  origins: readonly string[]
  /** What each origin is asked for every time. @default `/read` of another text each time */
  paths?: readonly string[]
  /** Requests at once. */
  listeners: number
  /** In all, over all origins. */
  requests: number
  /** Length that a whole answer has. */
  bytes: number
  /** Gives up after this many ms: what is not done by then counts as an error. */
  limitMs: number
}

export type LoadResult = {
  /** From the request to the first byte of the body, in ms. */
  firstByteMs: number[]
  /** From the request to the end of the body, in ms. */
  wholeMs: number[]
  /** A line for each request that was not answered in full. */
  errors: string[]
  /** From the first request to the last end. */
  seconds: number
}
