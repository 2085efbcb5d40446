import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeAudio } from '../support/audio'
import { longestPauseMs } from '../support/measure'
import { CONTAINERS, decodeReading, EXTENSIONS, idOf, readingOf } from '../support/readings'
import { pollyEnv, type Server, startApp } from '../support/served-app'
import { besideConstant } from './kept'
import { type PollyProcess, residentMegabytes, startPollyProcess } from './processes'
import { type Held, median } from './row'

const LONGEST = 200_000
const LIMIT_MS = 60_000

/** What readings are held to: one synthesis for all, any length, nothing piled up. */
export async function benchReadings(): Promise<Held[]> {
  const polly = await startPollyProcess()
  try {
    return [
      ...(await benchKept(polly)),
      ...(await benchFirstByte(polly)),
      ...(await benchPaused(polly)),
      ...(await benchWholes(polly)),
      ...(await benchSeams()),
    ]
  } finally {
    await polly.stop()
  }
}

/** A clip from the store beside a constant of as many bytes from a handler of the same kind of server. */
async function benchKept(polly: PollyProcess): Promise<Held[]> {
  const app = await startApp(pollyEnv(polly.url))
  try {
    await polly.behave({ speech: { bytes: 40_000 } })
    return await besideConstant(app, `/read/${idOf('A clip that is kept.')}.mp3`, 'clip')
  } finally {
    await app.stop()
  }
}

const FIRST_BYTE_ROUNDS = 40

async function benchFirstByte(polly: PollyProcess): Promise<Held[]> {
  const app = await startApp(pollyEnv(polly.url))
  try {
    await polly.behave({ speech: { bytes: 40_000 } })
    const times: { short: number[]; long: number[] } = { short: [], long: [] }
    // The first quarter warms up.
    for (let round = -FIRST_BYTE_ROUNDS / 4; round < FIRST_BYTE_ROUNDS; round++) {
      const short = idOf(`Twenty characters ${round + 50}`)
      const long = await posted(app, longText(round))
      for (const [name, id] of [
        ['short', short],
        ['long', long],
      ] as const) {
        const ms = await firstByteMs(`${app.url}/read/${id}.mp3`)
        if (round >= 0) times[name].push(ms)
        await quiet(polly)
      }
    }
    const [short, long] = [median(times.short), median(times.long)]
    return [
      { name: 'First byte of 20 characters, p50', value: short, unit: 'ms' },
      { name: `First byte of ${LONGEST} characters, p50`, value: long, unit: 'ms' },
      {
        name: 'First byte of the longest over the shortest, asked in turn, p50',
        value: median(times.long.map((ms, round) => ms - (times.short[round] ?? Number.NaN))),
        unit: 'ms',
        atMost: 2,
      },
    ]
  } finally {
    await app.stop()
  }
}

const PAUSED = 100
const PAUSED_CLIP_BYTES = 1_500_000

/** Memory with listeners who have paused, each in another text of several clips. */
async function benchPaused(polly: PollyProcess): Promise<Held[]> {
  const app = await startApp(pollyEnv(polly.url))
  const listeners: IncomingMessage[] = []
  try {
    await polly.behave({ speech: { bytes: 40_000 } })
    for (let i = 0; i < 200; i++) await lengthOf(`${app.url}/read/${idOf(`Warm ${i}.`)}.mp3`)
    await polly.behave({ speech: { bytes: PAUSED_CLIP_BYTES } })
    const before = residentMegabytes(app.pid)
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, residentMegabytes(app.pid))
    }, 50)
    const ids = Array.from({ length: PAUSED }, (_, i) =>
      idOf(`Listener ${i} hears this.\n\nAnd then listener ${i} would hear that.\n\nAnd ${i} more.`),
    )
    listeners.push(...(await Promise.all(ids.map(id => begun(`${app.url}/read/${id}.mp3`)))))
    await quiet(polly)
    await delay(1000)
    clearInterval(watch)
    const open = await polly.open()
    return [
      { name: `Connections to Polly with ${PAUSED} paused listeners`, value: open, unit: '', atMost: 0 },
      {
        name: 'Memory that each of them adds, RSS, at worst',
        value: (most - before) / PAUSED,
        unit: 'MB',
        atMost: 2,
      },
      { name: 'Memory that all of them add, RSS, at worst', value: most - before, unit: 'MB', atMost: 200 },
      { name: 'Memory of the server before, RSS', value: before, unit: 'MB' },
    ]
  } finally {
    for (const listener of listeners) listener.destroy()
    await app.stop()
  }
}

const WHOLE_MS_PER_CHARACTER = 20

