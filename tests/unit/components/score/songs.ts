import type { NoteEvent, NoteName, Song, SoundEvent, Track } from '../../../../lib/score/song'

export function note(Beat: number, Duration = 1, Name: NoteName = 'C', Octave = 5): NoteEvent {
  return { Beat, Duration, Note: { Name, Octave }, Velocity: 60 }
}

/** A track whose bars hold these events. */
export function track(bars: readonly SoundEvent[][], change: Partial<Track> = {}): Track {
  return {
    Name: 'Main',
    Instrument: 'Vibraphone',
    IsDrumsTrack: false,
    BankUsed: 0,
    Bars: bars.map(SoundEvents => ({ SoundEvents })),
    ...change,
  }
}

export function song(Tracks: Track[], change: Partial<Song> = {}): Song {
  return { Tempo: 60, BeatsPerBar: 4, Tracks, ...change }
}
