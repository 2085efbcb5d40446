import { describe, expect, it } from 'vitest'
import { durationMs, longestPauseMs, medianF0, pitchFrames, rmsDbfs, soundSpans } from '../../support/measure'
import { formantRatio, powerPart } from '../../support/spectrum'
import { joinSamples, noise, sine, vowel } from '../../support/synthetic-voice'

const RATE = 16_000
const silence = (seconds: number) => new Float32Array(seconds * RATE)

describe('medianF0', () => {
  it.each([45, 80, 123.4, 210, 333, 450])('finds the pitch of a vowel of %d Hz', hz => {
    const found = medianF0(vowel({ sampleRateHz: RATE, f0: () => hz, seconds: 0.6 }), RATE)
    expect(Math.abs(found / hz - 1)).toBeLessThan(0.01)
  })

  it.each([8000, 22_050, 48_000])('finds it at %i Hz', rate => {
    const found = medianF0(vowel({ sampleRateHz: rate, f0: () => 150, seconds: 0.4 }), rate)
    expect(Math.abs(found / 150 - 1)).toBeLessThan(0.01)
  })

  it('finds none in silence and in hiss', () => {
    expect(medianF0(silence(1), RATE)).toBeNaN()
    expect(medianF0(noise(RATE, 1, 0.3), RATE)).toBeNaN()
    expect(medianF0(new Float32Array(0), RATE)).toBeNaN()
  })
})

describe('pitchFrames', () => {
  it('follows a melody in time, and only where there is voice', () => {
    const f0 = (seconds: number) => 100 + 80 * seconds
    const frames = pitchFrames(joinSamples(silence(0.5), vowel({ sampleRateHz: RATE, f0, seconds: 1 })), RATE)
    expect(frames[0]?.timeMs).toBeGreaterThan(470)
    for (const { timeMs, hz } of frames.slice(3)) {
      expect(Math.abs(hz / f0(timeMs / 1000 - 0.5) - 1), `at ${timeMs} ms`).toBeLessThan(0.03)
    }
    expect(frames.length).toBeGreaterThan(90)
  })
})

describe('rmsDbfs', () => {
  it('is −3 for a full sine, 0 for a square, −Infinity for silence', () => {
    expect(rmsDbfs(sine(RATE, 1, 100, 1))).toBeCloseTo(-3.01, 2)
    expect(rmsDbfs(Float32Array.of(1, -1, 1, -1))).toBe(0)
    expect(rmsDbfs(silence(1))).toBe(-Infinity)
  })
})

describe('soundSpans', () => {
  it('finds onsets and ends within 4 ms', () => {
    const spans = soundSpans(
      joinSamples(silence(0.3), noise(RATE, 0.2, 0.5), silence(0.4), noise(RATE, 0.1, 0.1), silence(0.2)),
      RATE,
    )
    const times = spans.flatMap(({ startMs, endMs }) => [startMs, endMs])
    expect(times).toHaveLength(4)
    for (const [i, time] of [300, 500, 900, 1000].entries()) {
      expect(Math.abs((times[i] ?? 0) - time), `${time} ms`).toBeLessThanOrEqual(4)
    }
  })

  it('joins sounds over pauses that are shorter than asked, and hears none in silence', () => {
    const sound = joinSamples(noise(RATE, 0.1, 0.5), silence(0.08), noise(RATE, 0.1, 0.5))
    expect(soundSpans(sound, RATE)).toHaveLength(2)
    expect(soundSpans(sound, RATE, { minPauseMs: 100 })).toHaveLength(1)
    expect(soundSpans(silence(1), RATE)).toEqual([])
  })
})

describe('longestPauseMs and durationMs', () => {
  it('count what lies between sounds, and all', () => {
    const hiss = noise(RATE, 0.1, 0.5)
    const sound = joinSamples(silence(2), hiss, silence(0.25), hiss, silence(0.75), hiss, silence(3))
    expect(Math.abs(longestPauseMs(sound, RATE) - 750)).toBeLessThan(6)
    expect(longestPauseMs(hiss, RATE)).toBe(0)
    expect(durationMs(sound, RATE)).toBe(6300)
  })
})

describe('formantRatio', () => {
  const formantsHz = [650, 1150, 2500, 3400]
  const reference = vowel({ sampleRateHz: RATE, f0: () => 120, seconds: 1, formantsHz })

  it.each([0.7, 0.85, 1, 1.2, 1.5])('finds formants at %d, whatever the pitch', factor => {
    for (const hz of [100, 120, 170]) {
      const moved = vowel({
        sampleRateHz: RATE,
        f0: () => hz,
        seconds: 1,
        formantsHz: formantsHz.map(f => f * factor),
      })
      expect(Math.abs(Math.log2(formantRatio(moved, reference, RATE) / factor)), `pitch ${hz}`).toBeLessThan(
        0.1,
      )
    }
  })
})

describe('powerPart', () => {
  it('is the part of the power around a frequency', () => {
    const sound = sine(RATE, 1, 1000, 0.3).map(
      (sample, i) => sample + 0.3 * Math.sin((2 * Math.PI * 3000 * i) / RATE),
    )
    expect(powerPart(sound, RATE, 1000, 150)).toBeCloseTo(0.5, 2)
    expect(powerPart(sound, RATE, 2000, 150)).toBeLessThan(0.001)
  })
})
