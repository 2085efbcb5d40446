import {
  CONTROLLER,
  NOTE_OFF,
  NOTE_ON,
  type Part,
  type PartEvent,
  REVERB_SEND,
  SUSTAIN_PEDAL,
} from '../soundfont/part'
import { shareVoices } from '../soundfont/voices'
import type { Midi, MidiTrack } from './midi'

/** In which the last notes may ring out. */
const TAIL_SECONDS = 2

/** How long a MIDI file sounds, tail included. */
export function midiFrames({ seconds }: Midi, rateHz: number): number {
  return Math.trunc((seconds + TAIL_SECONDS) * rateHz)
}

/** What the instruments of a MIDI file play, one part a track. */
export function partsOfMidi(midi: Midi, rateHz: number): Part[] {
  const frames = midiFrames(midi, rateHz)
  return shareVoices(
    midi.tracks.map((track, index) => ({
      track: index,
      isDrums: track.isDrums,
      program: track.program,
      bank: track.bank,
      events: eventsOf(track, rateHz),
      frames,
    })),
  )
}

function eventsOf({ notes, messages }: MidiTrack, rateHz: number): PartEvent[] {
  const frameOf = (second: number) => Math.round(second * rateHz)
  const told = (isAfterEnds: boolean) =>
    messages
      .filter(message => (message.isAfterEnds ?? false) === isAfterEnds)
      .flatMap(({ second, status, a, b }): PartEvent[] =>
        status === CONTROLLER && !CONTROLLERS.has(a)
          ? inactive(a, frameOf(second))
          : [{ frame: frameOf(second), status, a, b }],
      )
  const begins: PartEvent[] = []
  const ends: PartEvent[] = []
  for (const { start, end, key, velocity } of notes) {
    const frame = frameOf(start)
    begins.push({ frame, status: NOTE_ON, a: key, b: velocity })
    ends.push({ frame: Math.max(frame + 1, frameOf(end)), status: NOTE_OFF, a: key, b: 0 })
  }
  // Of one time: a channel is set before its notes begin, and a note ends before the same one begins anew.
  const events = [...told(false), ...ends, ...told(true), ...begins]
  return events.sort((one, other) => one.frame - other.frame)
}

/**
 * Controllers that instruments follow (MIDI 1.0, table III; General MIDI 2). All
 * others are left out: those of one maker's own devices, which may set anything.
 */
const CONTROLLERS: ReadonlySet<number> = new Set([
  ...[0, 32], // bank
  ...[1, 5, 65, 84], // modulation, portamento
  ...[7, 39, 10, 42, 11, 43], // volume, pan, expression
  ...[SUSTAIN_PEDAL, 66, 67],
  ...[71, 72, 73, 74, 75], // resonance, release, attack, brightness, decay
  ...[6, 38, 100, 101], // registered parameters: pitch bend range, tuning
  REVERB_SEND,
  ...[120, 121, 123, 126, 127], // sound off, reset, notes off, mono, poly
])

const NONREGISTERED: ReadonlySet<number> = new Set([98, 99])

/** Data that follows a parameter of one maker must not reach the registered parameter before it. */
function inactive(controller: number, frame: number): PartEvent[] {
  if (!NONREGISTERED.has(controller)) return []
  return [101, 100].map(a => ({ frame, status: CONTROLLER, a, b: 127 }))
}
