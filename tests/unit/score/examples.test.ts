import { describe, expect, it } from 'vitest'
import { EXAMPLES } from '../../../lib/score/examples'
import { instrumentOf } from '../../../lib/score/instruments'
import { isSay, LIMITS } from '../../../lib/score/song'
import { parseSong } from '../../../lib/score/song-schema'
import { songFrames } from '../../../lib/score/timing'

describe('the examples', () => {
  it('are found by different slugs', () => {
    expect(EXAMPLES.length).toBeGreaterThanOrEqual(3)
    expect(new Set(EXAMPLES.map(({ slug }) => slug)).size).toBe(EXAMPLES.length)
    for (const { slug } of EXAMPLES) expect(slug).toMatch(/^[a-z]+(-[a-z0-9]+)*$/)
  })

  it.each(EXAMPLES)('$slug is a song of tracks that all sound, as long as its bars', async ({ load }) => {
    const json = await load()
    expect(JSON.stringify(json).length).toBeLessThan(LIMITS.jsonBytes)
    const song = parseSong(json)
    const bars = Math.max(...song.Tracks.map(({ Bars }) => Bars.length))
    // No note is held so long that the song outlasts its last bar and its tail.
    expect(songFrames(song, 1000)).toBeLessThanOrEqual(
      ((bars * song.BeatsPerBar * 60) / song.Tempo + 2 + 2) * 1000,
    )
    for (const track of song.Tracks) {
      expect(track.Bars).toHaveLength(bars)
      expect(track.Bars.flatMap(({ SoundEvents }) => SoundEvents).length).toBeGreaterThan(0)
      for (const { SoundEvents } of track.Bars) {
        for (const { Beat } of SoundEvents) expect(Beat).toBeLessThan(song.BeatsPerBar)
      }
    }
  })

  it('show an ensemble, drums, a narrator and the synths', async () => {
    const songs = await Promise.all(EXAMPLES.map(async ({ load }) => parseSong(await load())))
    const tracks = songs.flatMap(({ Tracks }) => Tracks)
    expect(tracks.some(track => track.IsDrumsTrack)).toBe(true)
    expect(new Set(tracks.map(track => instrumentOf(track).kind))).toEqual(new Set(['synth', 'soundfont']))
    const events = tracks.flatMap(({ Bars }) => Bars.flatMap(({ SoundEvents }) => SoundEvents))
    expect(events.filter(isSay).length).toBeGreaterThan(1)
  })
})
