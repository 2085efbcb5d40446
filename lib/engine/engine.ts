import { availableParallelism } from 'node:os'
import { isEspeakInstalled } from './espeak/installed'
import { createLexiconStore } from './lexicon/store'
import { createPool, type WorkerHandle } from './pool'
import { createServer } from './server'
import { localVoices } from './voices'

export type LocalPollyOptions = {
  /** Threads that speak. @default 2, or 1 on a machine with one processor */
  workers?: number
  /** Requests for speech that are open at once; one more is throttled. @default 128 */
  maxJobs?: number
  /** One utterance takes some 100 ms; after this many ms its thread is replaced. @default 15,000 */
  stepTimeoutMs?: number
  /** Voices on one page of DescribeVoices. @default 100 */
  voicesPerPage?: number
  /** Where lexicons are kept, for one process at a time. @default in memory only */
  lexiconFolder?: string | undefined
  /** Told why a request failed that was not to blame. @default console.error */
  onFailure?: (error: unknown) => void
  /** Starts a thread. @default the engine's own worker */
  spawn?: () => WorkerHandle
}

/** Counts up with every change after which the same request sounds otherwise. */
const SOUND_VERSION = 1

export type LocalPolly = {
  /** Changes where the same request may sound otherwise: with the voices that are installed, and with this code. */
  readonly identity: string
  /**
   * Polly's REST protocol: `/v1/voices`, `/v1/speech` and `/v1/lexicons`. Never
   * throws. The body of speech is lazy, bounded, and cancellable by its reader
   * or by `request.signal`.
   */
  serve(request: Request): Promise<Response>
  /** What is open: `running` requests have been heard, `queued` ones wait for their first sound. */
  stats(): { workers: number; running: number; queued: number }
  /** Starts the first thread and has it speak to nobody, ahead of the first request. */
  warm(): Promise<void>
  /** Ends the threads; whoever listens still is cut off. */
  close(): Promise<void>
}

/**
 * A Polly of our own, in this process: the service's protocol, spoken by CMU Flite in
 * English and, where it is installed, by eSpeak NG in other languages.
 */
export function createLocalPolly(options: LocalPollyOptions = {}): LocalPolly {
  const {
    workers = Math.min(2, availableParallelism()),
    maxJobs = 128,
    stepTimeoutMs = 15_000,
    voicesPerPage = 100,
    lexiconFolder,
    onFailure = console.error,
    spawn,
  } = options
  const pool = createPool({ workers, maxJobs, stepTimeoutMs, ...(spawn ? { spawn } : {}) })
  const hasEspeak = isEspeakInstalled()
  const voices = localVoices(hasEspeak)
  const lexicons = createLexiconStore({ folder: lexiconFolder })
  return {
    identity: `embedded ${SOUND_VERSION} flite${hasEspeak ? ' espeak' : ''}`,
    serve: createServer({ pool, voices, lexicons, voicesPerPage, onFailure }),
    stats: pool.stats,
    warm: pool.warm,
    close: pool.close,
  }
}
