import type { RollPaint } from './draw-roll'
import { lookOf } from './track-look'

/**
 * The colours of the page as they are just now: the canvas bears them as its own
 * style, where the browser has chosen between light and dark.
 *
 * @param strengths Of each track, 0 to 1.
 */
export function paintOf(canvas: HTMLCanvasElement, strengths: readonly number[]): RollPaint {
  const style = getComputedStyle(canvas)
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches
  return {
    surface: style.backgroundColor,
    line: style.borderTopColor,
    muted: style.color,
    shade: style.outlineColor,
    font: style.fontFamily,
    tracks: strengths.map((strength, track) => {
      const { light, dark, pattern } = lookOf(track)
      return { colour: isDark ? dark : light, pattern, strength }
    }),
  }
}
