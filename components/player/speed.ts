/** How fast it is read; 1 is the voice's own pace. The slider goes in steps of `step`, a key in steps of `keyStep`. */
export const SPEED = { min: 0.5, max: 3, step: 0.05, keyStep: 0.1 } as const

export const SPEED_PRESETS: readonly number[] = [0.75, 1, 1.25, 1.5, 2, 3]

/** A speed as it stands on its button: "1×", "1.25×". */
export function formatSpeed(speed: number): string {
  return `${roundSpeed(speed)}×`
}

/** The next tenth up (1) or down (-1), within the bounds. */
export function stepSpeed(speed: number, direction: 1 | -1): number {
  // Counted in whole steps: 0.7 + 0.1 is not 0.8 in floating point.
  const steps = Number((speed / SPEED.keyStep).toFixed(3))
  const next = direction > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1
  return Math.min(SPEED.max, Math.max(SPEED.min, roundSpeed(next * SPEED.keyStep)))
}

function roundSpeed(speed: number): number {
  return Number(speed.toFixed(2))
}
