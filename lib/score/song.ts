import type { Engine } from '../reading/reading'

/**
 * What a song is, in words that the page and the server share: this file runs
 * in both, so it imports types only. The fields carry the names of the song
 * format's own JSON. A `Song` is whole and checked: `parseSong` fills in what
 * was left out and refuses what lies outside the bounds given here.
 */

/** Note names in the order of their pitch within an octave; `s` is sharp. */
export const NOTE_NAMES = ['C', 'Cs', 'D', 'Ds', 'E', 'F', 'Fs', 'G', 'Gs', 'A', 'As', 'B'] as const
export type NoteName = (typeof NOTE_NAMES)[number]

export type Note = {
  Name: NoteName
  /** Integer, 0 to 10. C5 is the MIDI key 60; the highest note is G10, key 127. */
  Octave: number
}

/** A note that is struck and held. */
export type NoteEvent = {
  /** From the beginning of its bar, in beats, ≥ 0. It may lie past the end of the bar. */
  Beat: number
  /** In beats, ≥ 0, release not counted. It may last longer than its bar. */
  Duration: number
  Note: Note
  /** 0 (silent) to 127. */
  Velocity: number
}

/** A line that is spoken, from its beat on for as long as it takes. */
export type SayEvent = {
  /** From the beginning of its bar, in beats, ≥ 0. */
  Beat: number
  Say: Line
}

/** What a voice says; voice and engine are those of a reading. */
export type Line = ({ text: string } | { ssml: string }) & {
  voiceId: string
  engine?: Engine
}

export type SoundEvent = NoteEvent | SayEvent

export type Bar = { SoundEvents: SoundEvent[] }

export type Delay = {
  /** After how many seconds the copy follows, 0 to 5. */
  Seconds: number
  /** By how much the copy is scaled, 0 to 1. */
  Gain: number
}

export type Track = {
  Name: string
  /**
   * The name of a synth instrument, a General MIDI instrument or, on a drums
   * track, a drum kit, spelt as in the lists of `instruments.ts`.
   */
  Instrument: string
  IsDrumsTrack: boolean
  /** SoundFont bank, integer, 0 to 128. */
  BankUsed: number
  Bars: Bar[]
  /** 0 (left) to 1 (right); absent: as the instrument sounds. */
  Pan?: number
  Delay?: Delay
}

export type Song = {
  /** Beats a minute, 1 to 1000; may be a fraction. */
  Tempo: number
  /** More than 0, at most 64; may be a fraction. */
  BeatsPerBar: number
  Tracks: Track[]
}

/** How much one song may hold, so that two cores render it while its listener waits. */
export const LIMITS = {
  /** Of a song as JSON. */
  jsonBytes: 1_000_000,
  /** Of a Standard MIDI File. */
  midiBytes: 2_000_000,
  tracks: 64,
  /** In all tracks together. */
  bars: 40_000,
  /** In all tracks together. */
  notes: 20_000,
  /** Spoken lines in all tracks together. */
  lines: 200,
  /** From the beginning to the end of the last bar or note; release and tail come on top. */
  seconds: 600,
  /** All notes' durations together: how long one voice alone would sound. */
  voiceSeconds: 60_000,
  /** All tracks' delays together: as much sound as waits in memory for its copy. */
  delaySeconds: 40,
} as const

export function isSay(event: SoundEvent): event is SayEvent {
  return 'Say' in event
}

/** The MIDI key of a note, 0 to 127: `Height` in the song format. */
export function heightOf({ Name, Octave }: Note): number {
  return 12 * Octave + NOTE_NAMES.indexOf(Name)
}
