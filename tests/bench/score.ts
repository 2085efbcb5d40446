import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { at, type Event, midiFile, note } from '../support/midi-file'
import { type Server, startApp } from '../support/served-app'
import { besideConstant } from './kept'
import { coreSeconds, residentMegabytes } from './processes'
import { type Held, median } from './row'
import { heldTurn } from './turns'

const EMBEDDED = { SPEECH_BACKEND: 'embedded' }
const INSTRUMENTS = [
  'Violin',
  'Viola',
  'Cello',
  'Flute',
  'Trumpet',
  'Acoustic Grand Piano',
  'Acoustic Bass',
] as const
const BEATS_PER_BAR = 4

/** What scores are held to: how fast they are rendered, and what that takes. */
export async function benchScore(): Promise<Held[]> {
  return [...(await benchRenders()), ...(await benchKept()), ...(await benchWorst())]
}

async function benchRenders(): Promise<Held[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loop-'))
  const file = path.join(folder, 'held.json')
  const monitor = path.join(import.meta.dirname, 'loop-monitor.mjs')
  const app = await startApp({ ...EMBEDDED, LOOP_MONITOR_FILE: file }, ['--import', monitor])
  try {
    // Until the threads are there, and run compiled code.
    await Promise.all([118, 119].map(tempo => render(app, songOf(16, tempo))))

    const firsts: number[] = []
    for (let round = 0; round < 20; round++) firsts.push(await firstSoundMs(app, songOf(8, 60 + round)))

    const speeds: number[] = []
    for (const tempo of [120, 121, 122]) {
      const before = coreSeconds(app.pid)
      const seconds = await render(app, songOf(90, tempo))
      speeds.push(seconds / (coreSeconds(app.pid) - before))
    }

    const turns: number[] = []
    for (const tempo of [130, 131, 132]) {
      const turn = await heldTurn(app, file, () =>
        Promise.all([render(app, songOf(30, tempo)), render(app, songOf(30, tempo + 10))]),
      )
      turns.push(turn.coreMs)
    }
    return [
      {
        name: 'Speed of 8 tracks of General MIDI as WAV, on one core',
        value: median(speeds),
        unit: '× real time',
        atLeast: 15,
      },
      { name: 'First audio of a new song, warm, p50', value: median(firsts), unit: 'ms', atMost: 150 },
      {
        name: 'Event loop held at most while two songs are rendered: time on a core',
        value: Math.max(...turns),
        unit: 'ms',
        atMost: 20,
      },
    ]
  } finally {
    await app.stop()
    rmSync(folder, { recursive: true })
  }
}

/** On a server of its own: the monitor of its event loop would take a fifth of a core. */
async function benchKept(): Promise<Held[]> {
  const app = await startApp(EMBEDDED)
  try {
    // Of about the size of the clip that readings are measured by.
    return await besideConstant(app, `${await posted(app, songOf(1, 240))}.opus`, 'render')
  } finally {
    await app.stop()
  }
}

/** Memory while the largest file that is taken is rendered, and then two such at once. */
async function benchWorst(): Promise<Held[]> {
  const app = await startApp(EMBEDDED)
  try {
    // As a server is that has answered before.
    await (await fetch(app.url)).text()
    const before = residentMegabytes(app.pid)
    const one = await mostMegabytes(app, () => render(app, worstFile(0)))
    const two = await mostMegabytes(app, () => Promise.all([1, 2].map(n => render(app, worstFile(n)))))
    return [
      { name: 'Memory of the server before, RSS', value: before, unit: 'MB' },
      {
        name: 'Memory of the server while the largest song is rendered, RSS',
        value: one,
        unit: 'MB',
        atMost: 300,
      },
      { name: 'Memory of the server while two such are rendered at once, RSS', value: two, unit: 'MB' },
    ]
  } finally {
    await app.stop()
  }
}

/** The most that the server has while that is done, in MB. */
async function mostMegabytes(app: Server, done: () => Promise<unknown>): Promise<number> {
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(app.pid))
  }, 50)
  try {
    await done()
    return most
  } finally {
    clearInterval(watch)
  }
}

/** Eight tracks that play all the time, drums among them. */
function songOf(bars: number, tempo: number): string {
  const events = (lowest: number) =>
    Array.from({ length: BEATS_PER_BAR * 2 }, (_, index) => ({
      Beat: index / 2,
      Duration: 0.5,
      Note: { Name: ['C', 'E', 'G', 'B'][index % 4], Octave: lowest },
      Velocity: 70,
    }))
  const track = (lowest: number) => Array.from({ length: bars }, () => ({ SoundEvents: events(lowest) }))
  return JSON.stringify({
    Tempo: tempo,
    BeatsPerBar: BEATS_PER_BAR,
    Tracks: [
      ...INSTRUMENTS.map((Instrument, index) => ({ Instrument, Bars: track(3 + (index % 4)) })),
      { IsDrumsTrack: true, Bars: track(3) },
    ],
  })
}

/** 64 tracks and 20,000 notes, each by another instrument than the one before. */
function worstFile(variant: number): Uint8Array<ArrayBuffer> {
  const [tracks, notes] = [64, 312]
  return midiFile(
    Array.from({ length: tracks }, (_, track) =>
      Array.from({ length: notes }, (_, index): Event[] => [
        at(0, 0xc0 | (track % 16), (index * 7 + track + variant) % 128),
        ...note(24 + ((index * 5 + track) % 80), 1, track % 16),
      ]).flat(),
    ),
    2,
  )
}

function bodyOf(song: string | Uint8Array<ArrayBuffer>): RequestInit {
  const type = typeof song === 'string' ? 'application/json' : 'audio/midi'
  return { method: 'POST', headers: { 'Content-Type': type }, body: song }
}

/** @returns How long it lasts, in s. */
async function render(app: Server, song: string | Uint8Array<ArrayBuffer>): Promise<number> {
  const response = await fetch(`${app.url}/render?bits=16`, bodyOf(song))
  if (!response.ok) throw new Error(`/render answered ${response.status}: ${await response.text()}`)
  let bytes = 0
  if (response.body) for await (const part of response.body) bytes += part.length
  return bytes / (44_100 * 2 * 2)
}

/** From the request to the first sound behind a WAV file's header. */
async function firstSoundMs(app: Server, song: string): Promise<number> {
  const begin = performance.now()
  const response = await fetch(`${app.url}/render`, bodyOf(song))
  let bytes = 0
  if (response.body)
    for await (const part of response.body) {
      bytes += part.length
      if (bytes > 44) break
    }
  return performance.now() - begin
}

/** @returns The address of what is rendered of it, without extension. */
async function posted(app: Server, song: string): Promise<string> {
  const { headers, ...rest } = bodyOf(song)
  const response = await fetch(`${app.url}/render`, {
    ...rest,
    headers: { ...headers, Accept: 'application/json' },
  })
  const { url } = (await response.json()) as { url: string }
  return url.replace(/\.\w+$/, '')
}
