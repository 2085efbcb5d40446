import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = path.join(import.meta.dirname, '../..')
/** Next's command. */
export const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next')
/** As the start script has them. */
const SERVER_OPTIONS = [
  '--max-http-header-size=65536',
  `--import=${pathToFileURL(path.join(ROOT, 'scripts/http2.mjs'))}`,
]
const SERVER_ENV = { NEXT_TELEMETRY_DISABLED: '1', MALLOC_MMAP_THRESHOLD_: '131072' }
const START_LIMIT_MS = 30_000

export type Server = { readonly url: string; readonly pid: number; stop(): Promise<void> }

/**
 * The app as `npm start` serves it, on a port of its own.
 *
 * @param env Added to a bare environment: nothing of this machine's AWS configuration counts. Without
 * a DATA_FOLDER the app has one of its own, which goes with it.
 * @param nodeOptions Before those of the start script.
 * @param readyPath The server is up when this answers 200.
 */
export async function startApp(
  env: Record<string, string>,
  nodeOptions: string[] = [],
  readyPath = '/health',
): Promise<Server> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pollyphony-'))
  const server = await startNext(ROOT, { DATA_FOLDER: folder, ...env }, nodeOptions, readyPath)
  return {
    ...server,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** Any built Next app, as {@link startApp} serves ours. */
export async function startNext(
  folder: string,
  env: Record<string, string>,
  nodeOptions: string[],
  readyPath: string,
): Promise<Server> {
  const port = await freePort()
  const args = [
    ...nodeOptions,
    ...SERVER_OPTIONS,
    NEXT,
    'start',
    folder,
    '-p',
    String(port),
    '-H',
    '127.0.0.1',
  ]
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      ...SERVER_ENV,
      ...env,
    },
  })
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}${readyPath}`, child)
  return asServer(child, url)
}

/** The environment in which the app speaks through that Polly, with places for everybody. */
export function pollyEnv(pollyUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_POLLY: pollyUrl,
    POLLY_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    POLLY_SECRET_ACCESS_KEY: 'secret',
    POLLY_REGION: 'eu-west-1',
    POLLY_CONCURRENCY: '500',
  }
}

/** Waits until the URL answers 200, asking every 5 ms. @throws Error when the server ends or takes too long. */
export async function answering(url: string, child?: ChildProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end) {
    if (child && child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode}: is the app built?`)
    const status = await fetch(url).then(
      async response => {
        await response.arrayBuffer()
        return response.status
      },
      () => 0,
    )
    if (status === 200) return
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  throw new Error(`${url} did not answer 200 within ${START_LIMIT_MS} ms`)
}

export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  if (!address || typeof address === 'string') throw new Error('A listener on a port has no port')
  return address.port
}

/** A running child process as a server; stopped at once, whatever it has open. */
export function asServer(child: ChildProcess, url: string): Server {
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
