import { problem } from '../../http/problem'
import { LIMITS } from '../song'
import { inOneGo } from '../steps'
import { type Channel, collectChannels, drumsOf, type RawMessage, type RawTrack, STEP } from './channels'
import type { Midi, MidiNote, MidiTrack } from './midi'
import { pedalEnds } from './pedal'
import { createClock, DEFAULT_MICROSECONDS, type Tempo } from './tempo-map'
import { MOST_EVENTS, tooLarge, uint24, walkMidi } from './walk'

/** Meta events (Standard MIDI Files 1.0); the port is not in it, but in many files. */
const TRACK_NAME = 0x03
const PORT = 0x21
const SET_TEMPO = 0x51
const TIME_SIGNATURE = 0x58

const LONGEST_NAME = 120

/**
 * Reads a Standard MIDI File of format 0 or 1. It runs on the server and in the
 * page, and calls no library. The largest files there may be take some 100 ms.
 *
 * @throws {Problem} `invalid-parameter` where the file is broken, `song-too-large` where it is more than `LIMITS`.
 */
export function readMidi(bytes: Uint8Array): Midi {
  return inOneGo(readMidiInSteps(bytes))
}

/**
 * `readMidi` in steps of some milliseconds, for whoever must let others in between.
 *
 * @yields After each step, nothing.
 */
export function* readMidiInSteps(bytes: Uint8Array): Generator<void, Midi> {
  const tracks: RawTrack[] = []
  const tempos: Tempo[] = []
  let beatsPerBar: number | undefined

  const ticksPerBeat = yield* walkMidi(bytes, () => {
    const track: RawTrack = { name: '', port: 0, messages: [], exclusives: [], endTick: 0 }
    tracks.push(track)
    return {
      message: (tick, status, a, b) => track.messages.push({ tick, status, a, b }),
      meta(tick, type, data) {
        if (type === SET_TEMPO) tempos.push({ tick, microseconds: uint24(data) })
        else if (type === TRACK_NAME && track.name === '') track.name = textOf(data)
        else if (type === PORT) track.port = data[0] ?? 0
        else if (type === TIME_SIGNATURE) beatsPerBar ??= quartersOf(data)
      },
      exclusive: (_, data) => track.exclusives.push(data),
      end(tick) {
        track.endTick = tick
      },
    }
  })

  tempos.sort((one, other) => one.tick - other.tick)
  const first = tempos[0]?.tick === 0 ? lastAtStart(tempos) : DEFAULT_MICROSECONDS
  const clock = () => createClock(tempos, ticksPerBeat)
  const channelOf = yield* collectChannels(tracks, clock)
  const playsDrums = drumsOf(tracks)
  const playing: MidiTrack[] = []
  for (const track of tracks) playing.push(...(yield* tracksOf(track, channelOf, playsDrums, clock)))
  let seconds = checkSize(playing)
  for (const track of playing) {
    yield
    const endOf = pedalEnds(track)
    for (const note of track.notes) seconds = Math.max(seconds, endOf(note))
  }
  return {
    seconds,
    tempo: 60e6 / first,
    beatsPerBar: beatsPerBar ?? 4,
    tracks: playing,
  }
}

/** Several tempos at one tick: the last one counts. */
function lastAtStart(tempos: readonly Tempo[]): number {
  return tempos.findLast(({ tick }) => tick === 0)?.microseconds ?? DEFAULT_MICROSECONDS
}

/** One track for each channel that has notes. */
function* tracksOf(
  { name, port, messages, endTick }: RawTrack,
  channelOf: (channel: number, port: number) => Channel,
  playsDrums: (channel: number, port: number) => boolean,
  clock: () => (tick: number) => number,
): Generator<void, MidiTrack[]> {
  const notes = yield* notesOf(messages, endTick, clock())
  return [...notes]
    .sort(([one], [other]) => one - other)
    .map(([channel, played]) => {
      const told = channelOf(channel, port)
      const { program, bank } = told.patchAt(played[0]?.start ?? 0)
      return {
        name: notes.size > 1 && name !== '' ? `${name} (${channel + 1})` : name || `Channel ${channel + 1}`,
        channel,
        isDrums: playsDrums(channel, port) || DRUM_BANKS.has(bank),
        program,
        bank,
        notes: played,
        messages: told.messages,
      }
    })
}

