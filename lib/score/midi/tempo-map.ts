/** From `tick` on, a beat lasts so many microseconds. */
export type Tempo = { tick: number; microseconds: number }

/** What holds before the first tempo: 120 beats a minute (Standard MIDI Files 1.0, Set Tempo). */
export const DEFAULT_MICROSECONDS = 500_000

/**
 * A function from ticks to seconds. It is fast for ticks that never go back; for
 * others make another one.
 *
 * @param tempos In order of `tick`.
 */
export function createClock(tempos: readonly Tempo[], ticksPerBeat: number): (tick: number) => number {
  let next = 0
  let sinceTick = 0
  let sinceSecond = 0
  let secondsPerTick = DEFAULT_MICROSECONDS / 1e6 / ticksPerBeat
  return tick => {
    for (let tempo = tempos[next]; tempo && tempo.tick <= tick; tempo = tempos[++next]) {
      sinceSecond += (tempo.tick - sinceTick) * secondsPerTick
      sinceTick = tempo.tick
      secondsPerTick = tempo.microseconds / 1e6 / ticksPerBeat
    }
    return sinceSecond + (tick - sinceTick) * secondsPerTick
  }
}
