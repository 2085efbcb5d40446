import { beforeAll, describe, expect, it } from 'vitest'
import type { Track } from '../../../../lib/score/song'
import { NOTE_OFF, NOTE_ON, type Part, type PartEvent } from '../../../../lib/score/soundfont/part'
import { loadSoundFont, type SoundFont } from '../../../../lib/score/soundfont/soundfont'
import { soundFontSource } from '../../../../lib/score/soundfont/soundfont-source'
import type { Source } from '../../../../lib/score/source'

const RATE_HZ = 44_100
const CONTROLLER = 0xb0
const PITCH_WHEEL = 0xe0

let font: SoundFont
beforeAll(async () => {
  font = await loadSoundFont()
})

type Sound = { left: Float64Array; right: Float64Array }

function soundOf(source: Source, blockOf: () => number = () => 4096): Sound {
  const sound = { left: new Float64Array(source.frames), right: new Float64Array(source.frames) }
  for (let from = 0; from < source.frames; ) {
    const end = Math.min(source.frames, from + blockOf())
    source.add(sound.left.subarray(from, end), sound.right.subarray(from, end), from)
    from = end
  }
  return sound
}

const note = (frame: number, key: number, frames: number, velocity = 90): PartEvent[] => [
  { frame, status: NOTE_ON, a: key, b: velocity },
  { frame: frame + frames, status: NOTE_OFF, a: key, b: 0 },
]

const controller = (frame: number, a: number, b: number): PartEvent => ({ frame, status: CONTROLLER, a, b })

const partOf = (events: PartEvent[], about: Partial<Part> = {}): Part => ({
  track: 0,
  isDrums: false,
  program: 0,
  bank: 0,
  events: events.sort((one, other) => one.frame - other.frame),
  frames: 2 * RATE_HZ,
  voices: 32,
  ...about,
})

/** A trio whose notes begin anywhere in a block. */
const trio = () => [
  partOf([...note(0, 60, 20_000), ...note(11_111, 64, 20_000), ...note(30_001, 67, 9_000)]),
  partOf([...note(5, 36, 40_000)], { track: 1, program: 33 }),
  partOf([...note(3, 36, 100), ...note(22_050, 38, 100), ...note(44_100, 49, 100)], {
    track: 2,
    isDrums: true,
  }),
]

/** Bit for bit. */
function expectSame(one: Sound, other: Sound): void {
  for (const side of ['left', 'right'] as const)
    expect(Buffer.from(one[side].buffer).equals(Buffer.from(other[side].buffer))).toBe(true)
}

const rms = (samples: Float64Array, from = 0, to = samples.length) =>
  Math.sqrt(samples.subarray(from, to).reduce((sum, x) => sum + x * x, 0) / (to - from))

/** How strong one frequency is, under a Hann window. */
function strengthAt(samples: Float64Array, frequencyHz: number, rateHz: number): number {
  let real = 0
  let imaginary = 0
  const step = (2 * Math.PI * frequencyHz) / rateHz
  for (const [i, x] of samples.entries()) {
    const windowed = x * (1 - Math.cos((2 * Math.PI * i) / samples.length))
    real += windowed * Math.cos(step * i)
    imaginary += windowed * Math.sin(step * i)
  }
  return Math.hypot(real, imaginary)
}

/** By how many cents the fundamental lies beside that of the key, within ±60. */
function centsBeside(samples: Float64Array, key: number, rateHz: number): number {
  const frequencyHz = 440 * 2 ** ((key - 69) / 12)
  const cents = Array.from({ length: 61 }, (_, i) => 2 * i - 60)
  const strengths = cents.map(each => strengthAt(samples, frequencyHz * 2 ** (each / 1200), rateHz))
  return cents[strengths.indexOf(Math.max(...strengths))] ?? Number.NaN
}

