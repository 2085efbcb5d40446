import { instrumentOf } from '../instruments'
import { heightOf, isSay, type Song, type Track } from '../song'
import { noteFrames, songFrames, startFrame } from '../timing'
import { NOTE_OFF, NOTE_ON, type Part, type PartEvent } from './part'
import { shareVoices } from './voices'

/** The song's tracks that are played by the SoundFont and have notes, in the song's order. */
export function partsOfSong(song: Song, rateHz: number): Part[] {
  const frames = songFrames(song, rateHz)
  const parts = song.Tracks.flatMap((track, index) => {
    const instrument = instrumentOf(track)
    if (instrument.kind === 'synth') return []
    const events = eventsOf(song, track, rateHz)
    if (events.length === 0) return []
    const { IsDrumsTrack, BankUsed } = track
    return {
      track: index,
      isDrums: IsDrumsTrack,
      program: instrument.program,
      // A controller has seven bits; bank 128 is that of drums, which a track says otherwise.
      bank: Math.min(BankUsed, 127),
      events,
      frames,
      placed: track,
    }
  })
  return shareVoices(parts)
}

function eventsOf(song: Song, track: Track, rateHz: number): PartEvent[] {
  const events = track.Bars.flatMap(({ SoundEvents }, bar) =>
    SoundEvents.flatMap((event): PartEvent[] => {
      if (isSay(event)) return []
      // To MIDI, velocity 0 is the end of a note.
      const velocity = Math.min(127, Math.round(event.Velocity))
      if (velocity < 1) return []
      const key = heightOf(event.Note)
      const start = startFrame(song, bar, event.Beat, rateHz)
      const { hold } = noteFrames(event.Duration, song.Tempo, rateHz)
      return [
        { frame: start, status: NOTE_ON, a: key, b: velocity },
        { frame: start + Math.max(1, hold), status: NOTE_OFF, a: key, b: 0 },
      ]
    }),
  )
  return events.sort(byTime)
}

/** Where a note ends as the same one begins anew, it ends first. */
function byTime(one: PartEvent, other: PartEvent): number {
  return one.frame - other.frame || one.status - other.status
}
