import { type Problem, problem } from '../../http/problem'
import { LIMITS } from '../song'

/** Is told what a track chunk holds, in its order. `tick` counts from the beginning of the track. */
export type TrackVisitor = {
  /** A channel message: `status` with its channel; `b` is 0 where the message has one data byte. */
  message(tick: number, status: number, a: number, b: number): void
  meta(tick: number, type: number, data: Uint8Array): void
  /** A system exclusive message as a whole, from behind its F0. */
  exclusive(tick: number, data: Uint8Array): void
  end(tick: number): void
}

/** Track chunks in one file; further chunks of other kinds are passed over. */
const MOST_TRACKS = LIMITS.tracks
/** Events of all kinds in all tracks. A song of 20,000 notes with pedals and bends has some 100,000. */
export const MOST_EVENTS = 200_000
/** Three thousand beats a minute. */
const FEWEST_MICROSECONDS_A_BEAT = 20_000

/** Events that are read in one step. */
const STEP = 5_000

const HEADER_BYTES = 14
const CHUNK_HEADER_BYTES = 8
const META = 0xff
const EXCLUSIVE = 0xf0
const ESCAPE = 0xf7
const END_OF_TRACK = 0x2f
const SET_TEMPO = 0x51

/**
 * Walks a Standard MIDI File (RP-001, Standard MIDI Files 1.0) of format 0 or 1
 * and tells what is in it. Every length and count is checked before it is used:
 * the work and the memory are bounded by the bytes there are, whatever the file
 * says of itself.
 *
 * @param visitorOf Gives the visitor of each track, 0 being the first.
 * @yields After each step, nothing.
 * @returns Ticks a quarter note, 1 to 32767.
 * @throws {Problem} `invalid-parameter` or `song-too-large`, with the byte at which the file goes wrong.
 */
export function* walkMidi(
  bytes: Uint8Array,
  visitorOf: (track: number) => TrackVisitor,
): Generator<void, number> {
  if (bytes.length > LIMITS.midiBytes) throw tooLarge('bytes of MIDI', LIMITS.midiBytes, bytes.length)
  const { tracks, ticksPerBeat } = readHeader(bytes)
  const budget = { events: 0 }
  let track = 0
  for (let at = HEADER_BYTES; track < tracks; ) {
    if (at + CHUNK_HEADER_BYTES > bytes.length)
      throw wrong(at, `the file ends after ${track} tracks of the ${tracks} it announces`)
    const length = uint32(bytes, at + 4)
    const begin = at + CHUNK_HEADER_BYTES
    if (length > bytes.length - begin)
      throw wrong(at, `a chunk of ${length} bytes is announced, ${bytes.length - begin} are left`)
    // "Your programs should expect alien chunks and treat them as if they weren't there."
    if (nameOf(bytes, at) === 'MTrk')
      yield* walkTrack(bytes, begin, begin + length, visitorOf(track++), budget)
    at = begin + length
  }
  return ticksPerBeat
}

function readHeader(bytes: Uint8Array): { tracks: number; ticksPerBeat: number } {
  if (bytes.length < HEADER_BYTES || nameOf(bytes, 0) !== 'MThd' || uint32(bytes, 4) !== 6)
    throw wrong(0, "a Standard MIDI File begins with 'MThd' and a header of 6 bytes")
  const format = uint16(bytes, 8)
  const tracks = uint16(bytes, 10)
  const division = uint16(bytes, 12)
  if (format > 1) throw wrong(8, `the format is ${format}: only 0 and 1 are read`)
  if (tracks < 1 || (format === 0 && tracks > 1)) throw wrong(10, `${tracks} tracks in format ${format}`)
  if (tracks > MOST_TRACKS) throw tooLarge('tracks', MOST_TRACKS, tracks)
  if (division === 0) throw wrong(12, 'a beat has no ticks')
  if (division > 0x7fff)
    throw wrong(12, 'time in SMPTE frames is not read: save it with ticks per quarter note')
  return { tracks, ticksPerBeat: division }
}

function* walkTrack(
  bytes: Uint8Array,
  begin: number,
  end: number,
  visitor: TrackVisitor,
  budget: { events: number },
): Generator<void, void> {
  let at = begin
  let tick = 0
  let running = 0

  const byte = (what: string): number => {
    const value = at < end ? bytes[at] : undefined
    if (value === undefined) throw wrong(at, `the track ends within ${what}`)
    at++
    return value
  }
  const dataByte = (): number => {
    const value = byte('a message')
    if (value > 0x7f) throw wrong(at - 1, `${hex(value)} is no data byte`)
    return value
  }
  /** At most four bytes of seven bits each, the highest first. */
  const variable = (what: string): number => {
    let value = 0
    for (let i = 0; i < 4; i++) {
      const next = byte(what)
      value = (value << 7) | (next & 0x7f)
      if (next < 0x80) return value
    }
    throw wrong(at - 4, `${what} is longer than four bytes`)
  }
  const data = (what: string): Uint8Array => {
    const length = variable(`the length of ${what}`)
    if (length > end - at) throw wrong(at, `${what} of ${length} bytes is announced, ${end - at} are left`)
    at += length
    return bytes.subarray(at - length, at)
  }

  for (;;) {
    tick += variable('a time')
    if (++budget.events > MOST_EVENTS) throw tooLarge('MIDI events', MOST_EVENTS, budget.events)
    if (budget.events % STEP === 0) yield
    const where = at
    const first = byte('an event')
    if (first === META) {
      const type = byte('a meta event')
      const content = data('a meta event')
      if (type === END_OF_TRACK) {
        visitor.end(tick)
        return
      }
      if (type === SET_TEMPO) checkTempo(content, where)
      visitor.meta(tick, type, content)
    } else if (first === EXCLUSIVE || first === ESCAPE) {
      const content = data('a system exclusive message')
      if (first === EXCLUSIVE) visitor.exclusive(tick, content)
    } else if (first > EXCLUSIVE) {
      throw wrong(where, `${hex(first)} has no place in a file`)
    } else {
      // A data byte where a status is due: the status before it goes on. After a meta event, too, as many files do.
      if (first < 0x80) at = where
      else running = first
      if (running === 0) throw wrong(where, `${hex(first)} without a status before it`)
      const a = dataByte()
      visitor.message(tick, running, a, hasOneByte(running) ? 0 : dataByte())
    }
  }
}

function checkTempo(content: Uint8Array, where: number): void {
  if (content.length !== 3) throw wrong(where, `a tempo of ${content.length} bytes, not 3`)
  const microseconds = uint24(content)
  if (microseconds < FEWEST_MICROSECONDS_A_BEAT)
    throw wrong(where, `a tempo of ${microseconds} µs a beat: the least is ${FEWEST_MICROSECONDS_A_BEAT}`)
}

/** Program changes and channel pressure. */
function hasOneByte(status: number): boolean {
  return status >= 0xc0 && status < 0xe0
}

/** Microseconds a beat of a tempo event. */
export function uint24(data: Uint8Array): number {
  return ((data[0] ?? 0) << 16) | ((data[1] ?? 0) << 8) | (data[2] ?? 0)
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x10000 + uint16(bytes, at + 2)
}

function nameOf(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}

function wrong(at: number, reason: string): Problem {
  return problem('invalid-parameter', { field: 'midi', reason: `at byte ${at}, ${reason}` })
}

export function tooLarge(unit: string, limit: number, actual: number): Problem {
  return problem('song-too-large', { unit, limit, actual })
}
