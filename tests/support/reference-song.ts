import { NOTE_NAMES, type Song, type Track } from '../../lib/score/song'
import type { Source } from '../../lib/score/source'

/*
 * The song format's arithmetic once more, for synth tracks without spoken lines:
 * whole arrays and one sine a sample, written down from the format's
 * description and sharing nothing with what it checks.
 */

export type Stereo = { left: Float64Array; right: Float64Array }

/** A track as the format's renderer has it, pan and delay included. */
export function referenceTrack(song: Song, track: Track, rate: number): Stereo {
  const { Tempo: tempo, BeatsPerBar: beatsPerBar } = song
  const notes = track.Bars.flatMap(({ SoundEvents }, bar) =>
    SoundEvents.map(event => {
      if ('Say' in event) throw new Error('A line is not computed')
      const start = Math.trunc((((bar * beatsPerBar + event.Beat) * 60) / tempo) * rate)
      const d = (event.Duration * 60) / tempo
      return { start, a: Math.trunc(d * rate), z: Math.trunc((d + 0.5) * rate), event }
    }),
  )
  const barsEnd = Math.trunc((track.Bars.length * beatsPerBar * rate * 60) / tempo + 2.0 * rate)
  const frames = Math.max(barsEnd, ...notes.map(({ start, z }) => start + z))
  const mono = new Float64Array(frames)
  for (const { start, a, z, event } of notes) {
    const index = NOTE_NAMES.indexOf(event.Note.Name)
    const omega = 16.35 * 2 ** event.Note.Octave * 2 ** (index / 12)
    const peak = referencePeak(track.Instrument, omega, rate)
    const n = z - a
    for (let i = 0; i < z; i++) {
      const envelope = i < a ? 1 : (n - 1 - (i - a)) / n
      const sample = (wave(track.Instrument, omega, i / rate) / peak) * Math.cos(Math.PI / 4)
      mono[start + i] = (mono[start + i] ?? 0) + (sample * envelope * event.Velocity) / 100
    }
  }
  const { Pan, Delay } = track
  const left = mono.map(value => value * (Pan === undefined ? 1 : Math.cos((Pan * Math.PI) / 2)))
  const right = mono.map(value => value * (Pan === undefined ? 1 : Math.sin((Pan * Math.PI) / 2)))
  if (!Delay) return { left, right }
  const late = Math.trunc(Delay.Seconds * rate)
  const delayed = (dry: Float64Array) => {
    const wet = new Float64Array(Math.trunc(frames + Delay.Seconds * rate))
    wet.set(dry)
    for (let i = 0; i < frames; i++) wet[late + i] = (wet[late + i] ?? 0) + (dry[i] ?? 0) * Delay.Gain
    return wet
  }
  return { left: delayed(left), right: delayed(right) }
}

/** All tracks together, padded to the longest. */
export function referenceSong(song: Song, rate: number): Stereo {
  const tracks = song.Tracks.map(track => referenceTrack(song, track, rate))
  const frames = Math.max(...tracks.map(({ left }) => left.length))
  const sum = { left: new Float64Array(frames), right: new Float64Array(frames) }
  for (const { left, right } of tracks) {
    for (const [i, value] of left.entries()) sum.left[i] = (sum.left[i] ?? 0) + value
    for (const [i, value] of right.entries()) sum.right[i] = (sum.right[i] ?? 0) + value
  }
  return sum
}

function wave(instrument: string, omega: number, t: number): number {
  if (instrument === 'Default_Synth') return Math.sin(omega * t)
  const fade = Math.exp(-0.0015 * omega * t)
  return Math.sin(omega * t + Math.sin(20 * t)) * fade + 0.6 * Math.sin(2 * omega * t) * fade
}

const peaks = new Map<string, number>()

function referencePeak(instrument: string, omega: number, rate: number): number {
  const key = `${instrument} ${omega} ${rate}`
  const known = peaks.get(key)
  if (known !== undefined) return known
  let peak = 0
  for (let i = 0; i < 20 * rate; i++) peak = Math.max(peak, Math.abs(wave(instrument, omega, i / rate)))
  peaks.set(key, peak)
  return peak
}

/** All that a source gives, in blocks of the lengths that `blocks` names, the last of them over and over. */
export function heard(source: Source, frames: number, blocks: readonly number[] = [128]): Stereo {
  const left = new Float64Array(frames)
  const right = new Float64Array(frames)
  for (let from = 0, turn = 0; from < frames; turn++) {
    const end = Math.min(frames, from + (blocks[Math.min(turn, blocks.length - 1)] ?? 128))
    source.add(left.subarray(from, end), right.subarray(from, end), from)
    from = end
  }
  return { left, right }
}

/** The largest absolute difference of two arrays; they are of one length. */
export function distance(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) throw new Error(`Cannot compare ${a.length} frames with ${b.length}`)
  let most = 0
  // Written so that what is no number stays, and fails whoever compares.
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)))
  return most
}
