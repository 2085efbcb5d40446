import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import type { LoadJob, LoadResult, PollyOrder } from './messages'

const ROOT = path.join(import.meta.dirname, '../..')
const NEXT = path.join(ROOT, 'node_modules/next/dist/bin/next')
const START_LIMIT_MS = 30_000

export type Server = { readonly url: string; readonly pid: number; stop(): Promise<void> }

/** The stand-in of Polly in a process of its own. */
export async function startPollyProcess(): Promise<
  Server & { behave(change: PollyOrder['behave']): Promise<void> }
> {
  const child = forkBench('polly-process.ts')
  const { url } = await message<{ url: string }>(child)
  return {
    ...server(child, url),
    async behave(behave) {
      const done = message(child)
      child.send({ behave } satisfies PollyOrder)
      await done
    },
  }
}

/** Bare node:http around the SDK, in a process of its own. */
export async function startFloor(pollyUrl: string): Promise<Server> {
  const child = forkBench('floor-process.ts', [pollyUrl])
  const { url } = await message<{ url: string }>(child)
  return server(child, url)
}

/** The load generator in a process of its own, which does one job at a time. */
export function startLoad(): { run(job: LoadJob): Promise<LoadResult[]>; stop(): Promise<void> } {
  const child = forkBench('load-process.ts')
  return {
    async run(job) {
      const results = message<LoadResult[]>(child, job.limitMs + START_LIMIT_MS)
      child.send(job)
      return results
    },
    stop: server(child, '').stop,
  }
}

/**
 * The app as `npm start` serves it, on a port of its own.
 *
 * @param env Added to a bare environment: nothing of this machine's AWS configuration counts.
 * @param nodeOptions Before those of the start script.
 * @param readyPath The server is up when this answers 200.
 */
export async function startApp(
  env: Record<string, string>,
  nodeOptions: string[] = [],
  readyPath = '/health',
): Promise<Server> {
  const port = await freePort()
  const options = [...nodeOptions, '--max-http-header-size=65536']
  const child = spawn(process.execPath, [...options, NEXT, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
  })
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}${readyPath}`, child)
  return server(child, url)
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

/** Memory of a process in MB (10^6 bytes), shared pages included (proc(5), VmRSS). */
export function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return (Number(line?.[1] ?? Number.NaN) * 1024) / 1e6
}

/** Waits until the URL answers 200, asking every 5 ms. @throws Error when the server ends or takes too long. */
export async function answering(url: string, child?: ChildProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS
  while (performance.now() < end) {
    if (child && child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
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

function forkBench(file: string, args: string[] = []): ChildProcess {
  return fork(path.join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] })
}

async function message<T>(child: ChildProcess, limitMs = START_LIMIT_MS): Promise<T> {
  const [answer] = await once(child, 'message', { signal: AbortSignal.timeout(limitMs) })
  return answer
}

function server(child: ChildProcess, url: string): Server {
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
