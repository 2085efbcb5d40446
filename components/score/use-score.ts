import { useMemo, useState } from 'react'
import type { Song } from '../../lib/score/song'
import { heardOf, isHeard, type Mix, type Piece, retuned, toggled, WHOLE, withTrack } from './piece'
import type { Render } from './render-address'
import { type RollNotes, rollNotesOf } from './roll-notes'
import { beatsOf, secondsOf } from './song-time'

/** How strongly tracks are drawn that are not heard, and those beside the one that is looked at. */
const [UNHEARD, BESIDE] = [0.18, 0.3]

export type Score = {
  piece: Piece
  mix: Mix
  /** What is to be heard, the same object as long as that is the same; undefined where no track is. */
  render: Render | undefined
  notes: RollNotes
  /** How far the song reaches, in beats and in bars. */
  beats: number
  bars: number
  /** How long it is heard, or would be where no track is. */
  seconds: number
  /** How strongly each track is drawn, 0 to 1. */
  strengths: readonly number[]
  /** Puts another piece in the place of this one, and returns how to undo that. */
  replace(piece: Piece): () => void
  /** Puts what was on the page before in the place of all. */
  restore(before: Pick<Score, 'piece' | 'mix'>): void
  setTempo(tempo: number): void
  setInstrument(track: number, name: string): void
  mute(track: number): void
  solo(track: number): void
  /** The track that is pointed at, if any. */
  look(track: number | undefined): void
}

/** The piece on the page, and all that follows from it. */
export function useScore(initial: Piece): Score {
  const [piece, setPiece] = useState(initial)
  const [mix, setMix] = useState(WHOLE)
  const [looked, setLooked] = useState<number>()
  const { song, midi } = piece

  const heard = useMemo(() => heardOf(song, mix), [song, mix])
  const render = useMemo(() => renderOf(heard, heard === song ? midi : undefined), [heard, song, midi])
  const beats = useMemo(() => beatsOf(song), [song])

  function change(next: Partial<Pick<Song, 'Tempo' | 'Tracks'>>) {
    setPiece(now => retuned(now, next))
  }

  function restore(before: Pick<Score, 'piece' | 'mix'>) {
    setPiece(before.piece)
    setMix(before.mix)
  }

  return {
    piece,
    mix,
    render,
    notes: useMemo(() => rollNotesOf(song), [song]),
    beats,
    // What reaches into a bar by the rounding of fractions does not make it one.
    bars: Math.max(1, Math.ceil(beats / song.BeatsPerBar - 1e-6)),
    seconds: useMemo(() => secondsOf(heard.Tracks.length > 0 ? heard : song), [heard, song]),
    strengths: useMemo(
      () => song.Tracks.map((_, index) => strengthOf(mix, looked, index)),
      [song.Tracks, mix, looked],
    ),
    replace(next) {
      setPiece(next)
      setMix(WHOLE)
      setLooked(undefined)
      return () => restore({ piece, mix })
    },
    restore,
    setTempo: Tempo => change({ Tempo }),
    setInstrument: (track, Instrument) => change({ Tracks: withTrack(song.Tracks, track, { Instrument }) }),
    mute: track => setMix(now => ({ ...now, muted: toggled(now.muted, track) })),
    solo: track => setMix(now => ({ ...now, soloed: toggled(now.soloed, track) })),
    look: setLooked,
  }
}

function renderOf(song: Song, midi: Piece['midi']): Render | undefined {
  if (song.Tracks.length === 0) return undefined
  return midi ? { song, midi } : { song }
}

function strengthOf(mix: Mix, looked: number | undefined, track: number): number {
  if (!isHeard(mix, track)) return UNHEARD
  return looked === undefined || looked === track ? 1 : BESIDE
}