/** Memory while the longest reading is heard as fast as it goes, in each container. */
async function benchWholes(polly: PollyProcess): Promise<Held[]> {
  const rows: Held[] = []
  // As little as may be is kept in memory, so that what piles up is the stream's own.
  const app = await startApp({ ...pollyEnv(polly.url), CLIP_MEMORY_BYTES: '1000000' })
  try {
    await polly.behave({ speech: { audio: 'by-text', msPerCharacter: WHOLE_MS_PER_CHARACTER } })
    const id = await posted(app, longText(0))
    for (const extension of EXTENSIONS) {
      await lengthOf(`${app.url}/read/${idOf(`Warm as ${extension}.`)}.${extension}`)
      const before = residentMegabytes(app.pid)
      let most = before
      const watch = setInterval(() => {
        most = Math.max(most, residentMegabytes(app.pid))
      }, 50)
      const bytes = await lengthOf(`${app.url}/read/${id}.${extension}`)
      clearInterval(watch)
      rows.push({
        name: `Memory that ${LONGEST} characters (${Math.round(bytes / 1e6)} MB) add as ${extension}, RSS`,
        value: most - before,
        unit: 'MB',
        atMost: 60,
      })
    }
    return rows
  } finally {
    await app.stop()
  }
}

/** Two paragraphs of one sentence each: the longest pause is the one between them. */
const TWO_PARAGRAPHS = [
  'The harbour lay still in the early light of the day.',
  'Only the gulls had anything to say about it.',
].join('\n\n')
/** By which a pause between clips may be longer than the voice makes it: an MP3 begins 1,105 samples late and fills its last frames. */
const SEAM_MS = 100

/** The pause between two clips beside the same pause inside one. */
async function benchSeams(): Promise<Held[]> {
  const app = await startApp({ SPEECH_BACKEND: 'embedded' })
  try {
    const spoken = await fetch(`${app.url}/v1/speech`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ Text: TWO_PARAGRAPHS, VoiceId: 'slt', OutputFormat: 'pcm' }),
    })
    if (!spoken.ok) throw new Error(`/v1/speech answered ${spoken.status}`)
    const { sampleRateHz } = CONTAINERS.wav
    const one = await decodeAudio('pcm', new Uint8Array(await spoken.arrayBuffer()), sampleRateHz)
    const pauseMs = longestPauseMs(one.samples, one.sampleRateHz)
    const rows: Held[] = [
      { name: 'Pause between two paragraphs in one request of the local voice', value: pauseMs, unit: 'ms' },
    ]
    const id = idOf(TWO_PARAGRAPHS, { voiceId: 'slt', engine: undefined })
    for (const extension of EXTENSIONS) {
      const response = await fetch(`${app.url}/read/${id}.${extension}`)
      const heard = await decodeReading(extension, Buffer.from(await response.arrayBuffer()))
      const value = longestPauseMs(heard.samples, heard.sampleRateHz)
      const atMost = Math.round(pauseMs + SEAM_MS)
      rows.push({ name: `Pause at the seam of two clips, ${extension}`, value, unit: 'ms', atMost })
    }
    return rows
  } finally {
    await app.stop()
  }
}

/** The most characters that a reading may have, in paragraphs of one length, so that the stand-in's tones are few. */
function longText(number: number): string {
  const paragraph = (index: number) =>
    `Reading ${String(number).padStart(3, '+')}, paragraph ${String(index).padStart(3, '0')}. `
  return Array.from({ length: 71 }, (_, index) =>
    paragraph(index).padEnd(2855, 'It goes on for long. ').trimEnd().padEnd(2855, '.'),
  )
    .join('\n\n')
    .slice(0, LONGEST)
}

async function posted(app: Server, text: string): Promise<string> {
  const response = await fetch(`${app.url}/read`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(readingOf(text)),
  })
  if (response.status !== 201) throw new Error(`POST /read answered ${response.status}`)
  return ((await response.json()) as { id: string }).id
}

/** Reads all of it and keeps nothing. */
async function lengthOf(url: string): Promise<number> {
  const response = await begun(url)
  let bytes = 0
  for await (const part of response) bytes += part.length
  return bytes
}

/** An answer of which nothing has been read yet. */
async function begun(url: string): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(get(url, { agent: false }), 'response')
  if (response?.statusCode !== 200) throw new Error(`${url} answered ${response?.statusCode}`)
  // It may be destroyed in the end, which it reports as an error.
  response.on('error', () => undefined)
  return response
}

async function firstByteMs(url: string): Promise<number> {
  const begin = performance.now()
  const response = await begun(url)
  await once(response, 'readable')
  const ms = performance.now() - begin
  response.destroy()
  return ms
}

/** Waits until Polly is asked for nothing any more. */
async function quiet(polly: PollyProcess): Promise<void> {
  const end = performance.now() + LIMIT_MS
  while ((await polly.open()) > 0 && performance.now() < end) await delay(20)
}
