import { describe, expect, it } from 'vitest'
import { isProblem, type Problem } from '../../../../lib/http/problem'
import { songOfMidi, songOfMidiInSteps } from '../../../../lib/score/midi/midi-song'
import { readMidi, readMidiInSteps } from '../../../../lib/score/midi/read-midi'
import {
  at,
  bytesOf,
  chunk,
  END,
  fileOf,
  header,
  midiFile,
  named,
  note,
  tempo,
} from '../../../support/midi-file'

describe('readMidi', () => {
  it('reads notes at their seconds, at 120 beats a minute where nothing is said', () => {
    const { tempo, seconds, beatsPerBar, tracks } = readMidi(
      midiFile([[...note(60, 480), ...note(64, 960, 0, 33)]]),
    )
    expect({ tempo, seconds, beatsPerBar }).toEqual({ tempo: 120, seconds: 1.5, beatsPerBar: 4 })
    expect(tracks).toHaveLength(1)
    expect(tracks[0]?.notes).toEqual([
      { start: 0, end: 0.5, key: 60, velocity: 80 },
      { start: 0.5, end: 1.5, key: 64, velocity: 33 },
    ])
  })

  it('follows tempo changes of another track', () => {
    const conductor = [tempo(0, 1_000_000), tempo(480, 250_000), tempo(480, 2_000_000)]
    const { tempo: first, tracks } = readMidi(
      midiFile([conductor, [...note(60, 480), ...note(61, 480), ...note(62, 480)]]),
    )
    expect(first).toBe(60)
    expect(tracks[0]?.notes.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [1, 1.25],
      [1.25, 3.25],
    ])
  })

  it('takes the last of several tempos at one tick', () => {
    const { tempo: first, tracks } = readMidi(
      midiFile([[tempo(0, 250_000), tempo(0, 500_000), ...note(60, 480)]]),
    )
    expect(first).toBe(120)
    expect(tracks[0]?.notes[0]?.end).toBe(0.5)
  })

  it('makes a track of each channel in a track, with its program, bank and name', () => {
    const { tracks } = readMidi(
      midiFile([
        [
          named('Größe'),
          at(0, 0xb3, 0, 8),
          at(0, 0xc3, 16),
          at(0, 0xc9, 40),
          ...note(60, 10, 3),
          ...note(36, 10, 9),
          at(0, 0xc3, 17),
        ],
      ]),
    )
    expect(
      tracks.map(({ name, channel, isDrums, program, bank }) => ({ name, channel, isDrums, program, bank })),
    ).toEqual([
      { name: 'Größe (4)', channel: 3, isDrums: false, program: 16, bank: 8 },
      { name: 'Größe (10)', channel: 9, isDrums: true, program: 40, bank: 0 },
    ])
  })

  it('gives all tracks of a channel what any of them tells it', () => {
    const setup = [at(0, 0xc0, 24), at(0, 0xb0, 7, 90), at(240, 0xe0, 0, 96)]
    const { tracks } = readMidi(midiFile([setup, [...note(60, 480)], [...note(48, 480)]]))
    expect(tracks.map(({ program }) => program)).toEqual([24, 24])
    expect(tracks[1]?.messages).toEqual([
      { second: 0, status: 0xc0, a: 24, b: 0 },
      { second: 0, status: 0xb0, a: 7, b: 90 },
      { second: 0.25, status: 0xe0, a: 0, b: 96 },
    ])
  })

  it('keeps channels of another port apart', () => {
    const { tracks } = readMidi(
      midiFile([[at(0, 0xff, 0x21, 1, 1), at(0, 0xc0, 5), ...note(60, 10)], [...note(60, 10)]]),
    )
    expect(tracks.map(({ program }) => program)).toEqual([5, 0])
  })

  it.each([
    ['General MIDI 2', [at(0, 0xb2, 0, 120)]],
    ['XG', [at(0, 0xb2, 0, 127)]],
    ['GS', [at(0, 0xf0, 10, 0x41, 0x10, 0x42, 0x12, 0x40, 0x13, 0x15, 1, 0x17, 0xf7)]],
  ])('hears drums on another channel as %s sets them', (_, setup) => {
    const { tracks } = readMidi(midiFile([[...setup, ...note(36, 10, 2), ...note(60, 10, 3)]]))
    expect(tracks.map(({ isDrums }) => isDrums)).toEqual([true, false])
  })

  it('reads running status, note-ons of velocity 0, and notes that never end', () => {
    const { tracks, seconds } = readMidi(
      midiFile([
        [at(0, 0x90, 60, 80), at(480, 60, 0), at(0, 62, 70), named('late'), at(960, 64, 1), at(480, 64, 0)],
      ]),
    )
    expect(tracks[0]?.notes).toEqual([
      { start: 0, end: 0.5, key: 60, velocity: 80 },
      { start: 0.5, end: 2, key: 62, velocity: 70 },
      { start: 1.5, end: 2, key: 64, velocity: 1 },
    ])
    expect(seconds).toBe(2)
  })

  it('ends notes of one key in the order in which they began', () => {
    const { tracks } = readMidi(
      midiFile([[at(0, 0x90, 60, 80), at(480, 0x90, 60, 70), at(480, 0x80, 60, 0), at(480, 0x80, 60, 0)]]),
    )
    expect(tracks[0]?.notes.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [0.5, 1.5],
    ])
  })

  it('passes over chunks that it does not know, and what comes after the last track', () => {
    const track = chunk('MTrk', [...note(60, 480), END].flatMap(bytesOf))
    const file = fileOf(header(0, 1, 480), chunk('XFIH', [1, 2, 3]), track, [0, 0, 0])
    expect(readMidi(file).tracks[0]?.notes).toHaveLength(1)
  })

  it('reads names that are no UTF-8, and takes control characters out', () => {
    const { tracks } = readMidi(
      midiFile([[at(0, 0xff, 0x03, 5, 0x46, 0xfc, 0x72, 0x00, 0x0a), ...note(60, 1)]]),
    )
    expect(tracks[0]?.name).toBe('Für')
  })

  it('keeps the last letter of a name that is no UTF-8, and half a character of none that is cut', () => {
    const nameOf = (...bytes: number[]) =>
      readMidi(midiFile([[at(0, 0xff, 0x03, bytes.length, ...bytes), ...note(60, 1)]])).tracks[0]?.name
    expect(nameOf(0x43, 0x61, 0x66, 0xe9)).toBe('Café')
    const long = new TextEncoder().encode(`x${'é'.repeat(63)}`)
    expect(nameOf(...long)).toBe(`x${'é'.repeat(59)}`)
  })

  const track = (...bytes: number[]) => fileOf(header(0, 1, 480), chunk('MTrk', bytes))
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    [
      'nothing',
      new Uint8Array(),
      "at byte 0, a Standard MIDI File begins with 'MThd' and a header of 6 bytes",
    ],
    ['RIFF around it', fileOf(chunk('RIFF', [...header(0, 1, 480)])), "begins with 'MThd'"],
    ['format 2', fileOf(header(2, 1, 480)), 'at byte 8, the format is 2: only 0 and 1 are read'],
    ['no track', fileOf(header(1, 0, 480)), 'at byte 10, 0 tracks in format 1'],
    ['two tracks in format 0', fileOf(header(0, 2, 480)), 'at byte 10, 2 tracks in format 0'],
    ['no ticks', fileOf(header(0, 1, 0)), 'at byte 12, a beat has no ticks'],
    ['SMPTE', fileOf(header(0, 1, 0xe728)), 'at byte 12, time in SMPTE frames is not read'],
    [
      'fewer tracks than announced',
      fileOf(header(1, 2, 480), chunk('MTrk', [0, 0xff, 0x2f, 0])),
      'ends after 1 tracks of the 2',
    ],
    [
      'a length past the end',
      fileOf(header(0, 1, 480), chunk('MTrk', [0], 0xffffffff)),
      'a chunk of 4294967295 bytes is announced, 1 are left',
    ],
    ['no end of track', track(0, 0x90, 60, 80), 'at byte 26, the track ends within a time'],
    [
      'a time of five bytes',
      track(0x81, 0x81, 0x81, 0x81, 1),
      'at byte 22, a time is longer than four bytes',
    ],
    ['a message cut off', track(0, 0x90, 60), 'the track ends within a message'],
    ['a status within a message', track(0, 0x90, 60, 0x90), 'at byte 25, 0x90 is no data byte'],
    ['running status of nothing', track(0, 60, 80), 'at byte 23, 0x3c without a status before it'],
    ['a system message', track(0, 0xf8), 'at byte 23, 0xf8 has no place in a file'],
    [
      'a meta event past the end',
      track(0, 0xff, 1, 0x7f, 0),
      'a meta event of 127 bytes is announced, 1 are left',
    ],
    [
      'an exclusive past the end',
      track(0, 0xf0, 0xff, 0x7f),
      'a system exclusive message of 16383 bytes is announced, 0 are left',
    ],
    ['a tempo of two bytes', track(0, 0xff, 0x51, 2, 1, 1), 'a tempo of 2 bytes, not 3'],
    [
      'a tempo beyond all players',
      track(0, 0xff, 0x51, 3, 0, 0x4e, 0x1f),
      'a tempo of 19999 µs a beat: the least is 20000',
    ],
    ['no note', midiFile([[named('silence')]]), 'there is no note in it'],
  ])('refuses %s and says where', (_, bytes, reason) => {
    const error = refusalOf(bytes)
    expect(error).toMatchObject({ type: 'invalid-parameter', status: 400, params: { field: 'midi' } })
    expect(error.message).toContain(reason)
  })

  const many = (count: number, ...bytes: number[]) => Array.from({ length: count }, () => at(0, ...bytes))
  it.each<[string, Uint8Array<ArrayBuffer>, object]>([
    ['bytes', new Uint8Array(2_000_001), { unit: 'bytes of MIDI', limit: 2_000_000, actual: 2_000_001 }],
    ['tracks', fileOf(header(1, 65, 480)), { unit: 'tracks', limit: 64, actual: 65 }],
    ['events', midiFile([many(200_001, 0xd0, 1)]), { unit: 'MIDI events', limit: 200_000, actual: 200_001 }],
    ['notes', midiFile([many(20_001, 0x90, 60, 80)]), { unit: 'notes', limit: 20_000, actual: 20_001 }],
    ['seconds', midiFile([note(60, 480 * 1201)]), { unit: 'seconds', limit: 600, actual: 601 }],
    [
      'seconds of notes',
      midiFile([[...many(101, 0x90, 60, 80), at(480 * 1200, 0xd0, 1)]]),
      { unit: 'seconds of notes', limit: 60_000, actual: 60_600 },
    ],
    [
      'channels in tracks',
      midiFile(
        Array.from({ length: 5 }, () =>
          Array.from({ length: 16 }, (_, channel) => note(60, 1, channel)).flat(),
        ),
      ),
      { unit: 'tracks', limit: 64, actual: 80 },
    ],
    [
      'events that many tracks share',
      midiFile([many(100_000, 0xd0, 1), ...Array.from({ length: 5 }, () => note(60, 1))]),
      { unit: 'MIDI events for all instruments', limit: 400_000, actual: 500_005 },
    ],
  ])('refuses too many %s', (_, bytes, params) => {
    expect(refusalOf(bytes)).toMatchObject({ type: 'song-too-large', status: 413, params })
  })
})

