import type { MidiMessage } from './midi'

/** A message as it stands in the file. */
export type RawMessage = { tick: number; status: number; a: number; b: number }

/** What one track chunk holds. */
export type RawTrack = {
  name: string
  /** Of a cable with channels of its own; 0 where nothing is said. */
  port: number
  messages: RawMessage[]
  exclusives: Uint8Array[]
  endTick: number
}

/** What a channel is told besides its notes, by all tracks. */
export type Channel = {
  /** In order of time. */
  messages: readonly MidiMessage[]
  /** Program and bank that hold for a note at that second. */
  patchAt(second: number): { program: number; bank: number }
}

/** Messages that are looked at in one step. */
export const STEP = 5_000

const CONTROLLER = 0xb0
const PROGRAM = 0xc0
const BANK_SELECT = 0
const NOTE_ON = 0x90

const DRUM_CHANNEL = 9

/**
 * A channel's state is one, whichever track sets it: format 1 files often set it in a track of its own.
 *
 * @yields After each step, nothing.
 */
export function* collectChannels(
  tracks: readonly RawTrack[],
  clock: () => (tick: number) => number,
): Generator<void, (channel: number, port: number) => Channel> {
  const channels = new Map<number, MidiMessage[]>()
  for (const { port, messages } of tracks) {
    const secondOf = clock()
    /** By channel, the tick at which the last note ended. */
    const ended = new Map<number, number>()
    for (const [index, { tick, status, a, b }] of messages.entries()) {
      if (index % STEP === 0) yield
      const kind = status & 0xf0
      const number = port * 16 + (status & 0x0f)
      if (kind <= NOTE_ON) {
        if (kind < NOTE_ON || b === 0) ended.set(number, tick)
        continue
      }
      const told = channels.get(number) ?? []
      const message = { second: secondOf(tick), status: kind, a, b }
      told.push(ended.get(number) === tick ? { ...message, isAfterEnds: true } : message)
      channels.set(number, told)
    }
  }
  const found = new Map<number, Channel>()
  for (const [number, messages] of channels) {
    yield
    found.set(number, channelOf(messages))
  }
  return (channel, port) => found.get(port * 16 + channel) ?? channelOf([])
}

function channelOf(messages: MidiMessage[]): Channel {
  messages.sort((one, other) => one.second - other.second)
  const programs = messages.filter(({ status }) => status === PROGRAM)
  const banks = messages.filter(({ status, a }) => status === CONTROLLER && a === BANK_SELECT)
  return {
    messages,
    patchAt: second => ({
      program: lastUntil(programs, second)?.a ?? 0,
      bank: lastUntil(banks, second)?.b ?? 0,
    }),
  }
}

/** The last of the messages, which are in order, that comes no later. */
function lastUntil(messages: readonly MidiMessage[], second: number): MidiMessage | undefined {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.second ?? 0) <= second) low = middle + 1
    else high = middle
  }
  return messages[low - 1]
}

/**
 * Which channels play drums whatever their bank: the tenth (General MIDI), and
 * those that Roland's GS says do ("use for rhythm part", 40 1x 15, where x is
 * the part, and part 0 the tenth channel).
 */
export function drumsOf(tracks: readonly RawTrack[]): (channel: number, port: number) => boolean {
  const drums = new Map<number, boolean>()
  for (const { port, exclusives } of tracks) {
    for (const data of exclusives) {
      const [maker, , model, command, high, middle = 0, low, value = 0] = data
      const isRhythm = maker === 0x41 && model === 0x42 && command === 0x12 && high === 0x40 && low === 0x15
      if (isRhythm && middle >> 4 === 1) drums.set(port * 16 + channelOfPart(middle & 0x0f), value > 0)
    }
  }
  return (channel, port) => drums.get(port * 16 + channel) ?? channel === DRUM_CHANNEL
}

function channelOfPart(part: number): number {
  if (part === 0) return DRUM_CHANNEL
  return part <= DRUM_CHANNEL ? part - 1 : part
}
