import type { RollNotes } from './roll-notes'

/** Of the bar numbers at its head, and of the row of spoken lines below them; in CSS pixels. */
export const RULER = 22
export const LINES = 22
/** Before the first beat, where the keys have their names; in CSS pixels. */
export const GUTTER = 26

/** What part of a song is seen, and how large; lengths in CSS pixels. */
export type RollView = {
  width: number
  height: number
  /** What of the song is scrolled past, at the left; negative where its gutter is seen. */
  left: number
  pixelsPerBeat: number
}

/** A beat is at most so wide: there is nothing more to be seen. */
const MAX_PIXELS_PER_BEAT = 240
/** The song is shown with beats of this width or more at first. */
const USUAL_PIXELS_PER_BEAT = 12

/** However long a song is. */
const MAX_ZOOM = 16

/** How wide a beat is where the whole song fits the width; each step of the zoom doubles it. */
export function pixelsPerBeat(width: number, beats: number, zoom: number): number {
  const whole = Math.max(1, width - GUTTER) / Math.max(1, beats)
  return Math.min(MAX_PIXELS_PER_BEAT, whole * 2 ** zoom)
}

export function canZoomIn(width: number, beats: number, zoom: number): boolean {
  return pixelsPerBeat(width, beats, zoom) < MAX_PIXELS_PER_BEAT
}

/** The zoom with which a song is shown at first: whole, or as much of it as can be told apart. */
export function usualZoom(width: number, beats: number): number {
  let zoom = 0
  while (pixelsPerBeat(width, beats, zoom) < USUAL_PIXELS_PER_BEAT && zoom < MAX_ZOOM) zoom++
  return zoom
}

/** Where the rows of keys begin, and how high one is. */
export function rowsOf(notes: RollNotes, height: number): { top: number; row: number } {
  const top = RULER + (notes.lines.length > 0 ? LINES : 0)
  return { top, row: (height - top) / (notes.highest - notes.lowest + 1) }
}

/** What is at a place of the canvas: the beat, and the key, which may be beyond those that are shown. */
export function placeAt(
  notes: RollNotes,
  view: RollView,
  x: number,
  y: number,
): { beat: number; key: number } {
  const { top, row } = rowsOf(notes, view.height)
  return {
    beat: Math.max(0, (view.left + x) / view.pixelsPerBeat),
    key: notes.highest - Math.floor((y - top) / row),
  }
}

/** Of how many bars one has its number, so that the numbers do not touch: a power of 2. */
export function barsANumber(pixelsPerBar: number): number {
  let bars = 1
  while (bars * pixelsPerBar < 40) bars *= 2
  return bars
}