describe('readMidiInSteps, songOfMidiInSteps', () => {
  const wheel = Array.from({ length: 60_000 }, (_, i) => at(1, 0xe0, 0, i % 128))
  const notes = Array.from({ length: 9_000 }, (_, i) => note(30 + (i % 60), 5)).flat()
  const file = midiFile([[...notes, ...wheel]])

  it('come to the same as in one go, and let others in between', () => {
    const [midi, readSteps] = countSteps(readMidiInSteps(file))
    expect(midi).toEqual(readMidi(file))
    // Walked, told to channels, made notes of: 78,000 events, of which 5,000 are one step.
    expect(readSteps).toBeGreaterThanOrEqual(3 * 15)
    const [song, songSteps] = countSteps(songOfMidiInSteps(midi))
    expect(song).toEqual(songOfMidi(midi))
    expect(songSteps).toBeGreaterThanOrEqual(9)
  })

  it('tell what is wrong with a file as in one go', () => {
    expect(() => countSteps(readMidiInSteps(file.subarray(0, -1)))).toThrow('are left')
  })
})

function countSteps<T>(steps: Generator<void, T>): [T, number] {
  for (let count = 0; ; count++) {
    const step = steps.next()
    if (step.done) return [step.value, count]
  }
}

function refusalOf(bytes: Uint8Array): Problem {
  try {
    readMidi(bytes)
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
  throw new Error('It was not refused')
}
