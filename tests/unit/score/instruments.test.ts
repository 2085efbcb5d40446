import { describe, expect, it } from 'vitest'
import { DRUM_KITS, FAMILIES, GENERAL_MIDI } from '../../../lib/score/general-midi'
import { findInstrument, instrumentOf } from '../../../lib/score/instruments'
import { SYNTHS } from '../../../lib/score/synths'
import { synthTrack } from '../../support/songs'

describe('General MIDI', () => {
  it('has 16 families of eight, 128 names that differ', () => {
    expect(FAMILIES.map(({ instruments }) => instruments.length)).toEqual(new Array(16).fill(8))
    expect(new Set(GENERAL_MIDI.map(name => name.toLowerCase().replace(/\W/g, ''))).size).toBe(128)
  })

  // The first and the last of some families (General MIDI System Level 1, Instrument Patch Map, less one).
  it.each([
    [0, 'Acoustic Grand Piano'],
    [8, 'Celesta'],
    [24, 'Acoustic Guitar (nylon)'],
    [47, 'Timpani'],
    [56, 'Trumpet'],
    [71, 'Clarinet'],
    [80, 'Lead 1 (square)'],
    [104, 'Sitar'],
    [127, 'Gunshot'],
  ])('has at %i the %s', (program, name) => {
    expect(GENERAL_MIDI[program]).toBe(name)
  })
})

describe('findInstrument', () => {
  it('finds each by its own name and by its program', () => {
    for (const [program, name] of GENERAL_MIDI.entries()) {
      const instrument = { kind: 'soundfont', name, program }
      expect(findInstrument(name, false)).toEqual(instrument)
      expect(findInstrument(name.toUpperCase().replace(/\W/g, '_'), false)).toEqual(instrument)
      expect(findInstrument(program, false)).toEqual(instrument)
    }
    for (const { name, program } of DRUM_KITS) {
      expect(findInstrument(name, true)).toEqual({ kind: 'soundfont', name, program })
      expect(findInstrument(`${name} Drum Kit`, true)).toEqual({ kind: 'soundfont', name, program })
      expect(findInstrument(program, true)).toEqual({ kind: 'soundfont', name, program })
    }
    for (const name of SYNTHS) expect(findInstrument(name, false)).toEqual({ kind: 'synth', name })
  })

  it('takes the empty name for the first of them', () => {
    expect(findInstrument('', false)).toMatchObject({ name: 'Acoustic Grand Piano' })
    expect(findInstrument('', true)).toMatchObject({ name: 'Standard' })
  })

  it.each([
    ['Vibrafone', ['Vibraphone']],
    ['piano', ['Honky-tonk Piano', 'Electric Piano 1', 'Electric Piano 2']],
    ['trumpt', ['Trumpet', 'Muted Trumpet']],
    ['sax', ['Alto Sax', 'Tenor Sax', 'Soprano Sax']],
    ['Default_Synt', ['Default_Synth']],
    ['日本', []],
    ['!', []],
  ])('knows no %s, and what comes nearest to it', (name, nearest) => {
    expect(findInstrument(name, false)).toEqual({ kind: 'unknown', nearest })
  })

  it('knows no program past the list, and no melodic instrument on a drums track', () => {
    for (const program of [-1, 128, 0.5, Number.NaN]) {
      expect(findInstrument(program, false)).toEqual({ kind: 'unknown', nearest: [] })
    }
    expect(findInstrument(1, true).kind).toBe('unknown')
    expect(findInstrument('Violin', true).kind).toBe('unknown')
    expect(findInstrument('Default_Synth', true).kind).toBe('unknown')
  })
})

describe('instrumentOf', () => {
  it('is the instrument of a checked track, and refuses one that was not checked', () => {
    expect(instrumentOf(synthTrack('test_synth'))).toEqual({ kind: 'synth', name: 'test_synth' })
    expect(() => instrumentOf({ ...synthTrack('test_synth'), Instrument: 'spoons' })).toThrow(
      "Cannot play 'spoons'",
    )
  })
})
