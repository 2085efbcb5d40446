import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { asServer, NEXT, type Server, startNext } from '../support/served-app'
import type { LoadJob, LoadResult, PollyOrder, PollyState } from './messages'

const START_LIMIT_MS = 30_000

export type PollyProcess = Server & {
  behave(change: PollyOrder['behave']): Promise<void>
  /** Requests whose answer is under way. */
  open(): Promise<number>
}

/** The stand-in of Polly in a process of its own. */
export async function startPollyProcess(): Promise<PollyProcess> {
  const child = forkBench('polly-process.ts')
  const { url } = await message<{ url: string }>(child)

  async function order(behave: PollyOrder['behave']): Promise<PollyState> {
    const state = message<PollyState>(child)
    child.send((behave ? { behave } : {}) satisfies PollyOrder)
    return state
  }

  return {
    ...asServer(child, url),
    async behave(change) {
      await order(change)
    },
    open: async () => (await order(undefined)).open,
  }
}

/** A Next app whose only route, `/constant?bytes`, answers a constant; built first. */
export function startConstant(): Promise<Server> {
  const folder = path.join(import.meta.dirname, 'constant')
  const { status, stdout } = spawnSync(process.execPath, [NEXT, 'build', folder], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The app with a constant cannot be built: ${stdout}`)
  return startNext(folder, {}, [], '/constant?bytes=1')
}

/** Bare node:http around the SDK, in a process of its own. */
export async function startFloor(pollyUrl: string): Promise<Server> {
  const child = forkBench('floor-process.ts', [pollyUrl])
  const { url } = await message<{ url: string }>(child)
  return asServer(child, url)
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
    stop: asServer(child, '').stop,
  }
}

/** Memory of a process in MB (10^6 bytes), shared pages included (proc(5), VmRSS). */
export function residentMegabytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return (Number(line?.[1] ?? Number.NaN) * 1024) / 1e6
}

/** Time that all threads of a process were on a core, in s (proc(5), stat: utime and stime, in ticks of 10 ms). */
export function coreSeconds(pid: number): number {
  // The second field, the command in brackets, may hold spaces.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

function forkBench(file: string, args: string[] = []): ChildProcess {
  return fork(path.join(import.meta.dirname, file), args, { execArgv: ['--import', 'tsx'] })
}

async function message<T>(child: ChildProcess, limitMs = START_LIMIT_MS): Promise<T> {
  const [answer] = await once(child, 'message', { signal: AbortSignal.timeout(limitMs) })
  return answer
}
