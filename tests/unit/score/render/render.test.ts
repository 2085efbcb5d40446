import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { CEILING } from '../../../../lib/audio/limiter'
import { stemsZip } from '../../../../lib/score/render/stems-zip'
import type { Song } from '../../../../lib/score/song'
import { songFrames } from '../../../../lib/score/timing'
import { sine } from '../../../support/audio'
import { midiFile, note as midiNote } from '../../../support/midi-file'
import { filesOfZip, peakOf, renderBytes, renderJob, samplesOfWav } from '../../../support/renders'
import { note, synthSongs, synthTrack } from '../../../support/songs'
import { decodeStereo } from '../../../support/stereo'

// The SoundFont is loaded once, and decoded as it is played.
vi.setConfig({ testTimeout: 60_000 })

/** Of 24 bits: samples are cut to it, those below zero downwards. */
const STEP = 2 ** -23

const chord = (...names: ('C' | 'E' | 'G')[]) => ({
  SoundEvents: names.map(name => note(name, 5, { Duration: 3 })),
})
const song = (Tracks: Song['Tracks']): Song => ({ Tempo: 120, BeatsPerBar: 4, Tracks })
const DUET = song([
  synthTrack('Default_Synth', { Bars: [chord('C', 'E', 'G')], Pan: 0.2 }),
  synthTrack('test_synth', { Bars: [chord('G')], Delay: { Seconds: 0.3, Gain: 0.5 } }),
])
const PIANO = song([
  { ...synthTrack('Default_Synth'), Instrument: 'Acoustic Grand Piano', Bars: [chord('C', 'E')] },
])

const wavOf = async (of: Song, options = {}) => samplesOfWav(await renderBytes(renderJob(of, options)))

async function stemsOf(of: Parameters<typeof renderJob>[0], options = {}): Promise<Buffer[]> {
  const job = renderJob(of, { ...options, stems: true })
  const clip = await renderBytes(job)
  const read = async function* (at: number, length: number) {
    yield clip.subarray(at, at + length)
  }
  const parts: Uint8Array[] = []
  const shape = { options: job.options, frames: job.frames, tracks: job.score.facts.tracks }
  for await (const bytes of stemsZip(shape, 0, read)) parts.push(bytes)
  return filesOfZip(Buffer.concat(parts)).map(({ bytes }) => bytes)
}

/** By how many steps the stems' sum and the mix differ at most. */
function mostApart(mix: Float64Array, stems: readonly Buffer[]): number {
  const steps = (sample = 0) => Math.round(sample / STEP)
  const channels = stems.map(samplesOfWav)
  const apart = mix.map((sample, i) =>
    channels.reduce((rest, { left }) => rest - steps(left[i]), steps(sample)),
  )
  return peakOf(apart)
}

