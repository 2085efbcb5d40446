import type { MidiTrack } from './midi'

/** Status of a control change, without its channel. */
export const CONTROLLER = 0xb0

/** A controller, and its value where nothing is said. */
export type Controller = { number: number; otherwise: number }

/**
 * A controller's value by the second, for seconds that never go back: for a note that begins
 * then or, if `isEnd`, for one that ends.
 */
export function controllerAt(
  { messages }: MidiTrack,
  { number, otherwise }: Controller,
): (second: number, isEnd?: boolean) => number {
  const told = messages.filter(({ status, a }) => status === CONTROLLER && a === number)
  let next = 0
  let value = otherwise
  return (second, isEnd = false) => {
    for (let message = told[next]; message && message.second <= second; message = told[++next]) {
      if (isEnd && message.isAfterEnds && message.second === second) break
      value = message.b
    }
    return value
  }
}
