import { describe, expect, it } from 'vitest'
import { DEMO_SONG } from '../../../lib/score/demo-song'
import { mixOf } from '../../../lib/score/mix'
import { place } from '../../../lib/score/place'
import type { Song, Track } from '../../../lib/score/song'
import { synthSource } from '../../../lib/score/synth-source'
import { SYNTHS, type SynthName } from '../../../lib/score/synths'
import { songFrames, trackFrames } from '../../../lib/score/timing'
import { distance, heard, referenceSong, referenceTrack } from '../../support/reference-song'
import { note, synthTrack } from '../../support/songs'

const TOLERANCE = 1e-9

function placed(song: Song, track: Track, rate: number) {
  return place(synthSource(song, track, track.Instrument as SynthName, rate), track, rate)
}

function mixed(song: Song, rate: number) {
  return mixOf(song.Tracks.map(track => placed(song, track, rate)))
}

/** A bar of four notes that overlap, then one whose notes reach into the tail and beyond. */
const PIECE: Track['Bars'] = [
  {
    SoundEvents: [
      note('C', 5, { Duration: 2 }),
      note('E', 5, { Beat: 1 / 3, Duration: 0.7, Velocity: 100 }),
      note('As', 3, { Beat: 0.5, Duration: 3.25, Velocity: 127 }),
      note('Fs', 7, { Beat: 1.75, Duration: 0 }),
    ],
  },
  { SoundEvents: [note('A', 5), note('G', 10, { Beat: 2.2, Duration: 5, Velocity: 1 })] },
]

describe('t1', () => {
  const [track] = DEMO_SONG.Tracks
  if (!track) throw new Error('t1 has no track')
  const frames = trackFrames(DEMO_SONG, track, 44_100)
  const { left, right } = heard(placed(DEMO_SONG, track, 44_100), frames)

  it('has 441,000 frames and the peak of the format’s renderer', () => {
    expect(frames).toBe(441_000)
    expect(left.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeCloseTo(1.0719212375, 9)
  })

  it.each([
    [1, 0.00503332774],
    [100, 0.39330252344],
    [1000, -0.27410452493],
    [44_100, 0.42096316572],
    [352_799, -0.06592347337],
    [440_999, 0],
  ])('is at frame %i what the format’s renderer gives', (frame, value) => {
    expect(Math.abs((left[frame] ?? Number.NaN) - value)).toBeLessThan(TOLERANCE)
    expect(right[frame]).toBe(left[frame])
  })
})

describe.each(SYNTHS)('synthSource of %s', instrument => {
  it.each([
    { Tempo: 60, BeatsPerBar: 4 },
    { Tempo: 97.5, BeatsPerBar: 3 },
    { Tempo: 133.37, BeatsPerBar: 3.5 },
    { Tempo: 240, BeatsPerBar: 5 },
  ])('matches the formula at tempo $Tempo with $BeatsPerBar beats a bar', tempo => {
    const track = synthTrack(instrument, { Bars: PIECE })
    const song = { ...tempo, Tracks: [track] }
    const expected = referenceTrack(song, track, 44_100)
    expect(trackFrames(song, track, 44_100)).toBe(expected.left.length)
    expect(
      distance(heard(placed(song, track, 44_100), expected.left.length).left, expected.left),
    ).toBeLessThan(TOLERANCE)
  })

  it.each([
    { Pan: 0 },
    { Pan: 0.5 },
    { Pan: 0.83 },
    { Pan: 1 },
    { Delay: { Seconds: 0.3, Gain: 0.5 } },
    { Delay: { Seconds: 0, Gain: 1 } },
    { Delay: { Seconds: 0.00001, Gain: 1 } },
    { Pan: 0.2, Delay: { Seconds: 4.7123, Gain: 0.9 } },
  ])('matches the formula with %o', place => {
    const track = synthTrack(instrument, { Bars: PIECE, ...place })
    const song = { Tempo: 110, BeatsPerBar: 4, Tracks: [track] }
    const expected = referenceTrack(song, track, 44_100)
    expect(trackFrames(song, track, 44_100)).toBe(expected.left.length)
    const actual = heard(placed(song, track, 44_100), expected.left.length)
    expect(distance(actual.left, expected.left)).toBeLessThan(TOLERANCE)
    expect(distance(actual.right, expected.right)).toBeLessThan(TOLERANCE)
  })

  it('matches the formula at 48,000 Hz, with tracks of different lengths', () => {
    const Tracks = [
      synthTrack(instrument, { Bars: PIECE, Pan: 0.3 }),
      synthTrack('Default_Synth', { Bars: PIECE.slice(1), Delay: { Seconds: 1, Gain: 0.25 } }),
      synthTrack('test_synth'),
    ]
    const song = { Tempo: 90, BeatsPerBar: 4, Tracks }
    const expected = referenceSong(song, 48_000)
    expect(songFrames(song, 48_000)).toBe(expected.left.length)
    const actual = heard(mixed(song, 48_000), expected.left.length)
    expect(distance(actual.left, expected.left)).toBeLessThan(TOLERANCE)
    expect(distance(actual.right, expected.right)).toBeLessThan(TOLERANCE)
  })

  it('sounds on by the formula where a note is longer than the sample of 20 s', () => {
    const track = synthTrack(instrument, { Bars: [{ SoundEvents: [note('C', 2, { Duration: 25 })] }] })
    const song = { Tempo: 60, BeatsPerBar: 4, Tracks: [track] }
    const expected = referenceTrack(song, track, 44_100)
    expect(expected.left.length).toBe(25.5 * 44_100)
    expect(
      distance(heard(placed(song, track, 44_100), expected.left.length).left, expected.left),
    ).toBeLessThan(TOLERANCE)
  })

  it('gives the same bits however the blocks are cut, and once more after a restart', () => {
    const track = synthTrack(instrument, { Bars: PIECE, Pan: 0.4, Delay: { Seconds: 0.2, Gain: 0.6 } })
    const song = { Tempo: 120, BeatsPerBar: 4, Tracks: [track] }
    const frames = songFrames(song, 44_100)
    const source = placed(song, track, 44_100)
    const whole = heard(source, frames, [frames])
    for (const blocks of [[1, 7, 255, 256, 257, 3, 5000, 128], [64], [1000, 999]]) {
      source.restart()
      const cut = heard(source, frames, blocks)
      expect(distance(cut.left, whole.left)).toBe(0)
      expect(distance(cut.right, whole.right)).toBe(0)
    }
  })

  it('says where its last sound ends, and gives nothing after it', () => {
    const track = synthTrack(instrument, { Bars: [{ SoundEvents: [note('C', 5, { Duration: 0.5 })] }] })
    const song = { Tempo: 60, BeatsPerBar: 4, Tracks: [track] }
    const source = placed(song, track, 44_100)
    expect(source.frames).toBe(44_100)
    const { left } = heard(source, 100_000)
    expect(left.findLastIndex(value => value !== 0)).toBe(44_098)
  })
})