/** Banks of drums on any channel: of General MIDI 2, and of Yamaha's XG two. */
const DRUM_BANKS: ReadonlySet<number> = new Set([120, 126, 127])

/** Notes by channel. A note that is struck again before its end has two ends to come; the first ends the first. */
function* notesOf(
  messages: readonly RawMessage[],
  endTick: number,
  secondOf: (tick: number) => number,
): Generator<void, Map<number, MidiNote[]>> {
  const notes = new Map<number, MidiNote[]>()
  /** Of each key, its notes and how many of them have ended. */
  const keys = new Map<number, { struck: MidiNote[]; ended: number }>()
  for (const [index, { tick, status, a: key, b: velocity }] of messages.entries()) {
    if (index % STEP === 0) yield
    if (status >= 0xa0) continue
    const channel = status & 0x0f
    const second = secondOf(tick)
    const state = keys.get(channel * 128 + key) ?? { struck: [], ended: 0 }
    if (status >= 0x90 && velocity > 0) {
      const note = { start: second, end: Number.NaN, key, velocity }
      const played = notes.get(channel) ?? []
      played.push(note)
      notes.set(channel, played)
      state.struck.push(note)
      keys.set(channel * 128 + key, state)
    } else {
      const note = state.struck[state.ended]
      if (!note) continue
      note.end = second
      state.ended++
    }
  }
  const end = secondOf(endTick)
  for (const { struck, ended } of keys.values()) for (const note of struck.slice(ended)) note.end = end
  return notes
}

/** Returns the end of the last note. */
function checkSize(tracks: readonly MidiTrack[]): number {
  const sum = (count: (track: MidiTrack) => number) => tracks.reduce((all, track) => all + count(track), 0)
  const notes = sum(track => track.notes.length)
  if (notes === 0) throw problem('invalid-parameter', { field: 'midi', reason: 'there is no note in it' })
  const seconds = tracks.reduce(
    (last, track) => track.notes.reduce((later, { end }) => Math.max(later, end), last),
    0,
  )
  const voiceSeconds = sum(track => track.notes.reduce((all, { start, end }) => all + end - start, 0))
  const messages = sum(track => track.notes.length + track.messages.length)
  if (tracks.length > LIMITS.tracks) throw tooLarge('tracks', LIMITS.tracks, tracks.length)
  if (notes > LIMITS.notes) throw tooLarge('notes', LIMITS.notes, notes)
  if (seconds > LIMITS.seconds) throw tooLarge('seconds', LIMITS.seconds, Math.ceil(seconds))
  if (voiceSeconds > LIMITS.voiceSeconds)
    throw tooLarge('seconds of notes', LIMITS.voiceSeconds, Math.ceil(voiceSeconds))
  if (messages > 2 * MOST_EVENTS) throw tooLarge('MIDI events for all instruments', 2 * MOST_EVENTS, messages)
  return seconds
}

/** Numerator, and the power of two of the denominator. */
function quartersOf(data: Uint8Array): number | undefined {
  const [numerator = 0, power = 0] = data
  if (numerator < 1 || power > 6) return
  return (numerator * 4) / 2 ** power
}

/** The format knows of no encoding: UTF-8 where it is that, else one byte a character. */
function textOf(data: Uint8Array): string {
  const bytes = data.subarray(0, LONGEST_NAME)
  // A character is let go where the name is cut, not where the name ends.
  const utf8 = new TextDecoder('utf-8').decode(bytes, { stream: bytes.length < data.length })
  const text = utf8.includes('\ufffd') ? new TextDecoder('latin1').decode(bytes) : utf8
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}
