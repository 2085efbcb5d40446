import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { gzipSync } from 'node:zlib'
import { answering, pollyEnv, startApp } from '../support/served-app'
import { residentMegabytes, startPollyProcess } from './processes'
import { type Held, median } from './row'
import { heldTurn, type Turn } from './turns'

const STREAMS = 200
/** Of sixteen requests each. */
const ROUNDS = 5
const EMBEDDED = { SPEECH_BACKEND: 'embedded' }

/** Memory of the server before and with 200 streams that are open and flowing at the pace of speech. */
export async function benchMemory(): Promise<Held[]> {
  const polly = await startPollyProcess()
  const app = await startApp(pollyEnv(polly.url))
  try {
    // 48 kbit/s: as fast as it is spoken, so that every stream stays open.
    await polly.behave({ speech: { chunkBytes: 3000, chunkMs: 500, bytes: 3_000_000 } })
    await answering(`${app.url}/voices`)
    const before = residentMegabytes(app.pid)
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, (_, index) =>
        flowing(`${app.url}/read?text=Stream+${index}.&voiceId=Joanna`),
      ),
    )
    let most = 0
    for (let second = 0; second < 8; second++) {
      await new Promise(resolve => setTimeout(resolve, 1000))
      most = Math.max(most, residentMegabytes(app.pid))
    }
    const open = streams.filter(stream => !stream.complete && !stream.destroyed).length
    for (const stream of streams) stream.destroy()
    return [
      { name: 'Memory of the server before, RSS', value: before, unit: 'MB' },
      { name: 'Streams open at once', value: open, unit: '', atLeast: STREAMS },
      {
        name: `Memory of the server with ${STREAMS} open streams, RSS`,
        value: most,
        unit: 'MB',
        atMost: 200,
      },
    ]
  } finally {
    await app.stop()
    await polly.stop()
  }
}

/** From the start of the process to its first answer with voices. */
export async function benchColdStart(): Promise<Held[]> {
  const times: number[] = []
  for (let round = 0; round < 5; round++) {
    const begin = performance.now()
    const app = await startApp(EMBEDDED, [], '/voices')
    times.push(performance.now() - begin)
    await app.stop()
  }
  return [
    { name: 'Cold start to the first /voices, embedded', value: median(times) / 1000, unit: 's', atMost: 2 },
  ]
}

/** How long the server's event loop is held while its own voice speaks to 16 listeners. */
export async function benchEventLoop(): Promise<Held[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loop-'))
  const file = path.join(folder, 'held.json')
  const monitor = path.join(import.meta.dirname, 'loop-monitor.mjs')
  const app = await startApp({ ...EMBEDDED, LOOP_MONITOR_FILE: file }, ['--import', monitor])
  // What the machine itself does to a process that only waits, in the same moments.
  const control = monitorEventLoopDelay({ resolution: 1 })
  const turns: Turn[] = []
  const noise: number[] = []
  try {
    // Until the server runs compiled code; kal is the quickest voice.
    for (let request = 0; request < 400; request += 4) {
      await Promise.all([0, 1, 2, 3].map(() => whole(`${app.url}/read?text=Warm.&voiceId=kal`)))
    }
    for (let round = 0; round < ROUNDS; round++) {
      const turn = await heldTurn(app, file, async () => {
        control.reset()
        control.enable()
        await Promise.all(
          Array.from({ length: 16 }, (_, index) => whole(`${app.url}/read?${sixteenth(index)}`)),
        )
        control.disable()
      })
      turns.push(turn)
      noise.push(control.max / 1e6)
    }
  } finally {
    await app.stop()
    rmSync(folder, { recursive: true })
  }
  const [core, clock] = [turns.map(turn => turn.coreMs), turns.map(turn => turn.clockMs)]
  const name = 'Event loop held at most while the local voice speaks 16 requests'
  return [
    {
      name: `${name}: time on a core, worst of ${ROUNDS} rounds`,
      value: Math.max(...core),
      unit: 'ms',
      atMost: 20,
    },
    { name: `${name}: by the clock, median of ${ROUNDS} rounds`, value: median(clock), unit: 'ms' },
    { name: 'The same by the clock of a process that only waits', value: median(noise), unit: 'ms' },
  ]
}

/** JavaScript that `/` has a browser load at once: its script elements, without those for browsers that lack modules. */
export async function benchFirstLoad(): Promise<Held[]> {
  const app = await startApp(EMBEDDED)
  try {
    const html = await (await fetch(app.url)).text()
    const tags = [...html.matchAll(/<script\b[^>]*>/gi)]
      .map(([tag]) => tag)
      .filter(tag => !/nomodule/i.test(tag))
    const sources = tags.map(tag => /\bsrc="([^"]+)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&'))
    let bytes = 0
    for (const source of new Set(sources.filter(source => source !== undefined))) {
      const response = await fetch(new URL(source, app.url))
      if (!response.ok) throw new Error(`${source} answered ${response.status}`)
      bytes += gzipSync(Buffer.from(await response.arrayBuffer())).length
    }
    if (bytes === 0) throw new Error('The page loads no JavaScript: either it changed, or it is not found')
    return [{ name: 'First-load JavaScript of /, gzip', value: bytes / 1000, unit: 'kB', atMost: 170 }]
  } finally {
    await app.stop()
  }
}

/** A stream whose first bytes are there and which is read on. @throws Error when it is not a 200. */
async function flowing(url: string): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(get(url, { agent: false }), 'response')
  if (response?.statusCode !== 200) throw new Error(`${url} answered ${response?.statusCode}`)
  // It is destroyed in the end, which it reports as an error.
  response.on('error', () => undefined)
  response.resume()
  return response
}

async function whole(url: string): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}

function sixteenth(index: number): URLSearchParams {
  const sentence = `Number ${index} of sixteen asks at the same time, and each of them is to be heard soon. `
  return new URLSearchParams({ text: sentence.repeat(3), voiceId: 'slt', outputFormat: 'mp3' })
}
