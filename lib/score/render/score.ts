import type { Line } from '../song'
import type { RenderRateHz } from './options'

/** A song as its canonical JSON, or a Standard MIDI File as it came. */
export type ScoreKind = 'song' | 'midi'

/** A spoken line of a song, and where it stands. */
export type SpokenLine = {
  /** Of the event in the song: `Tracks[1].Bars[0].SoundEvents[2].Say`. */
  path: string
  /** Index of its track. */
  track: number
  /** Its first frame, by rate. */
  start: Readonly<Record<RenderRateHz, number>>
  /** By how many frames its track's delayed copy comes after it, by rate. */
  late: Readonly<Record<RenderRateHz, number>>
  line: Line
}

/** What has to be known of a score before it is rendered. */
export type ScoreFacts = {
  /** How long it is by rate, spoken lines not counted. */
  frames: Readonly<Record<RenderRateHz, number>>
  /** The names of all tracks, in order: each has a stem. */
  tracks: readonly string[]
  lines: readonly SpokenLine[]
  /** Whether some of it is played by the SoundFont. */
  isPlayedByFont: boolean
}

/** A score that has been checked. */
export type Score = {
  kind: ScoreKind
  bytes: Uint8Array<ArrayBuffer>
  facts: ScoreFacts
}
