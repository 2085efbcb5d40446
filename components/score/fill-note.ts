import type { Pattern } from './track-look'

/** Of stripes, in CSS pixels. */
const STRIPE = 2
const GAP = 2
/** What lies under a pattern that is not filled. */
const TINT = 0.22

/** What is drawn on: the part of a 2D canvas that notes need. */
export type Brush = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'globalAlpha' | 'fillRect' | 'strokeRect'
>

/**
 * Fills the rectangle of a note, in CSS pixels. One that is too small for its
 * pattern is solid.
 *
 * @param core The colour within a cored note.
 */
export function fillNote(
  brush: Brush,
  pattern: Pattern,
  [x, y, width, height]: readonly [number, number, number, number],
  core: string,
): void {
  if (width < 4 || height < 3 || pattern === 'solid') {
    brush.fillRect(x, y, width, height)
    return
  }
  const { globalAlpha, fillStyle } = brush
  if (pattern === 'cored') {
    brush.fillRect(x, y, width, height)
    brush.fillStyle = core
    brush.fillRect(x + 1, y + Math.floor((height - 1) / 2), width - 2, Math.max(1, Math.floor(height / 4)))
    brush.fillStyle = fillStyle
    return
  }
  brush.globalAlpha = globalAlpha * TINT
  brush.fillRect(x, y, width, height)
  brush.globalAlpha = globalAlpha
  if (pattern === 'hollow') {
    brush.strokeStyle = fillStyle
    brush.lineWidth = 1
    brush.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
    return
  }
  for (let at = 0; at < width; at += STRIPE + GAP) {
    brush.fillRect(x + at, y, Math.min(STRIPE, width - at), height)
  }
}