describe('soundFontSource', () => {
  it.each([
    ['piano', 0, 57],
    ['piano', 0, 81],
    ['vibraphone', 11, 69],
    ['church organ', 19, 60],
    ['guitar', 24, 52],
    ['strings', 48, 64],
    ['trumpet', 56, 67],
    ['flute', 73, 76],
    ['clarinet', 71, 62],
  ])('plays %s (%i) at key %i within 15 cents', (_, program, key) => {
    const { left, right } = soundOf(
      soundFontSource(font, [partOf(note(0, key, 60_000), { program })], RATE_HZ),
    )
    const middle = left.map((x, i) => x + (right[i] ?? 0)).subarray(10_000, 32_000)
    expect(Math.abs(centsBeside(middle, key, RATE_HZ))).toBeLessThanOrEqual(15)
  })

  it('plays the same pitch at 48 kHz', () => {
    const { left } = soundOf(soundFontSource(font, [partOf(note(0, 69, 60_000), { program: 73 })], 48_000))
    expect(Math.abs(centsBeside(left.subarray(10_000, 34_000), 69, 48_000))).toBeLessThanOrEqual(15)
  })

  it.each([
    ['claves', { isDrums: true }, 75],
    ['closed hi-hat', { isDrums: true }, 42],
    ['marimba', { program: 12 }, 72],
    ['piano', { program: 0 }, 72],
  ])('begins notes of %s within 5 ms of their frame', (_, about, key) => {
    const starts = [4_321, 26_470, 50_001]
    const events = starts.flatMap(start => note(start, key, 300, 110))
    const { left, right } = soundOf(
      soundFontSource(font, [partOf([controller(0, 91, 0), ...events], about)], RATE_HZ),
    )
    const sound = left.map((x, i) => Math.abs(x) + Math.abs(right[i] ?? 0))
    for (const start of starts) {
      const near = sound.subarray(start - 441, start + 4_410)
      const before = Math.max(...near.subarray(0, 220))
      const onset = near.findIndex(x => x > before * 1.5 + Math.max(...near) / 20) - 441
      expect(Math.abs(onset)).toBeLessThanOrEqual((5 * RATE_HZ) / 1000)
    }
  })

  it('gives the same bits in blocks of any size, and again after a restart', () => {
    const source = soundFontSource(font, trio(), RATE_HZ)
    const whole = soundOf(source, () => source.frames)
    let size = 1
    const pieces = soundOf(soundFontSource(font, trio(), RATE_HZ), () => (size = (size * 7) % 1009))
    source.restart()
    const again = soundOf(source)
    expect(rms(whole.left)).toBeGreaterThan(0.01)
    expectSame(pieces, whole)
    expectSame(again, whole)
  })

  it('can be restarted in the middle', () => {
    const source = soundFontSource(font, trio(), RATE_HZ)
    const whole = soundOf(source)
    source.restart()
    source.add(new Float64Array(30_000), new Float64Array(30_000), 0)
    source.restart()
    expectSame(soundOf(source), whole)
  })

  it('refuses to skip frames', () => {
    const source = soundFontSource(font, trio(), RATE_HZ)
    expect(() => source.add(new Float64Array(10), new Float64Array(10), 128)).toThrow('the next one is 0')
  })

  it('has stems that sum to the mix, wherever tracks stand', () => {
    const track: Track = {
      Name: '',
      Instrument: '',
      IsDrumsTrack: false,
      BankUsed: 0,
      Bars: [],
      Pan: 0.2,
      Delay: { Seconds: 0.13, Gain: 0.5 },
    }
    const parts = trio().map((part, i) => (i === 1 ? { ...part, placed: track } : part))
    const mix = soundOf(soundFontSource(font, parts, RATE_HZ))
    const stems = parts.map(part => soundOf(soundFontSource(font, [part], RATE_HZ)))
    for (const side of ['left', 'right'] as const) {
      const worst = mix[side].reduce((most, x, i) => {
        const sum = stems.reduce((all, stem) => all + (stem[side][i] ?? 0), 0)
        return Math.max(most, Math.abs(x - sum))
      }, 0)
      expect(worst).toBeLessThan(1e-12)
    }
  })

  it('lasts as many frames as its parts say, silent at the end, and adds nothing after', () => {
    const source = soundFontSource(
      font,
      [partOf(note(0, 49, 80_000), { isDrums: true, frames: 40_001 })],
      RATE_HZ,
    )
    expect(source.frames).toBe(40_001)
    const left = new Float64Array(50_000)
    source.add(left, new Float64Array(50_000), 0)
    expect(rms(left, 20_000, 25_000)).toBeGreaterThan(1e-3)
    expect(Math.abs(left[40_000] ?? 1)).toBe(0)
    expect(rms(left, 39_900, 40_000)).toBeLessThan(rms(left, 20_000, 25_000) / 30)
    expect(left.subarray(40_001).every(x => x === 0)).toBe(true)
  })

  it('adds to what is there', () => {
    const part = () => soundFontSource(font, [partOf(note(0, 60, 4_000), { frames: 5_000 })], RATE_HZ)
    const alone = soundOf(part())
    const left = new Float64Array(5_000).fill(0.25)
    part().add(left, new Float64Array(5_000), 0)
    expect(left).toEqual(alone.left.map(x => 0.25 + x))
  })

  it('is silent without events', () => {
    const { left, right } = soundOf(soundFontSource(font, [partOf([])], RATE_HZ))
    expect([...left, ...right].every(x => x === 0)).toBe(true)
    expect(soundFontSource(font, [], RATE_HZ).frames).toBe(0)
  })

  it('follows velocity, volume and the pitch wheel', () => {
    const loudness = (...events: PartEvent[]) =>
      rms(
        soundOf(soundFontSource(font, [partOf([...events], { program: 19, frames: 30_000 })], RATE_HZ)).left,
      )
    const loud = loudness(...note(0, 60, 30_000, 120))
    expect(loudness(...note(0, 60, 30_000, 40))).toBeLessThan(loud / 3)
    expect(loudness(controller(0, 7, 50), ...note(0, 60, 30_000, 120))).toBeLessThan(loud / 3)

    const bent = partOf([{ frame: 0, status: PITCH_WHEEL, a: 0, b: 96 }, ...note(0, 68, 60_000)], {
      program: 73,
    })
    const { left } = soundOf(soundFontSource(font, [bent], RATE_HZ))
    expect(Math.abs(centsBeside(left.subarray(10_000, 32_000), 69, RATE_HZ))).toBeLessThanOrEqual(15)
  })

  it('sounds in a room that fades within two seconds, more of it as it is sent more', () => {
    const click = (send: number) =>
      soundOf(
        soundFontSource(
          font,
          [partOf([controller(0, 91, send), ...note(0, 75, 100)], { isDrums: true, frames: 110_000 })],
          RATE_HZ,
        ),
      ).left
    const [none, some, most] = [click(0), click(40), click(127)]
    expect(rms(none, 20_000, 30_000)).toBe(0)
    expect(rms(most, 20_000, 30_000) / rms(some, 20_000, 30_000)).toBeCloseTo(127 / 40, 6)
    const early = rms(some, 6_000, 12_000)
    // 60 dB in 1.4 s: at least 55 dB from 0.2 to 1.9 s, as high notes fade sooner.
    expect(rms(some, 82_000, 86_000)).toBeLessThan(early * 10 ** (-55 / 20))
    expect(rms(some, 30_000, 36_000)).toBeGreaterThan(early * 10 ** (-40 / 20))
  })

  it('sounds the same where few samples may be decoded at once', async () => {
    const scarce = await loadSoundFont(400_000)
    const parts = [
      partOf(Array.from({ length: 24 }, (_, i) => note(i * 3_000, 36 + 2 * i, 4_000)).flat()),
      partOf(Array.from({ length: 24 }, (_, i) => note(i * 3_000, 36 + 2 * i, 9_000)).flat(), {
        program: 48,
      }),
    ]
    const ample = soundOf(soundFontSource(font, parts, RATE_HZ))
    expectSame(soundOf(soundFontSource(scarce, parts, RATE_HZ)), ample)
    expect(scarce.generation).toBeGreaterThan(2)
    expect(font.generation).toBe(0)
  })
})
