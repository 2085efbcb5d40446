import type { Track } from '../song'

/**
 * A message to an instrument at its time: a channel message of MIDI 1.0
 * without its channel.
 */
export type PartEvent = {
  /** At which frame of the rate the part was made for. */
  frame: number
  /** 0x80 note off, 0x90 note on, 0xa0 and 0xd0 pressure, 0xb0 controller, 0xc0 program, 0xe0 pitch wheel. */
  status: number
  /** First data byte, 0 to 127. */
  a: number
  /** Second data byte, 0 to 127; 0 where the message has one byte. */
  b: number
}

/** What one instrument plays. */
export type Part = {
  /** Index of the track it plays, in the song or the MIDI file. */
  track: number
  isDrums: boolean
  /** Program it begins with, 0 to 127; of drums the kit. */
  program: number
  /** Bank it begins with, 0 to 127; drums have none. */
  bank: number
  /** In order of `frame`. */
  events: readonly PartEvent[]
  /** Where the whole song ends, tail included: the same for all its parts. */
  frames: number
  /** How many voices it may sound at once (`shareVoices`). */
  voices: number
  /** The song's track, which says where it stands (`place`); a MIDI file says so in its events. */
  placed?: Track
}

export const NOTE_OFF = 0x80
export const NOTE_ON = 0x90
export const KEY_PRESSURE = 0xa0
export const CONTROLLER = 0xb0
export const PROGRAM = 0xc0
export const PRESSURE = 0xd0
export const PITCH_WHEEL = 0xe0

/** Controllers that are of interest beyond the instrument (MIDI 1.0, table III). */
export const SUSTAIN_PEDAL = 64
export const REVERB_SEND = 91
