import { heightOf, isSay, type Song, type Track } from './song'
import type { Source } from './source'
import { omegaOf, type SynthName, WAVE_FRAMES, wavePeak, writeWave } from './synths'
import { noteFrames, startFrame } from './timing'

/** A note in frames: from `start`, at full strength for `hold`, silent after `end`. */
type Voice = { start: number; hold: number; end: number; height: number; velocity: number }
/** A voice with what its wave is made of, known once it begins: to look for a peak takes milliseconds. */
type Sounding = Voice & { omega: number; gain: number }

/** Both channels carry the sample × cos(π/4). */
const CENTRE = Math.cos(Math.PI / 4)

/**
 * A track of a synth instrument as the song format's renderer computes it, to
 * 1e-10 of full scale, before its pan and delay. What it gives for a
 * frame is the same bit for bit however the blocks are cut.
 */
export function synthSource(song: Song, track: Track, synth: SynthName, rateHz: number): Source {
  const voices = voicesOf(song, track, rateHz)
  const wave = new Float64Array(WAVE_FRAMES)
  // Sound is made in blocks of its own, so that the frames that are asked for do not move its rounding.
  const block = new Float64Array(WAVE_FRAMES)
  let blockEnd = 0
  let next = 0
  let sounding: Sounding[] = []

  function begin(voice: Voice): Sounding {
    const gain = (CENTRE / wavePeak(synth, voice.height, rateHz)) * (voice.velocity / 100)
    return { ...voice, omega: omegaOf(voice.height), gain }
  }

  /** Adds a voice to the block that begins at `from`; false once there is no more of it. */
  function addVoice(voice: Sounding, from: number): boolean {
    const first = Math.max(voice.start, from)
    const count = Math.min(voice.start + voice.end, from + WAVE_FRAMES) - first
    const age = first - voice.start
    if (count <= 0 || !writeWave(synth, voice.omega, age, count, rateHz, wave)) return false
    const { gain } = voice
    const held = Math.min(Math.max(voice.hold - age, 0), count)
    const at = first - from
    for (let i = 0; i < held; i++) block[at + i] = (block[at + i] ?? 0) + (wave[i] ?? 0) * gain
    const release = voice.end - voice.hold
    for (let i = held; i < count; i++) {
      const envelope = (release - 1 - (age + i - voice.hold)) / release
      block[at + i] = (block[at + i] ?? 0) + (wave[i] ?? 0) * gain * envelope
    }
    return voice.start + voice.end > from + WAVE_FRAMES
  }

  function nextBlock(): void {
    const from = blockEnd
    blockEnd += WAVE_FRAMES
    block.fill(0)
    for (let voice = voices[next]; voice && voice.start < blockEnd; voice = voices[++next])
      sounding.push(begin(voice))
    if (sounding.length > 0) sounding = sounding.filter(voice => addVoice(voice, from))
  }

  return {
    frames: voices.reduce((frames, { start, end }) => Math.max(frames, start + end), 0),

    add(left, right, from) {
      for (let i = 0; i < left.length; ) {
        if (from + i >= blockEnd) nextBlock()
        const offset = from + i - (blockEnd - WAVE_FRAMES)
        const count = Math.min(left.length - i, WAVE_FRAMES - offset)
        for (let j = 0; j < count; j++, i++) {
          const value = block[offset + j] ?? 0
          left[i] = (left[i] ?? 0) + value
          right[i] = (right[i] ?? 0) + value
        }
      }
    },

    restart() {
      blockEnd = 0
      next = 0
      sounding = []
    },
  }
}

/** The notes that can be heard, in the order in which they begin. */
function voicesOf(song: Song, track: Track, rateHz: number): Voice[] {
  const voices: Voice[] = []
  for (const [bar, { SoundEvents }] of track.Bars.entries()) {
    for (const event of SoundEvents) {
      if (isSay(event) || event.Velocity === 0) continue
      const start = startFrame(song, bar, event.Beat, rateHz)
      const { hold, end } = noteFrames(event.Duration, song.Tempo, rateHz)
      voices.push({ start, hold, end, height: heightOf(event.Note), velocity: event.Velocity })
    }
  }
  return voices.sort((a, b) => a.start - b.start)
}
