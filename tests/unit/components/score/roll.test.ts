import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameOfKey, noteAt, notesBetween, rollNotesOf } from '../../../../components/score/roll-notes'
import {
  barsANumber,
  pixelsPerBeat,
  placeAt,
  rowsOf,
  usualZoom,
} from '../../../../components/score/roll-view'
import { lookOf } from '../../../../components/score/track-look'
import { note, song, track } from './songs'

describe('rollNotesOf', () => {
  it('orders the notes of all tracks by their beginning, lines apart', () => {
    const say = { Beat: 1, Say: { ssml: '<speak>Now <break/> then.</speak>', voiceId: 'Amy' } }
    const notes = rollNotesOf(song([track([[note(2)], [note(0, 3, 'G')]]), track([[note(1), say]])]))
    expect([...notes.starts]).toEqual([1, 2, 4])
    expect([...notes.ends]).toEqual([2, 3, 7])
    expect([...notes.keys]).toEqual([60, 60, 67])
    expect([...notes.tracks]).toEqual([1, 0, 0])
    expect(notes.lines).toEqual([{ beat: 1, track: 1, words: 'Now then.' }])
  })

  it('shows some keys of a song without notes, and none beyond the keyboard', () => {
    for (const tracks of [[], [track([[note(0, 1, 'C', 0)]])], [track([[note(0, 1, 'G', 10)]])]]) {
      const { lowest, highest } = rollNotesOf(song(tracks))
      expect(lowest).toBeGreaterThanOrEqual(0)
      expect(highest).toBeLessThanOrEqual(127)
      expect(highest - lowest).toBeGreaterThanOrEqual(11)
    }
  })
})

describe('notesBetween', () => {
  it('leaves out no note that is in sight, however long ago a long one began', () => {
    const beat = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(fc.array(fc.tuple(beat, beat), { maxLength: 30 }), beat, beat, (given, a, b) => {
        const notes = rollNotesOf(song([track([given.map(([at, long]) => note(at, long))])]))
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const { first, past } = notesBetween(notes, from, to)
        for (let index = 0; index < notes.count; index++) {
          const isSeen = (notes.starts[index] ?? 0) <= to && (notes.ends[index] ?? 0) > from
          if (isSeen) expect(index >= first && index < past).toBe(true)
        }
      }),
    )
  })
})

describe('noteAt', () => {
  const notes = rollNotesOf(song([track([[note(0, 4)]]), track([[note(1, 1), note(3, 1, 'E')]])]))
  it('finds the last drawn of several', () => {
    expect(notes.tracks[noteAt(notes, 1.5, 60) ?? 9]).toBe(1)
    expect(notes.tracks[noteAt(notes, 2.5, 60) ?? 9]).toBe(0)
  })
  it('finds none where there is none', () => {
    expect(noteAt(notes, 2.5, 64)).toBeUndefined()
    expect(noteAt(notes, 9, 60)).toBeUndefined()
  })
})

describe('the view', () => {
  const notes = rollNotesOf(song([track([[note(0, 4)]])]))
  it('shows the whole song, then twice as large with each step, up to a bound', () => {
    const whole = pixelsPerBeat(1026, 100, 0)
    expect(whole).toBe(10)
    expect(pixelsPerBeat(1026, 100, 1)).toBe(20)
    expect(pixelsPerBeat(1026, 100, 40)).toBe(pixelsPerBeat(1026, 100, 41))
  })
  it('chooses a zoom in which beats are told apart, also before its width is known', () => {
    expect(pixelsPerBeat(360, 2400, usualZoom(360, 2400))).toBeGreaterThanOrEqual(12)
    expect(usualZoom(1026, 8)).toBe(0)
    expect(usualZoom(0, 10_000)).toBeLessThan(20)
  })
  it('knows what is at a place', () => {
    const view = { width: 400, height: 300, left: 100, pixelsPerBeat: 50 }
    const { top, row } = rowsOf(notes, view.height)
    expect(placeAt(notes, view, 150, top + row * (notes.highest - 60) + 1)).toEqual({ beat: 5, key: 60 })
  })
  it('numbers so few bars that the numbers do not touch', () => {
    expect(barsANumber(200)).toBe(1)
    expect(barsANumber(3)).toBe(16)
  })
})

describe('lookOf', () => {
  it('differs from track to track', () => {
    const looks = Array.from({ length: 32 }, (_, index) => lookOf(index))
    expect(new Set(looks.map(look => `${look.light} ${look.pattern}`)).size).toBe(32)
  })

  it('has 3 : 1 or more on its surface', () => {
    for (let index = 0; index < 8; index++) {
      expect(contrast(lookOf(index).light, '#ffffff')).toBeGreaterThanOrEqual(3)
      expect(contrast(lookOf(index).dark, '#1c1f1b')).toBeGreaterThanOrEqual(3)
    }
  })
})

it('nameOfKey counts octaves as the song format does', () => {
  expect([nameOfKey(60), nameOfKey(69), nameOfKey(61), nameOfKey(0)]).toEqual(['C5', 'A5', 'C♯5', 'C0'])
})

/** Contrast ratio (WCAG 2.2). */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
