import { pollyEnv, startApp } from '../support/served-app'
import type { LoadResult } from './messages'
import { startFloor, startLoad, startPollyProcess } from './processes'
import { figure, type Held, median, percentile, table } from './row'

/** Whole frames: what is not one is no part of a reading. */
const BYTES = 277 * 144
const PACES = {
  'at once': { bytes: BYTES },
  /** Resembles a neural voice of a service nearby. */
  paced: { firstByteMs: 60, chunkBytes: 6144, chunkMs: 40, bytes: BYTES },
} as const
type PaceName = keyof typeof PACES

/** Requests of each subject in a round, and rounds. */
const PLAN: { pace: PaceName; listeners: number; requests: number; rounds: number }[] = [
  { pace: 'at once', listeners: 1, requests: 300, rounds: 3 },
  { pace: 'at once', listeners: 50, requests: 800, rounds: 3 },
  { pace: 'at once', listeners: 200, requests: 800, rounds: 3 },
  { pace: 'paced', listeners: 1, requests: 15, rounds: 2 },
  { pace: 'paced', listeners: 50, requests: 500, rounds: 3 },
  { pace: 'paced', listeners: 200, requests: 1200, rounds: 3 },
]
/** Until both servers run compiled code: their first thousand requests are slower. */
const WARM_UP = { listeners: 20, requests: 6000 }
const LIMIT_MS = 60_000

type Summary = {
  firstP50: number
  firstP99: number
  wholeP50: number
  wholeP99: number
  perSecond: number
  errors: string[]
}

/**
 * The app beside bare node:http with the same SDK, in the same minutes, from
 * the same stand-in of Polly.
 *
 * @returns What has a target, and the whole comparison as a table.
 */
export async function benchStreams(): Promise<{ rows: Held[]; comparison: string }> {
  const polly = await startPollyProcess()
  const floor = await startFloor(polly.url)
  const app = await startApp(pollyEnv(polly.url))
  const load = startLoad()
  const origins = [floor.url, app.url]
  try {
    await polly.behave({ speech: PACES['at once'] })
    await load.run({ ...WARM_UP, origins, bytes: BYTES, limitMs: LIMIT_MS })

    const rows: Held[] = []
    const lines: string[][] = []
    for (const { pace, listeners, requests, rounds } of PLAN) {
      await polly.behave({ speech: PACES[pace] })
      const results: [LoadResult[], LoadResult[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        const job = { listeners, bytes: BYTES, limitMs: LIMIT_MS }
        // One listener asks both in turn; many ask one subject after the other, which is first alternating.
        const measured =
          listeners === 1
            ? await load.run({ ...job, origins, requests: requests * 2 })
            : await inTurn(origins, round % 2 === 1, async origin =>
                load.run({ ...job, origins: [origin], requests }),
              )
        measured.forEach((result, subject) => {
          results[subject]?.push(result)
        })
      }
      const [bare, ours] = [summarise(results[0]), summarise(results[1])]
      lines.push(...comparisonLines(`${listeners}, ${pace}`, bare, ours, listeners === 1))
      rows.push(...heldRows(pace, listeners, bare, ours))
      for (const error of new Set([...bare.errors, ...ours.errors]))
        console.warn(`${listeners}, ${pace}: ${error}`)
    }
    return {
      rows,
      comparison: table(['Listeners, pace', 'Measure', 'Bare SDK pipe', 'The app', 'Ratio'], lines),
    }
  } finally {
    for (const process of [load, app, floor, polly]) await process.stop()
  }
}

async function inTurn(
  origins: readonly string[],
  reversed: boolean,
  run: (origin: string) => Promise<LoadResult[]>,
): Promise<LoadResult[]> {
  const results: LoadResult[] = []
  for (const origin of reversed ? [...origins].reverse() : origins) results.push(...(await run(origin)))
  return reversed ? results.reverse() : results
}

/** Medians over the rounds of each round's figures, so that one disturbed round decides nothing. */
function summarise(rounds: readonly LoadResult[]): Summary {
  const over = (measure: (round: LoadResult) => number) => median(rounds.map(measure))
  return {
    firstP50: over(round => percentile(round.firstByteMs, 50)),
    firstP99: over(round => percentile(round.firstByteMs, 99)),
    wholeP50: over(round => percentile(round.wholeMs, 50)),
    wholeP99: over(round => percentile(round.wholeMs, 99)),
    perSecond: over(round => round.wholeMs.length / round.seconds),
    errors: rounds.flatMap(round => round.errors),
  }
}

function comparisonLines(what: string, bare: Summary, ours: Summary, oneListener: boolean): string[][] {
  const line = (name: string, unit: string, of: (summary: Summary) => number) => {
    const [a, b] = [of(bare), of(ours)]
    return [what, name, `${figure(a)} ${unit}`, `${figure(b)} ${unit}`, a === 0 ? '' : figure(b / a)]
  }
  return [
    line('first byte p50', 'ms', summary => summary.firstP50),
    line('first byte p99', 'ms', summary => summary.firstP99),
    line('whole p50', 'ms', summary => summary.wholeP50),
    line('whole p99', 'ms', summary => summary.wholeP99),
    // Two subjects asked in turn share their seconds: their rates say nothing.
    ...(oneListener ? [] : [line('requests', '/s', summary => summary.perSecond)]),
    line('errors', '', summary => summary.errors.length),
  ]
}

function heldRows(pace: PaceName, listeners: number, bare: Summary, ours: Summary): Held[] {
  const where = `${listeners} ${listeners === 1 ? 'listener' : 'listeners'}, ${pace}`
  if (listeners === 1) {
    const value = ours.firstP50 - bare.firstP50
    return [{ name: `First byte over the bare SDK pipe, p50, ${where}`, value, unit: 'ms', atMost: 1.2 }]
  }
  const errors: Held = { name: `Errors, ${where}`, value: ours.errors.length, unit: '', atMost: 0 }
  // At once, both are at the limit of a core: that is in the comparison, and has no target.
  if (listeners !== 50 || pace !== 'paced') return [errors]
  return [
    { name: `First byte p99, ${where}`, value: ours.firstP99 / bare.firstP99, unit: '×', atMost: 2 },
    { name: `Whole response p99, ${where}`, value: ours.wholeP99 / bare.wholeP99, unit: '×', atMost: 2 },
    { name: `Requests a second, ${where}`, value: ours.perSecond / bare.perSecond, unit: '×', atLeast: 0.6 },
    errors,
  ]
}
