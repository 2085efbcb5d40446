import { DRUM_KITS, GENERAL_MIDI } from '../general-midi'
import { type Bar, LIMITS, NOTE_NAMES, type NoteEvent, type Song, type Track } from '../song'
import { inOneGo } from '../steps'
import { controllerAt } from './controller'
import type { Midi, MidiTrack } from './midi'
import { pedalEnds } from './pedal'

/** The bounds of a song's Tempo and BeatsPerBar, and what stands in for what lies outside. */
const TEMPO = { least: 1, most: 1000, otherwise: 120 }
/** Beats in a bar, the file's own first, then what makes fewer bars. */
const BARS = [undefined, 4, 64]

/** Notes that are written in one step. */
const STEP = 1_000

const VOLUME = { number: 7, otherwise: 100 }
const EXPRESSION = { number: 11, otherwise: 127 }
const PAN = { number: 10, otherwise: 64 }

/**
 * A MIDI file as a song, to be seen and changed. Its notes sound at their
 * seconds, beat × 60 / Tempo, where the file changes its tempo, too: beats there
 * are those of the tempo it begins with. Kept are the channel's volume and
 * expression where a note begins (as its velocity), the pan (the first), and the
 * pedal (as longer notes); a song has no bends and no other controllers.
 */
export function songOfMidi(midi: Midi): Song {
  return inOneGo(songOfMidiInSteps(midi))
}

/**
 * `songOfMidi` in steps of some milliseconds, for whoever must let others in between.
 *
 * @yields After each step, nothing.
 */
export function* songOfMidiInSteps(midi: Midi): Generator<void, Song> {
  const isTempo = midi.tempo >= TEMPO.least && midi.tempo <= TEMPO.most
  const tempo = isTempo ? midi.tempo : TEMPO.otherwise
  const beatsPerBar =
    BARS.map(beats => beats ?? midi.beatsPerBar).find(beats => fits(midi, tempo, beats)) ?? 64
  const pans = midi.tracks.map(track => controllerAt(track, PAN)(track.notes[0]?.start ?? 0))
  // Panning takes 3 dB from the middle: from all tracks or from none, so that they stay as loud to each other.
  const isPanned = pans.some(pan => pan !== PAN.otherwise)
  const tracks: Track[] = []
  for (const [index, track] of midi.tracks.entries()) {
    tracks.push({
      Name: track.name,
      Instrument: track.isDrums ? kitOf(track.program) : (GENERAL_MIDI[track.program] ?? ''),
      IsDrumsTrack: track.isDrums,
      BankUsed: track.isDrums ? 0 : track.bank,
      Bars: yield* barsOf(track, tempo / 60, beatsPerBar),
      ...(isPanned ? { Pan: Math.min(1, (pans[index] ?? PAN.otherwise) / 128) } : {}),
    })
  }
  return { Tempo: tempo, BeatsPerBar: beatsPerBar, Tracks: tracks }
}

/** Whether bars of so many beats are as many, in all tracks, as a song may have. */
function fits({ seconds, tracks }: Midi, tempo: number, beatsPerBar: number): boolean {
  if (beatsPerBar <= 0 || beatsPerBar > 64) return false
  return ((seconds * tempo) / 60 / beatsPerBar + 1) * tracks.length <= LIMITS.bars
}

function* barsOf(track: MidiTrack, beatsASecond: number, beatsPerBar: number): Generator<void, Bar[]> {
  const volumeAt = controllerAt(track, VOLUME)
  const expressionAt = controllerAt(track, EXPRESSION)
  const pedalEnd = pedalEnds(track)
  const bars: Bar[] = []
  for (const [index, note] of track.notes.entries()) {
    if (index % STEP === 0) yield
    const beat = note.start * beatsASecond
    const bar = Math.floor(beat / beatsPerBar)
    while (bars.length <= bar) bars.push({ SoundEvents: [] })
    const level =
      (volumeAt(note.start) / VOLUME.otherwise) * (expressionAt(note.start) / EXPRESSION.otherwise)
    bars[bar]?.SoundEvents.push({
      Beat: rounded(beat - bar * beatsPerBar),
      Duration: rounded((pedalEnd(note) - note.start) * beatsASecond),
      Note: pitchOf(note.key),
      Velocity: Math.min(127, Math.round(note.velocity * level)),
    })
  }
  return bars
}

/** To a millionth of a beat, that JSON may be read by people, too. */
function rounded(beats: number): number {
  return Math.max(0, Math.round(beats * 1e6) / 1e6)
}

function pitchOf(key: number): NoteEvent['Note'] {
  return { Name: NOTE_NAMES[key % 12] ?? 'C', Octave: Math.floor(key / 12) }
}

/** The kit of that program, or the one below it, of which it is a variation. */
function kitOf(program: number): string {
  return DRUM_KITS.findLast(kit => kit.program <= program)?.name ?? ''
}
