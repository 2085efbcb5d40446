import type { Song, Track } from '../../lib/score/song'

/** What stands on the page. */
export type Piece = {
  /** Of the song, as files of it are called, without an extension. */
  name: string
  /** One line about it. */
  about?: string
  song: Song
  /** The MIDI file that the song was read from, as long as nothing was changed: it says more than a song can. */
  midi?: Uint8Array<ArrayBuffer>
}

/** Which tracks are to be heard, by their index. */
export type Mix = { muted: ReadonlySet<number>; soloed: ReadonlySet<number> }

/** Nothing is muted, nothing plays solo. */
export const WHOLE: Mix = { muted: new Set(), soloed: new Set() }

/** A muted track is silent, also where it plays solo; where any does, the others are silent as well. */
export function isHeard({ muted, soloed }: Mix, track: number): boolean {
  return !muted.has(track) && (soloed.size === 0 || soloed.has(track))
}

/** The song of the tracks that are heard: the very same song where all are. */
export function heardOf(song: Song, mix: Mix): Song {
  const Tracks = song.Tracks.filter((_, index) => isHeard(mix, index))
  return Tracks.length === song.Tracks.length ? song : { ...song, Tracks }
}

/** The piece with other words for how it is played: no longer what its file says. */
export function retuned(piece: Piece, change: Partial<Pick<Song, 'Tempo' | 'Tracks'>>): Piece {
  const { midi: _, ...rest } = piece
  return { ...rest, song: { ...piece.song, ...change } }
}

export function withTrack(tracks: readonly Track[], index: number, change: Partial<Track>): Track[] {
  return tracks.map((track, at) => (at === index ? { ...track, ...change } : track))
}

/** The set with this in it, or without where it was in it. */
export function toggled(set: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
