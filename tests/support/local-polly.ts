import { Worker } from 'node:worker_threads'
import { createLocalPolly, type LocalPolly, type LocalPollyOptions } from '../../lib/engine/engine'

/** A local Polly with its real threads, which read their TypeScript source where the app has a bundle. */
export function createTestPolly(options: LocalPollyOptions = {}): LocalPolly {
  return createLocalPolly({ spawn: spawnTypescriptWorker, ...options })
}

export function spawnTypescriptWorker(): Worker {
  const preload = new URL('./typescript-thread.mjs', import.meta.url)
  return new Worker(new URL('../../lib/engine/worker.ts', import.meta.url), {
    execArgv: ['--import', preload.href],
  })
}

export type SpeechBody = Record<string, unknown>

export const SENTENCE =
  'The quick brown fox jumps over the lazy dog, and then it walks slowly back to its home in the wood.'

/** A SynthesizeSpeech request in Polly's protocol: `SENTENCE` by slt as mp3 unless told otherwise. */
export function speechRequest(body: SpeechBody = {}, signal?: AbortSignal): Request {
  return new Request('http://local/v1/speech', {
    method: 'POST',
    body: JSON.stringify({ Text: SENTENCE, VoiceId: 'slt', OutputFormat: 'mp3', ...body }),
    signal: signal ?? null,
  })
}
