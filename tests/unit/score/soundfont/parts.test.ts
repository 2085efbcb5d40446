import { describe, expect, it } from 'vitest'
import { partsOfMidi } from '../../../../lib/score/midi/midi-parts'
import { readMidi } from '../../../../lib/score/midi/read-midi'
import { parseSong } from '../../../../lib/score/song-schema'
import { partsOfSong } from '../../../../lib/score/soundfont/song-parts'
import { songFrames } from '../../../../lib/score/timing'
import { at, type Event, midiFile, note } from '../../../support/midi-file'

const RATE_HZ = 44_100

const event = (Beat: number, Duration: number, Name: string, Octave: number, Velocity = 60) => ({
  Beat,
  Duration,
  Note: { Name, Octave },
  Velocity,
})

const songOf = (...Tracks: object[]) => parseSong({ Tempo: 120, BeatsPerBar: 4, Tracks })

const brief = (events: readonly { frame: number; status: number; a: number; b: number }[]) =>
  events.map(({ frame, status, a, b }) => [frame, status, a, b])

describe('partsOfSong', () => {
  it('gives notes their frames, keys and velocities, over bars', () => {
    const song = songOf({
      Instrument: 'violin',
      BankUsed: 8,
      Bars: [{ SoundEvents: [event(3, 2, 'A', 5)] }, { SoundEvents: [event(0.5, 1, 'C', 5, 100)] }],
    })
    const [part, ...others] = partsOfSong(song, RATE_HZ)
    expect(others).toEqual([])
    expect(part).toMatchObject({ track: 0, program: 40, bank: 8, isDrums: false, placed: song.Tracks[0] })
    expect(part?.frames).toBe(songFrames(song, RATE_HZ))
    expect(brief(part?.events ?? [])).toEqual([
      [66_150, 0x90, 69, 60],
      [99_225, 0x90, 60, 100],
      [110_250, 0x80, 69, 0],
      [121_275, 0x80, 60, 0],
    ])
  })

  it('leaves out synth tracks, tracks without notes, spoken lines and silent notes', () => {
    const song = songOf(
      { Instrument: 'Default_Synth', Bars: [{ SoundEvents: [event(0, 1, 'C', 5)] }] },
      { Instrument: 'Flute', Bars: [{ SoundEvents: [event(0, 1, 'C', 5, 0)] }] },
      { Instrument: 'Jazz', IsDrumsTrack: true, Bars: [{ SoundEvents: [event(0, 0, 'D', 3)] }] },
    )
    const parts = partsOfSong(song, RATE_HZ)
    expect(parts.map(({ track, isDrums, program }) => ({ track, isDrums, program }))).toEqual([
      { track: 2, isDrums: true, program: 32 },
    ])
    expect(brief(parts[0]?.events ?? [])).toEqual([
      [0, 0x90, 38, 60],
      [1, 0x80, 38, 0],
    ])
  })

  it('ends a note before the same one begins anew', () => {
    const song = songOf({ Bars: [{ SoundEvents: [event(1, 1, 'C', 5), event(0, 1, 'C', 5)] }] })
    expect(
      brief(partsOfSong(song, RATE_HZ)[0]?.events ?? []).map(([frame, status]) => [frame, status]),
    ).toEqual([
      [0, 0x90],
      [22_050, 0x80],
      [22_050, 0x90],
      [44_100, 0x80],
    ])
  })

  it('shares a bounded number of voices among many parts', () => {
    const chord = {
      SoundEvents: ['C', 'D', 'E', 'F', 'G', 'A', 'B'].flatMap(name =>
        [3, 4, 5, 6].map(octave => event(0, 4, name, octave)),
      ),
    }
    const few = partsOfSong(
      songOf({ Bars: [chord] }, { Bars: [{ SoundEvents: [event(0, 1, 'C', 5)] }] }),
      RATE_HZ,
    )
    expect(few.map(({ voices }) => voices)).toEqual([64, 10])
    const many = partsOfSong(songOf(...Array.from({ length: 64 }, () => ({ Bars: [chord] }))), RATE_HZ)
    expect(many.reduce((sum, { voices }) => sum + voices, 0)).toBe(128)
  })
})

describe('partsOfMidi', () => {
  const partOf = (...events: Event[]) => partsOfMidi(readMidi(midiFile([events])), RATE_HZ)[0]

  it('tells the channel what is set before the notes of the same time', () => {
    const part = partOf(
      ...note(60, 480),
      at(0, 0x90, 64, 80),
      at(0, 0xc0, 5),
      at(0, 0xe0, 1, 2),
      at(480, 0x80, 64, 0),
    )
    expect(brief(part?.events ?? [])).toEqual([
      [0, 0x90, 60, 80],
      [22_050, 0x80, 60, 0],
      [22_050, 0xc0, 5, 0],
      [22_050, 0xe0, 1, 2],
      [22_050, 0x90, 64, 80],
      [44_100, 0x80, 64, 0],
    ])
    expect(part?.frames).toBe(3 * RATE_HZ)
  })

  it('presses a pedal before the ends of notes of the same time, or after them, as the file does', () => {
    const pressed = at(0, 0xb0, 64, 127)
    const events = (...all: Event[]) => brief(partOf(...all)?.events ?? []).map(([, status]) => status)
    expect(events(at(0, 0x90, 60, 80), at(480, 0x80, 60, 0), pressed, ...note(72, 480))).toEqual([
      0x90, 0x80, 0xb0, 0x90, 0x80,
    ])
    expect(events(at(0, 0x90, 60, 80), at(480, 0xb0, 64, 127), at(0, 0x80, 60, 0), ...note(72, 480))).toEqual(
      [0x90, 0xb0, 0x80, 0x90, 0x80],
    )
  })

  it('lasts until the pedal lets go of the last note', () => {
    const part = partOf(at(0, 0xb0, 64, 127), ...note(60, 480), at(4800, 0xb0, 64, 0))
    expect(part?.frames).toBe(7.5 * RATE_HZ)
  })

  it("passes on what instruments follow, and lets no maker's own parameter reach a registered one", () => {
    const part = partOf(
      ...[at(0, 0xb0, 101, 0), at(0, 100, 0), at(0, 6, 12)],
      ...[at(0, 0xb0, 99, 1), at(0, 98, 8), at(0, 6, 127), at(0, 0xb0, 20, 3)],
      ...note(60, 1),
    )
    expect(brief(part?.events ?? []).filter(([, status]) => status === 0xb0)).toEqual(
      [
        [101, 0],
        [100, 0],
        [6, 12],
        [101, 127],
        [100, 127],
        [101, 127],
        [100, 127],
        [6, 127],
      ].map(([a, b]) => [0, 0xb0, a, b]),
    )
  })

  it('gives a pedal voices to hold', () => {
    expect(partOf(...note(60, 1))?.voices).toBe(10)
    expect(partOf(at(0, 0xb0, 64, 127), ...note(60, 1))?.voices).toBe(48)
  })
})
