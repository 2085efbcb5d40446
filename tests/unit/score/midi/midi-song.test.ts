import { describe, expect, it } from 'vitest'
import { songOfMidi } from '../../../../lib/score/midi/midi-song'
import { readMidi } from '../../../../lib/score/midi/read-midi'
import { isSay, type Song } from '../../../../lib/score/song'
import { parseSong } from '../../../../lib/score/song-schema'
import { at, type Event, midiFile, named, note, tempo } from '../../../support/midi-file'

const songOf = (...tracks: Event[][]) => songOfMidi(readMidi(midiFile(tracks)))

/** Start and length of a song's notes in seconds. */
const secondsOf = ({ Tempo, BeatsPerBar, Tracks }: Song, track = 0) =>
  (Tracks[track]?.Bars ?? []).flatMap(({ SoundEvents }, bar) =>
    SoundEvents.flatMap(event =>
      isSay(event) ? [] : [[((bar * BeatsPerBar + event.Beat) * 60) / Tempo, (event.Duration * 60) / Tempo]],
    ),
  )

const velocitiesOf = (song: Song) =>
  song.Tracks.flatMap(({ Bars }) =>
    Bars.flatMap(({ SoundEvents }) => SoundEvents.map(event => (isSay(event) ? 0 : event.Velocity))),
  )

describe('songOfMidi', () => {
  it('puts notes in bars of the time signature, under the names of General MIDI', () => {
    const song = songOf(
      [tempo(0, 750_000), at(0, 0xff, 0x58, 4, 3, 2, 24, 8)],
      [named('Tune'), at(0, 0xc0, 73), ...note(60, 480), ...note(69, 960), ...note(61, 480)],
      [at(0, 0xc9, 27), ...note(36, 480, 9)],
    )
    expect(song).toEqual({
      Tempo: 80,
      BeatsPerBar: 3,
      Tracks: [
        {
          Name: 'Tune',
          Instrument: 'Flute',
          IsDrumsTrack: false,
          BankUsed: 0,
          Bars: [
            {
              SoundEvents: [
                { Beat: 0, Duration: 1, Note: { Name: 'C', Octave: 5 }, Velocity: 80 },
                { Beat: 1, Duration: 2, Note: { Name: 'A', Octave: 5 }, Velocity: 80 },
              ],
            },
            { SoundEvents: [{ Beat: 0, Duration: 1, Note: { Name: 'Cs', Octave: 5 }, Velocity: 80 }] },
          ],
        },
        {
          Name: 'Channel 10',
          Instrument: 'TR-808',
          IsDrumsTrack: true,
          BankUsed: 0,
          Bars: [{ SoundEvents: [{ Beat: 0, Duration: 1, Note: { Name: 'C', Octave: 3 }, Velocity: 80 }] }],
        },
      ],
    })
    expect(parseSong(JSON.parse(JSON.stringify(song)))).toEqual(song)
  })

  it('keeps the seconds of notes where the tempo changes', () => {
    const song = songOf(
      [tempo(0, 500_000), tempo(480, 1_000_000), tempo(480, 300_000)],
      [...note(60, 480), ...note(61, 480), ...note(62, 480)],
    )
    expect(secondsOf(song)).toEqual([
      [0, expect.closeTo(0.5, 6)],
      [expect.closeTo(0.5, 6), expect.closeTo(1, 6)],
      [expect.closeTo(1.5, 6), expect.closeTo(0.3, 6)],
    ])
  })

  it('lets the pedal hold notes until it is lifted or their key is struck anew', () => {
    const song = songOf([
      at(0, 0xb0, 64, 127),
      ...note(60, 480),
      ...note(64, 480),
      ...note(60, 480),
      at(480, 0xb0, 64, 0),
      ...note(62, 480),
    ])
    expect(secondsOf(song)).toEqual([
      [0, 1],
      [0.5, 1.5],
      [1, 1],
      [2, 0.5],
    ])
  })

  it('holds no note by a pedal that is pressed after it has ended, at the same time', () => {
    const song = songOf([...note(60, 480), at(0, 0xb0, 64, 127), ...note(72, 480), at(480, 0xb0, 64, 0)])
    expect(secondsOf(song)).toEqual([
      [0, 0.5],
      [0.5, 1],
    ])
  })

  it('holds no note by the pedal for longer than a song may last', () => {
    const file = midiFile([
      [at(0, 0xb0, 64, 127), ...note(60, 480), at(960 * 700, 0xb0, 64, 0), ...note(62, 1).slice(1)],
    ])
    const midi = readMidi(file)
    expect(midi.seconds).toBe(600)
    const song = songOfMidi(midi)
    expect(secondsOf(song)).toEqual([[0, 600]])
    expect(parseSong(song)).toEqual(song)
  })

  it('brings volume and expression into the velocity', () => {
    const song = songOf([
      ...note(60, 480),
      at(0, 0xb0, 7, 50),
      ...note(60, 480),
      at(0, 0xb0, 11, 64),
      ...note(60, 480),
    ])
    expect(velocitiesOf(song)).toEqual([80, 40, 20])
  })

  it('pans all tracks if one is panned, so that none becomes softer than others', () => {
    const song = songOf(
      [at(0, 0xb0, 10, 0), ...note(60, 480)],
      [...note(60, 480, 1)],
      [at(0, 0xb2, 10, 127), ...note(60, 1, 2)],
    )
    expect(song.Tracks.map(({ Pan }) => Pan)).toEqual([0, 0.5, 127 / 128])
    expect(songOf(note(60, 480)).Tracks[0]).not.toHaveProperty('Pan')
  })

  it('takes longer bars where there would be more of them than a song may have', () => {
    const tracks = Array.from({ length: 40 }, (_, i) => [
      ...note(60, 480 * 1190, i % 9),
      ...note(60, 1, i % 9),
    ])
    const song = songOf([at(0, 0xff, 0x58, 4, 1, 5, 24, 8)], ...tracks)
    expect(song.BeatsPerBar).toBe(4)
    expect(parseSong(song)).toEqual(song)
  })
})
