import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../../../../lib/http/problem'
import type { Midi } from '../../../../lib/score/midi/midi'
import { midiFrames, partsOfMidi } from '../../../../lib/score/midi/midi-parts'
import { songOfMidi } from '../../../../lib/score/midi/midi-song'
import { readMidi } from '../../../../lib/score/midi/read-midi'
import { MOST_EVENTS, walkMidi } from '../../../../lib/score/midi/walk'
import { parseSong } from '../../../../lib/score/song-schema'
import { loadSoundFont } from '../../../../lib/score/soundfont/soundfont'
import { soundFontSource } from '../../../../lib/score/soundfont/soundfont-source'
import { inOneGo } from '../../../../lib/score/steps'
import { at, midiFile, named, note, tempo } from '../../../support/midi-file'

const RATE_HZ = 44_100

/** Something of everything a file may hold. */
const WHOLE = midiFile([
  [named('Conductor'), tempo(0, 600_000), at(0, 0xff, 0x58, 4, 6, 3, 36, 8), tempo(960, 400_000)],
  [
    named('Piano'),
    at(0, 0xc0, 4),
    at(0, 0xb0, 64, 127),
    ...note(60, 240),
    at(10, 0xe0, 0, 70),
    at(0, 64, 80),
    ...note(67, 480),
    at(0, 0xb0, 64, 0),
    at(0, 0xa0, 60, 5),
    at(0, 0xd0, 90),
  ],
  [at(0, 0xff, 0x21, 1, 0), ...note(36, 120, 9), ...note(42, 120, 9), at(0, 0xf0, 5, 0x7e, 0x7f, 9, 1, 0xf7)],
])

/** The file with some bytes changed, put in, taken out or doubled: seldom only a little wrong otherwise. */
const mutated = fc
  .array(
    fc.record({
      how: fc.constantFrom('set', 'flip', 'insert', 'remove', 'copy', 'cut'),
      where: fc.nat(WHOLE.length - 1),
      what: fc.nat(255),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map(changes => {
    const bytes = [...WHOLE]
    for (const { how, where, what } of changes) {
      if (how === 'set') bytes[where] = what
      else if (how === 'flip') bytes[where] = (bytes[where] ?? 0) ^ (1 << (what % 8))
      else if (how === 'insert') bytes.splice(where, 0, what)
      else if (how === 'remove') bytes.splice(where, 1 + (what % 4))
      else if (how === 'copy') bytes.splice(where, 0, ...bytes.slice(where, where + what))
      else if (what === 0) bytes.length = Math.min(bytes.length, where)
    }
    return Uint8Array.from(bytes)
  })

describe('readMidi with mutated files', () => {
  it('answers 20,000 of them with a file of sound measures or a Problem, in bounded work', () => {
    let read = 0
    let refused = 0
    fc.assert(
      fc.property(mutated, bytes => {
        const midi = readOrRefuse(bytes)
        if (!midi) {
          refused++
          return
        }
        read++
        expect(eventsIn(bytes)).toBeLessThanOrEqual(Math.min(MOST_EVENTS, bytes.length / 2))
        expectSound(midi)
      }),
      { numRuns: 20_000 },
    )
    // Neither may be rare, or half of this tests nothing.
    expect(read).toBeGreaterThan(2_000)
    expect(refused).toBeGreaterThan(2_000)
  })

  it('gives notes that render, without a NaN, and songs that are songs', async () => {
    const font = await loadSoundFont()
    const left = new Float64Array(RATE_HZ)
    const right = new Float64Array(RATE_HZ)
    let rendered = 0
    fc.assert(
      fc.property(mutated, bytes => {
        const midi = readOrRefuse(bytes)
        if (!midi) return
        left.fill(0)
        right.fill(0)
        soundFontSource(font, partsOfMidi(midi, RATE_HZ), RATE_HZ).add(left, right, 0)
        expect(left.every(Number.isFinite) && right.every(Number.isFinite)).toBe(true)
        expect(parseSong(JSON.parse(JSON.stringify(songOfMidi(midi))))).toEqual(songOfMidi(midi))
        rendered++
      }),
      { numRuns: 160 },
    )
    expect(rendered).toBeGreaterThan(15)
  })
})

function readOrRefuse(bytes: Uint8Array): Midi | undefined {
  try {
    return readMidi(bytes)
  } catch (error) {
    if (isProblem(error) && error.status < 500) return
    throw error
  }
}

function eventsIn(bytes: Uint8Array): number {
  let events = 0
  const count = () => {
    events++
  }
  inOneGo(walkMidi(bytes, () => ({ message: count, meta: count, exclusive: count, end: count })))
  return events
}

function expectSound(midi: Midi): void {
  const { seconds, tempo: beats, beatsPerBar, tracks } = midi
  expect(seconds >= 0 && seconds <= 600 && beats > 3 && beats <= 3000 && beatsPerBar > 0).toBe(true)
  for (const { channel, program, bank, notes, messages } of tracks) {
    const sevenBits = [channel, program, bank, ...messages.flatMap(({ a, b }) => [a, b])]
    expect(sevenBits.every(value => value >= 0 && value <= 127)).toBe(true)
    expect(
      notes.every(
        ({ start, end, key, velocity }) => start >= 0 && end >= start && key <= 127 && velocity > 0,
      ),
    ).toBe(true)
  }
  for (const { events, frames } of partsOfMidi(midi, RATE_HZ)) {
    expect(frames).toBe(midiFrames(midi, RATE_HZ))
    expect(events.every(({ frame }, i) => frame >= (events[i - 1]?.frame ?? 0))).toBe(true)
  }
}
