import { problem } from '../../http/problem'
import { instrumentOf } from '../instruments'
import { midiFrames } from '../midi/midi-parts'
import { readMidi } from '../midi/read-midi'
import { isSay, type Song, type Track } from '../song'
import { parseSong } from '../song-schema'
import { delayFrames, songFrames, startFrame } from '../timing'
import { RENDER_RATES_HZ, type RenderRateHz } from './options'
import type { Score, ScoreKind, SpokenLine } from './score'

/**
 * Looks at all of what somebody sent: some 100 ms for the largest song, so not on the event loop.
 *
 * @param bytes A song as JSON in UTF-8, or a Standard MIDI File.
 * @returns A song in its canonical form, so that two that mean the same are the same bytes.
 * @throws Problem `invalid-parameter` (400) with the path of what is wrong, `song-too-large` (413).
 */
export function checkScore(kind: ScoreKind, bytes: Uint8Array<ArrayBuffer>): Score {
  if (kind === 'midi') {
    const midi = readMidi(bytes)
    const frames = byRate(rateHz => midiFrames(midi, rateHz))
    const tracks = midi.tracks.map(({ name }) => name)
    return { kind, bytes, facts: { frames, tracks, lines: [], isPlayedByFont: true } }
  }
  const song = parseSong(parseJson(bytes))
  const facts = {
    frames: byRate(rateHz => songFrames(song, rateHz)),
    tracks: song.Tracks.map(({ Name }) => Name),
    lines: linesOf(song),
    isPlayedByFont: song.Tracks.some(track => instrumentOf(track).kind === 'soundfont' && hasNotes(track)),
  }
  return { kind, bytes: new TextEncoder().encode(JSON.stringify(song)), facts }
}

function parseJson(bytes: Uint8Array): unknown {
  const refuse = (reason: string, cause: unknown) =>
    problem('invalid-parameter', { field: 'body', reason }, cause)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw refuse('it is not UTF-8', error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw refuse('it is not JSON', error)
  }
}

/** The spoken lines of a song, in its order. */
function linesOf(song: Song): SpokenLine[] {
  return song.Tracks.flatMap((owner, track) =>
    owner.Bars.flatMap(({ SoundEvents }, bar) =>
      SoundEvents.flatMap((event, index): SpokenLine[] => {
        if (!isSay(event)) return []
        const path = `Tracks[${track}].Bars[${bar}].SoundEvents[${index}].Say`
        const start = byRate(rateHz => startFrame(song, bar, event.Beat, rateHz))
        const late = byRate(rateHz => delayFrames(owner, rateHz))
        return [{ path, track, start, late, line: event.Say }]
      }),
    ),
  )
}

function hasNotes({ Bars }: Track): boolean {
  return Bars.some(({ SoundEvents }) => SoundEvents.some(event => !isSay(event)))
}

function byRate(of: (rateHz: RenderRateHz) => number): Record<RenderRateHz, number> {
  const [low, high] = RENDER_RATES_HZ
  return { [low]: of(low), [high]: of(high) } as Record<RenderRateHz, number>
}
