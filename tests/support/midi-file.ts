/** Writes Standard MIDI Files, right ones and wrong ones. */

/** Bytes of an event, `delta` ticks after the one before. */
export type Event = { delta: number; bytes: readonly number[] }

export const at = (delta: number, ...bytes: number[]): Event => ({ delta, bytes })

export const tempo = (delta: number, microseconds: number): Event =>
  at(delta, 0xff, 0x51, 3, (microseconds >> 16) & 0xff, (microseconds >> 8) & 0xff, microseconds & 0xff)

export const named = (name: string): Event => {
  const bytes = new TextEncoder().encode(name)
  return at(0, 0xff, 0x03, ...variable(bytes.length), ...bytes)
}

export const END: Event = at(0, 0xff, 0x2f, 0)

/** A note of so many ticks, which begins at once. */
export const note = (key: number, ticks: number, channel = 0, velocity = 80): Event[] => [
  at(0, 0x90 | channel, key, velocity),
  at(ticks, 0x80 | channel, key, 0),
]

/** A file of these tracks, each with its end. @param division Ticks a beat. @default 480 */
export function midiFile(tracks: readonly (readonly Event[])[], division = 480): Uint8Array<ArrayBuffer> {
  return fileOf(
    header(tracks.length > 1 ? 1 : 0, tracks.length, division),
    ...tracks.map(events => chunk('MTrk', [...events, END].flatMap(bytesOf))),
  )
}

export function header(format: number, tracks: number, division: number): number[] {
  return chunk('MThd', [0, format, tracks >> 8, tracks & 0xff, division >> 8, division & 0xff])
}

export function chunk(name: string, bytes: readonly number[], length = bytes.length): number[] {
  const size = [length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff]
  return [...[...name].map(letter => letter.charCodeAt(0)), ...size, ...bytes]
}

export function fileOf(...chunks: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(chunks.flat())
}

export function bytesOf({ delta, bytes }: Event): number[] {
  return [...variable(delta), ...bytes]
}

function variable(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80)
  return bytes
}
