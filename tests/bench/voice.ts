import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestPolly, SENTENCE, speechRequest } from '../support/local-polly'
import { type Held, median, percentile } from './row'

const RUNS = 60
/** Constant, so that bytes are time. */
const MP3_BITS_PER_SECOND = 48_000
const LONG = `${SENTENCE} `.repeat(30).slice(0, 3000)

/**
 * The voice that comes with the app, by itself: how soon it is heard, how fast
 * it speaks, and what it takes from the thread that serves.
 */
export async function benchVoice(): Promise<Held[]> {
  const polly = createTestPolly()
  try {
    const coldMs = (await timed(async () => (await polly.serve(speechRequest())).body?.cancel())).ms
    await polly.warm()

    const first: number[] = []
    const firstOfLong: number[] = []
    for (let run = 0; run < RUNS; run++) {
      // A listener comes to an engine at rest, not in the millisecond in which another leaves.
      await wait(30)
      const { ms, value } = await timed(() => polly.serve(speechRequest()))
      first.push(ms)
      await value.arrayBuffer()
      const long = await timed(() => polly.serve(speechRequest({ Text: LONG })))
      firstOfLong.push(long.ms)
      await long.value.body?.cancel()
    }

    // By the time on a core, threads and collector included: what others do on the machine does not count.
    const speeds: number[] = []
    for (let run = 0; run < 3; run++) {
      const before = process.cpuUsage()
      const audio = await (await polly.serve(speechRequest({ Text: LONG }))).arrayBuffer()
      const { user, system } = process.cpuUsage(before)
      speeds.push(((audio.byteLength * 8) / MP3_BITS_PER_SECOND) * (1e6 / (user + system)))
    }

    const loop = monitorEventLoopDelay({ resolution: 1 })
    loop.enable()
    const together = await timed(() =>
      Promise.all(Array.from({ length: 16 }, async () => (await polly.serve(speechRequest())).arrayBuffer())),
    )
    loop.disable()

    return [
      { name: 'Voice, cold: first byte of the first sentence', value: coldMs, unit: 'ms' },
      { name: 'Voice, warm: first byte, 100 characters, p50', value: median(first), unit: 'ms', atMost: 60 },
      { name: 'Voice, warm: first byte, 100 characters, p95', value: percentile(first, 95), unit: 'ms' },
      { name: 'Voice, warm: first byte, 3,000 characters, p50', value: median(firstOfLong), unit: 'ms' },
      { name: 'Voice, slt as mp3 on one core', value: median(speeds), unit: '× real time', atLeast: 50 },
      { name: 'Voice, 16 sentences at once, all heard to the end', value: together.ms, unit: 'ms' },
      {
        name: 'Voice, 16 sentences at once: event loop held',
        value: loop.max / 1e6,
        unit: 'ms',
        atMost: 20,
      },
    ]
  } finally {
    await polly.close()
  }
}

async function timed<T>(call: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await call()
  return { ms: performance.now() - start, value }
}
