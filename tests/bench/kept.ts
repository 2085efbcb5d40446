import type { Server } from '../support/served-app'
import { coreSeconds, startConstant, startLoad } from './processes'
import { type Held, median } from './row'

const LOAD = { listeners: 16, requests: 3000, rounds: 5, warmUp: 6000 }
const LIMIT_MS = 60_000

/**
 * What the store has beside a constant of as many bytes from a handler of the
 * same kind of server, by the time that each takes of a core: whatever else the
 * machine does then counts for neither.
 *
 * @param path Of what is kept once it was answered.
 */
export async function besideConstant(app: Server, path: string, what: string): Promise<Held[]> {
  const bytes = (await (await fetch(`${app.url}${path}`)).arrayBuffer()).byteLength
  const constant = await startConstant()
  const load = startLoad()
  try {
    const subjects = [
      { server: constant, path: `/constant?bytes=${bytes}` },
      { server: app, path },
    ]
    const rates: number[][] = [[], []]
    for (let round = -1; round < LOAD.rounds; round++) {
      for (const [index, { server, path }] of subjects.entries()) {
        const before = coreSeconds(server.pid)
        const requests = round < 0 ? LOAD.warmUp : LOAD.requests
        const { listeners } = LOAD
        const job = { origins: [server.url], paths: [path], listeners, requests, bytes, limitMs: LIMIT_MS }
        const [result] = await load.run(job)
        if (!result || result.errors[0]) throw new Error(`Not all were answered: ${result?.errors[0]}`)
        if (round >= 0) rates[index]?.push(requests / (coreSeconds(server.pid) - before))
      }
    }
    const [bare = Number.NaN, kept = Number.NaN] = rates.map(median)
    const unit = '/s of a core'
    return [
      { name: `Requests for a constant of ${bytes} bytes to a Next handler`, value: bare, unit },
      { name: `Requests for a kept ${what} of the same size`, value: kept, unit },
      { name: `A kept ${what} beside the constant`, value: kept / bare, unit: '×', atLeast: 0.8 },
    ]
  } finally {
    await load.stop()
    await constant.stop()
  }
}
