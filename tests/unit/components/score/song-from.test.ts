import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { songFrom } from '../../../../components/score/song-from'
import { beatsOf } from '../../../../components/score/song-time'
import { isSay, type Song, type SoundEvent } from '../../../../lib/score/song'
import { note, song, track } from './songs'

/** Begin and duration of every note of the first track, in beats from the beginning. */
function placesOf({ Tracks, BeatsPerBar }: Song): [number, number][] {
  const bars = Tracks[0]?.Bars ?? []
  return bars.flatMap(({ SoundEvents }, bar) =>
    SoundEvents.map((event): [number, number] => [
      bar * BeatsPerBar + event.Beat,
      isSay(event) ? 0 : event.Duration,
    ]),
  )
}

describe('songFrom', () => {
  it('is the very same song from its beginning', () => {
    const whole = song([track([[note(0)]])])
    expect(songFrom(whole, 0)).toBe(whole)
    expect(songFrom(whole, -1)).toBe(whole)
  })

  it('moves what comes later, across bars, and leaves out what is over', () => {
    const whole = song([track([[note(0), note(3)], [note(0.5)], [note(2)]])])
    expect(placesOf(songFrom(whole, 3))).toEqual([
      [0, 1],
      [1.5, 1],
      [7, 1],
    ])
  })

  it('begins with the rest of a note that sounds there', () => {
    expect(placesOf(songFrom(song([track([[note(0, 6)], []])]), 4.5))).toEqual([[0, 1.5]])
  })

  it('leaves out a line that is being spoken, and keeps those to come', () => {
    const say = (Beat: number): SoundEvent => ({ Beat, Say: { text: 'Now.', voiceId: 'Amy' } })
    const cut = songFrom(song([track([[say(0), say(3)]])]), 1)
    expect(cut.Tracks[0]?.Bars).toEqual([{ SoundEvents: [{ ...say(3), Beat: 2 }] }])
  })

  it('keeps every note that is not over, where it was, in bars of any length', () => {
    const beat = fc.double({ min: 0, max: 40, noNaN: true })
    const bars = fc.array(fc.array(fc.tuple(beat, beat), { maxLength: 4 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(bars, fc.double({ min: 0.1, max: 7, noNaN: true }), beat, (given, BeatsPerBar, from) => {
        const whole = song([track(given.map(events => events.map(([at, long]) => note(at, long))))], {
          BeatsPerBar,
        })
        const expected = placesOf(whole)
          .map(([at, long]) => (at >= from ? [at - from, long] : [0, at + long - from]))
          .filter(([at = 0, long = 0]) => at > 1e-5 || long > 1e-5)
          .sort(ascending)
        const cut = songFrom(whole, from)
        const found = placesOf(cut)
          .filter(([at, long]) => at > 1e-5 || long > 1e-5)
          .sort(ascending)
        expect(found.length).toBe(expected.length)
        for (const [index, [at, long]] of found.entries()) {
          expect(at).toBeCloseTo(expected[index]?.[0] ?? Number.NaN, 4)
          expect(long).toBeCloseTo(expected[index]?.[1] ?? Number.NaN, 4)
        }
        for (const { SoundEvents } of cut.Tracks[0]?.Bars ?? []) {
          for (const { Beat } of SoundEvents) expect(Beat).toBeGreaterThanOrEqual(0)
        }
        // It never ends before the whole does.
        if (beatsOf(whole) > from) expect(beatsOf(cut) + from).toBeGreaterThan(beatsOf(whole) - 1e-3)
      }),
    )
  })
})

function ascending(a: readonly number[], b: readonly number[]): number {
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}
