import { Worker } from 'node:worker_threads'

/** The app's own thread for renders, which reads its TypeScript source where the app has a bundle. */
export function spawnTypescriptRenderer(): Worker {
  const preload = new URL('./typescript-thread.mjs', import.meta.url)
  return new Worker(new URL('../../lib/score/render/thread.ts', import.meta.url), {
    execArgv: ['--import', preload.href],
  })
}
