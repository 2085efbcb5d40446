/** What a Standard MIDI File holds, in seconds. */
export type Midi = {
  /** To the end of its last note, as long as the pedal holds it. */
  seconds: number
  /** Where it begins. */
  tempo: number
  /** Quarter notes in a bar where it begins; may be a fraction. */
  beatsPerBar: number
  /** One for each channel that has notes in each track of the file. */
  tracks: MidiTrack[]
}

export type MidiTrack = {
  name: string
  /** 0 to 15. */
  channel: number
  isDrums: boolean
  /** At its first note, 0 to 127; of drums the kit. */
  program: number
  /** At its first note, 0 to 127. */
  bank: number
  /** In order of `start`. */
  notes: MidiNote[]
  /** What else its channel is told, by whichever track, in order; shared by all that play on this channel. */
  messages: readonly MidiMessage[]
}

/** Times in seconds from the beginning of the file. */
export type MidiNote = { start: number; end: number; key: number; velocity: number }

/** A channel message other than a note; `status` without its channel. */
export type MidiMessage = {
  second: number
  status: number
  a: number
  b: number
  /** It stands behind the end of a note of the same time: a pedal that is pressed then does not hold that note. */
  isAfterEnds?: true
}
