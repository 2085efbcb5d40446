import { type Bar, isSay, type Song, type SoundEvent } from '../../lib/score/song'

/** Beats are given to a millionth: what arithmetic adds beyond that would only be longer to send. */
const FINENESS = 1e6

/**
 * The song from a beat on, so that it can be heard from there without what comes
 * before. A note that sounds there begins with it, as long as it still lasts; a
 * line that is being spoken there is left out.
 *
 * @param beat From the beginning of the song; 0 or less is the song itself.
 */
export function songFrom(song: Song, beat: number): Song {
  if (beat <= 0) return song
  const Tracks = song.Tracks.map(track => ({ ...track, Bars: barsFrom(track.Bars, song.BeatsPerBar, beat) }))
  return { ...song, Tracks }
}

function barsFrom(bars: readonly Bar[], beatsPerBar: number, from: number): Bar[] {
  const count = Math.max(1, Math.ceil((bars.length * beatsPerBar - from) / beatsPerBar))
  const cut: Bar[] = Array.from({ length: count }, () => ({ SoundEvents: [] }))
  for (const [index, { SoundEvents }] of bars.entries()) {
    for (const event of SoundEvents) {
      const at = rounded(index * beatsPerBar + event.Beat - from)
      const moved = at >= 0 ? event : restOf(event, at)
      if (!moved) continue
      const beat = Math.max(0, at)
      const bar = Math.min(count - 1, Math.floor(beat / beatsPerBar))
      cut[bar]?.SoundEvents.push({ ...moved, Beat: rounded(beat - bar * beatsPerBar) })
    }
  }
  return cut
}

/** What of an event is left that began so many beats ago. @param at Negative. */
function restOf(event: SoundEvent, at: number): SoundEvent | undefined {
  if (isSay(event)) return undefined
  const Duration = rounded(event.Duration + at)
  return Duration > 0 ? { ...event, Duration } : undefined
}

function rounded(beats: number): number {
  return Math.round(beats * FINENESS) / FINENESS
}