describe('render', () => {
  it('has the stated number of frames, never clips or loses a number, for any song of synths', async () => {
    await fc.assert(
      fc.asyncProperty(synthSongs, fc.constantFrom(44_100, 48_000), async (any, rateHz) => {
        const { left, right, sampleRateHz } = await wavOf(any, { rateHz, normalise: 'none' })
        expect(sampleRateHz).toBe(rateHz)
        expect(left).toHaveLength(songFrames(any, rateHz))
        expect(Math.max(peakOf(left), peakOf(right))).toBeLessThanOrEqual(CEILING + STEP)
      }),
      { numRuns: 5 },
    )
  })

  it('has stems that sum to the mix, for any song of synths', async () => {
    await fc.assert(
      fc.asyncProperty(synthSongs, fc.constantFrom('peak', 'none', undefined), async (any, normalise) => {
        const mix = await wavOf(any, { normalise })
        expect(mostApart(mix.left, await stemsOf(any, { normalise }))).toBeLessThanOrEqual(1)
      }),
      { numRuns: 3 },
    )
  })

  it('divides the sum of several tracks by its peak and leaves one alone as it is, unless told otherwise', async () => {
    const peak = async (of: Song, normalise?: 'peak' | 'none') => {
      const { left, right } = await wavOf(of, { normalise })
      return Math.max(peakOf(left), peakOf(right))
    }
    const one = song([synthTrack('Default_Synth', { Bars: [chord('C')] })])
    expect(await peak(DUET)).toBeGreaterThan(1 - 2 ** -22)
    expect(await peak(one)).toBeCloseTo(Math.SQRT1_2 * 0.6, 3)
    expect(await peak(one, 'peak')).toBeGreaterThan(1 - 2 ** -22)
    expect(await peak(DUET, 'none')).toBeLessThanOrEqual(CEILING + STEP)
    expect(await peak(PIANO, 'peak')).toBeGreaterThan(1 - 2 ** -22)
    expect(await peak(PIANO)).toBeGreaterThan(0.15)
    expect(await peak(PIANO)).toBeLessThan(0.9)
    expect(await peak(song([synthTrack('test_synth', { Bars: [{ SoundEvents: [] }] })]), 'peak')).toBe(0)
  })

  it.each(['wav', 'mp3', 'ogg', 'opus'] as const)('gives the same %s for the same song', async format => {
    const options = { format, rateHz: 48_000 } as const
    const once = await renderBytes(renderJob(PIANO, options))
    expect(once.equals(await renderBytes(renderJob(PIANO, options)))).toBe(true)
  })

  it.each([
    ['mp3', 'mp3'],
    ['ogg', 'ogg_vorbis'],
    ['opus', 'ogg_opus'],
  ] as const)('encodes %s that a real decoder takes, as long as the song', async (format, codec) => {
    const job = renderJob(DUET, { format, rateHz: 48_000 })
    const { left, sampleRateHz } = await decodeStereo(codec, await renderBytes(job))
    expect(sampleRateHz).toBe(48_000)
    expect(left.length).toBeGreaterThanOrEqual(job.frames)
    expect(left.length).toBeLessThan(job.frames + (format === 'mp3' ? 4000 : 1))
    const wav = await wavOf(DUET, { rateHz: 48_000 })
    expect(peakOf(Float64Array.from(left))).toBeCloseTo(peakOf(wav.left), 1)
  })

  it('plays a MIDI file, and its stems sum to it', async () => {
    const file = midiFile([midiNote(60, 480), midiNote(64, 960, 1)])
    const { left } = samplesOfWav(await renderBytes(renderJob(file)))
    expect(left).toHaveLength(3 * 44_100)
    expect(peakOf(left)).toBeGreaterThan(0.02)
    const stems = await stemsOf(file)
    expect(stems).toHaveLength(2)
    expect(mostApart(left, stems)).toBeLessThanOrEqual(1)
  })

  describe('with speech', () => {
    const say = { Beat: 2, Say: { text: 'Hello', voiceId: 'slt' } }
    const held = { SoundEvents: [note('C', 5, { Duration: 30 })] }
    const narrated = song([
      synthTrack('Default_Synth', { Name: 'Music', Bars: [held] }),
      synthTrack('Default_Synth', { Name: 'Voice', Bars: [{ SoundEvents: [say] }], Pan: 0 }),
    ])
    /** One second of a tone, in place of a voice. */
    const spoken = Int16Array.from(sine(700, 16_000, 1, 0.3), sample => sample * 32_767)
    const level = (samples: Float64Array, second: number) =>
      20 * Math.log10(peakOf(samples.subarray(second * 44_100, (second + 0.2) * 44_100)))

    it('turns the music down by 14 dB while somebody speaks, and puts the voice over it from its beat on', async () => {
      const { left, right } = samplesOfWav(await renderBytes(renderJob(narrated, {}, [spoken])))
      // The voice is on the left alone; it speaks from second 1 to 2.
      expect(level(right, 1.2) - level(right, 0.5)).toBeCloseTo(-14, 1)
      expect(level(right, 3.5)).toBeCloseTo(level(right, 0.5), 1)
      expect(level(left, 1.2)).toBeGreaterThan(level(left, 0.5) - 8)
      const silent = samplesOfWav(await renderBytes(renderJob(narrated, {}, [new Int16Array(0)])))
      expect(left.findIndex((sample, i) => sample !== silent.left[i])).toBeGreaterThan(0.84 * 44_100)
    })

    it('lasts as long as the last line, stems too', async () => {
      const late = song([
        synthTrack('Default_Synth', {
          Bars: [{ SoundEvents: [note('C', 5), { Beat: 8, Say: { text: 'Goodbye', voiceId: 'slt' } }] }],
        }),
      ])
      const long = Int16Array.from({ length: 48_000 }, (_, i) => spoken[i % spoken.length] ?? 0)
      const { left } = samplesOfWav(await renderBytes(renderJob(late, {}, [long.slice()])))
      expect(left).toHaveLength(4 * 44_100 + 3 * 44_100)
      const job = renderJob(late, { stems: true }, [long])
      expect(await renderBytes(job)).toHaveLength(7 * 44_100 * 6 + 4)
    })
  })
})
