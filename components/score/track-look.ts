/** How a note of a track is filled, for eyes that do not tell its colour from another. */
export type Pattern = 'solid' | 'hollow' | 'striped' | 'cored'

export type TrackLook = { light: string; dark: string; pattern: Pattern }

/**
 * Colours of tracks, on the light and the dark surface: each at 3 : 1 or more
 * (WCAG 2.2, 1.4.11), neighbours apart in lightness as well as in hue.
 */
const COLOURS = [
  { light: '#0b5fa5', dark: '#6fb1f0' },
  { light: '#c4500a', dark: '#ffa566' },
  { light: '#0a6b52', dark: '#5fd3a8' },
  { light: '#a8418a', dark: '#f29bd0' },
  { light: '#8a6a00', dark: '#e3c358' },
  { light: '#6a4fc0', dark: '#b9a6ff' },
  { light: '#4d514a', dark: '#d0d2ca' },
  { light: '#1f85a3', dark: '#7fd6ea' },
] as const

const PATTERNS: readonly Pattern[] = ['solid', 'hollow', 'striped', 'cored']

/** The look of a track: the eighth after the next has the same colour again, in another pattern. */
export function lookOf(track: number): TrackLook {
  const round = Math.floor(track / COLOURS.length)
  const colour = COLOURS[track % COLOURS.length] ?? COLOURS[0]
  return { ...colour, pattern: PATTERNS[(track + round) % PATTERNS.length] ?? 'solid' }
}
