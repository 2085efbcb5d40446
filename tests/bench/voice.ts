import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { LocalPolly } from '../../lib/engine/engine'
import { createTestPolly, SENTENCE, type SpeechBody, speechRequest } from '../support/local-polly'
import { type Held, median, percentile } from './row'

const RUNS = 60
/** Constant, so that bytes are time. */
const MP3_BITS_PER_SECOND = 48_000
const MARKS = { OutputFormat: 'json', SpeechMarkTypes: ['sentence', 'word', 'viseme'] }
const FRENCH =
  'Il fait beau aujourd’hui, et nous allons nous promener dans le parc, où jouent les enfants. '.repeat(30)
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

    const seconds = await secondsOf(polly, LONG, 'slt')
    const mp3 = await coreSeconds(polly, { Text: LONG })
    const marks = await coreSeconds(polly, { Text: LONG, ...MARKS })
    const french = { Text: FRENCH, VoiceId: 'fr-Elodie' }
    const frenchSeconds = await secondsOf(polly, FRENCH, 'fr-Elodie')
    const frenchMp3 = await coreSeconds(polly, french)
    const frenchMarks = await coreSeconds(polly, { ...french, ...MARKS })

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
      {
        name: 'Voice, warm: first byte, 3,000 characters, p50',
        value: median(firstOfLong),
        unit: 'ms',
        atMost: 100,
      },
      { name: 'Voice, slt as mp3 on one core', value: seconds / mp3, unit: '× real time', atLeast: 50 },
      {
        name: 'Voice, slt as marks on one core',
        value: seconds / marks,
        unit: '× real time',
        atLeast: 40,
      },
      {
        name: 'Voice, eSpeak NG as mp3 on one core',
        value: frenchSeconds / frenchMp3,
        unit: '× real time',
      },
      {
        name: 'Voice, eSpeak NG as marks on one core',
        value: frenchSeconds / frenchMarks,
        unit: '× real time',
        atLeast: 150,
      },
      {
        name: 'Voice, until an abort has freed its thread, the worst of 40',
        value: Math.max(...(await freeingMs())),
        unit: 'ms',
        atMost: 100,
      },
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

/** How long speech lasts: its mp3 has a constant rate. */
async function secondsOf(polly: LocalPolly, Text: string, VoiceId: string): Promise<number> {
  const audio = await (await polly.serve(speechRequest({ Text, VoiceId }))).arrayBuffer()
  return (audio.byteLength * 8) / MP3_BITS_PER_SECOND
}

/** The time on a core, threads and collector included: what others do on the machine does not count. Median of three. */
async function coreSeconds(polly: LocalPolly, body: SpeechBody): Promise<number> {
  const runs: number[] = []
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage()
    await (await polly.serve(speechRequest(body))).arrayBuffer()
    const { user, system } = process.cpuUsage(before)
    runs.push((user + system) / 1e6)
  }
  return median(runs)
}

/** How long others wait for a thread whose listener leaves at any moment: until it answers a single word. */
async function freeingMs(): Promise<number[]> {
  const polly = createTestPolly({ workers: 1 })
  try {
    await polly.warm()
    const waits: number[] = []
    for (let run = 0; run < 40; run++) {
      const leaving = new AbortController()
      const long = await polly.serve(speechRequest({ Text: LONG }, leaving.signal))
      const listening = long.arrayBuffer().catch((error: unknown) => error)
      await new Promise(resolve => setTimeout(resolve, 20 + 7 * run))
      leaving.abort()
      waits.push(
        (await timed(() => polly.serve(speechRequest({ Text: 'So.', VoiceId: 'kal', ...MARKS })))).ms,
      )
      await listening
    }
    return waits
  } finally {
    await polly.close()
  }
}

async function timed<T>(call: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now()
  const value = await call()
  return { ms: performance.now() - start, value }
}
