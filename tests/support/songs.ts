import fc from 'fast-check'
import type { Note, NoteEvent, Song, Track } from '../../lib/score/song'
import { SYNTHS } from '../../lib/score/synths'

export function note(name: Note['Name'], octave: number, event: Partial<NoteEvent> = {}): NoteEvent {
  return { Beat: 0, Duration: 1, Velocity: 60, Note: { Name: name, Octave: octave }, ...event }
}

export function synthTrack(instrument: (typeof SYNTHS)[number], track: Partial<Track> = {}): Track {
  return { Name: 'Untitled', Instrument: instrument, IsDrumsTrack: false, BankUsed: 0, Bars: [], ...track }
}

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** From the lowest note to the highest. Few, as the plain reckoning takes long to find the peak of each. */
const PITCHES: readonly Note[] = [
  { Name: 'C', Octave: 0 },
  { Name: 'Gs', Octave: 3 },
  { Name: 'A', Octave: 5 },
  { Name: 'Ds', Octave: 8 },
  { Name: 'G', Octave: 10 },
]

const notes: fc.Arbitrary<NoteEvent> = fc.record({
  Beat: finite(0, 6),
  Duration: finite(0, 4),
  Note: fc.constantFrom(...PITCHES),
  Velocity: fc.integer({ min: 0, max: 127 }),
})

const delays = fc.record({ Seconds: finite(0, 2), Gain: finite(0, 1) })

/** Short songs of synth tracks, with all that such a track may have: small fractions, empty bars, notes past the end. */
export const synthSongs: fc.Arbitrary<Song> = fc.record({
  Tempo: finite(100, 1000),
  BeatsPerBar: finite(0.5, 6),
  Tracks: fc.array(
    fc
      .record({
        Instrument: fc.constantFrom(...SYNTHS),
        Bars: fc.array(fc.record({ SoundEvents: fc.array(notes, { maxLength: 3 }) }), { maxLength: 3 }),
        Pan: fc.option(finite(0, 1), { nil: undefined }),
        Delay: fc.option(delays, { nil: undefined }),
      })
      .map(({ Instrument, Pan, Delay, Bars }) =>
        synthTrack(Instrument, { Bars, ...(Pan === undefined ? {} : { Pan }), ...(Delay ? { Delay } : {}) }),
      ),
    { minLength: 1, maxLength: 3 },
  ),
})
