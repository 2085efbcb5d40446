import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrames, SAMPLE_BYTES, stemEncoder } from '../../../lib/audio/pcm'
import { instrumentOf } from '../../../lib/score/instruments'
import { findPeak, mixOf } from '../../../lib/score/mix'
import { place } from '../../../lib/score/place'
import type { Song } from '../../../lib/score/song'
import type { Source } from '../../../lib/score/source'
import { synthSource } from '../../../lib/score/synth-source'
import { songFrames } from '../../../lib/score/timing'
import { distance, heard, referenceSong } from '../../support/reference-song'
import { note, synthSongs, synthTrack } from '../../support/songs'

const RATE = 44_100

function sourcesOf(song: Song): Source[] {
  return song.Tracks.map(track => {
    const instrument = instrumentOf(track)
    if (instrument.kind !== 'synth') throw new Error(`${instrument.name} is no synth`)
    return place(synthSource(song, track, instrument.name, RATE), track, RATE)
  })
}

function peakOf(source: Source): { peak: number; steps: number[] } {
  const steps: number[] = []
  const search = findPeak(source)
  for (;;) {
    const { done, value } = search.next()
    if (done) return { peak: value, steps }
    steps.push(value)
  }
}

/** Adds stored integers, or takes them away. */
function addSamples(sums: Int32Array, bytes: Uint8Array, format: '16' | '24', sign = 1): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const i of sums.keys()) {
    const at = i * SAMPLE_BYTES[format]
    const sample =
      format === '16' ? view.getInt16(at, true) : (view.getInt8(at + 2) << 16) | view.getUint16(at, true)
    sums[i] = (sums[i] ?? 0) + sign * sample
  }
}

describe('any valid song', () => {
  it('has the stated number of frames, as the formula has them, and no sound that is no number', () => {
    fc.assert(
      fc.property(synthSongs, song => {
        const expected = referenceSong(song, RATE)
        const mix = mixOf(sourcesOf(song))
        const frames = songFrames(song, RATE)
        expect(frames).toBe(expected.left.length)
        expect(mix.frames).toBeLessThanOrEqual(frames)
        const actual = heard(mix, frames, [4096])
        expect(distance(actual.left, expected.left)).toBeLessThan(1e-9)
        expect(distance(actual.right, expected.right)).toBeLessThan(1e-9)
      }),
      { numRuns: 15 },
    )
  })

  it.each(['16', '24'] as const)('is the sum of its stems to the bit, in %s bits', format => {
    fc.assert(
      fc.property(synthSongs, song => {
        const sources = sourcesOf(song)
        const frames = songFrames(song, RATE)
        const left = new Float64Array(frames)
        const right = new Float64Array(frames)
        const stems = stemEncoder(format)
        const sums = new Int32Array(2 * frames)
        stems.begin(frames)
        for (const source of sources) {
          source.add(left, right, 0)
          addSamples(sums, stems.next(left, right), format)
        }
        addSamples(sums, encodeFrames(left, right, format), format, -1)
        expect(sums.every(sum => sum === 0)).toBe(true)
      }),
      { numRuns: 10 },
    )
  })
})

describe('mixOf', () => {
  it('is as long as its longest source and silent where there is none', () => {
    expect(mixOf([]).frames).toBe(0)
    const song = {
      Tempo: 60,
      BeatsPerBar: 4,
      Tracks: [
        synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 5)] }] }),
        synthTrack('test_synth', { Bars: [{ SoundEvents: [note('C', 5, { Beat: 3 })] }] }),
      ],
    }
    const mix = mixOf(sourcesOf(song))
    expect(mix.frames).toBe(4.5 * RATE)
    const { left } = heard(mix, 5 * RATE)
    expect(left.subarray(2 * RATE, 3 * RATE).every(value => value === 0)).toBe(true)
    expect(left.subarray(4.5 * RATE).every(value => value === 0)).toBe(true)
  })
})

describe('findPeak', () => {
  const song = {
    Tempo: 60,
    BeatsPerBar: 4,
    Tracks: [
      synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 6, { Velocity: 120 })] }], Pan: 0.9 }),
      synthTrack('test_synth', { Bars: [{ SoundEvents: [note('E', 7, { Beat: 0.25 })] }] }),
    ],
  }

  it('finds the loudest sample of either channel, says how far it is, and leaves the source at its beginning', () => {
    const mix = mixOf(sourcesOf(song))
    heard(mix, 10_000)
    const { peak, steps } = peakOf(mix)
    const { left, right } = heard(mix, mix.frames)
    const loudest = Math.max(...[left, right].map(x => x.reduce((m, v) => Math.max(m, Math.abs(v)), 0)))
    expect(peak).toBe(loudest)
    expect(steps[0]).toBe(4096)
    expect(steps.at(-1)).toBe(mix.frames)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })

  it('finds 0 in silence', () => {
    const silent = {
      ...song,
      Tracks: [synthTrack('test_synth', { Bars: [{ SoundEvents: [note('C', 5, { Velocity: 0 })] }] })],
    }
    expect(peakOf(mixOf(sourcesOf(silent))).peak).toBe(0)
    expect(peakOf(mixOf([])).peak).toBe(0)
  })
})
