import { describe, expect, it } from 'vitest'
import { partsOfMidi } from '../../../../lib/score/midi/midi-parts'
import { readMidi } from '../../../../lib/score/midi/read-midi'
import { loadSoundFont } from '../../../../lib/score/soundfont/soundfont'
import { soundFontSource } from '../../../../lib/score/soundfont/soundfont-source'
import {
  fluidsynthLevels,
  isFluidsynthInstalled,
  levelsOf,
  PIECES,
  RATE_HZ,
  unpackLevels,
} from '../../../support/fluidsynth'
import stored from '../../../support/fluidsynth-levels.json'
import { correlation } from '../../../support/spectrum'

/** What FluidSynth made of the pieces, kept with the tests. */
const LEVELS = new Map(Object.entries(stored.pieces).map(([name, text]) => [name, unpackLevels(text)]))
const isInstalled = isFluidsynthInstalled()

async function ourLevels(midi: Uint8Array): Promise<Float64Array> {
  const source = soundFontSource(await loadSoundFont(), partsOfMidi(readMidi(midi), RATE_HZ), RATE_HZ)
  const left = new Float64Array(source.frames)
  const right = new Float64Array(source.frames)
  source.add(left, right, 0)
  return levelsOf(left, right)
}

describe('soundFontSource beside FluidSynth', () => {
  it.each(Object.entries(PIECES))(
    'plays %s alike: in log-mel levels to a correlation of 0.99',
    async (name, midi) => {
      const theirs = LEVELS.get(name) ?? new Float64Array()
      const ours = await ourLevels(midi)
      expect(ours.length).toBe(theirs.length)
      expect(correlation(ours, theirs)).toBeGreaterThan(0.99)
      // Where it is installed, it plays now: what is kept is what it plays.
      const now = isInstalled ? fluidsynthLevels(midi) : theirs
      expect(correlation(now, theirs)).toBeGreaterThan(0.99)
      expect(correlation(ours, now)).toBeGreaterThan(0.99)
    },
  )

  it('is far from alike where another piece is played, or the same a tenth of a second late', () => {
    const [melody, chords, drums] = [...LEVELS.values()]
    if (!melody || !chords || !drums) throw new Error('A piece is missing')
    expect(correlation(melody, chords)).toBeLessThan(0.9)
    expect(correlation(melody, drums)).toBeLessThan(0.1)
    const hops = 2 * 24
    expect(correlation(melody.subarray(hops), melody.subarray(0, -hops))).toBeLessThan(0.97)
  })
})
