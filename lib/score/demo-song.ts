import type { Bar, NoteEvent, Song } from './song'

function struck(Name: NoteEvent['Note']['Name'], Beat: number): NoteEvent {
  return { Beat, Duration: 2, Note: { Name, Octave: 5 }, Velocity: 60 }
}

const broken: Bar = { SoundEvents: [struck('C', 0), struck('E', 1), struck('G', 2)] }

/** `t1`: what `GET /render` answers with; a major triad, broken twice over two bars of a second a beat. */
export const DEMO_SONG: Song = {
  Tempo: 60,
  BeatsPerBar: 4,
  Tracks: [
    {
      Name: 't1',
      Instrument: 'Default_Synth',
      IsDrumsTrack: false,
      BankUsed: 0,
      Bars: [broken, broken],
    },
  ],
}
