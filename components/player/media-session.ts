/** What the lock screen and the media keys are told, and what they ask for. */

/** Letters of a title, in grapheme clusters. */
const MAX_TITLE = 60

/** Its first line that is not empty; so many code points are more than a title, however many marks its letters bear. */
const FIRST_LINE = /\S[^\n]{0,2000}/u

/** A title for a text without one: its first words, cut between words and never within a letter. */
export function titleOf(text: string): string {
  const line = (FIRST_LINE.exec(text)?.[0] ?? '').trim().replace(/\s+/g, ' ')
  const end = endOfLetters(line, MAX_TITLE)
  if (end === undefined) return line
  // A language without spaces is cut between letters.
  const space = line.lastIndexOf(' ', end)
  return `${line.slice(0, space > end / 2 ? space : end).trimEnd()}…`
}

/** Where so many letters end, or undefined where there are no more than that. */
function endOfLetters(text: string, count: number): number | undefined {
  let passed = 0
  for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (passed++ === count) return index
  }
  return undefined
}

/**
 * Position and length for `MediaSession.setPositionState`, which throws for what
 * is not finite or past the end; undefined where the length is not known.
 */
export function positionStateOf(
  audio: Pick<HTMLMediaElement, 'duration' | 'currentTime' | 'playbackRate'>,
): MediaPositionState | undefined {
  const { duration, currentTime, playbackRate } = audio
  if (!Number.isFinite(duration) || duration <= 0 || !(playbackRate > 0)) return undefined
  return { duration, playbackRate, position: Math.min(duration, Math.max(0, currentTime)) }
}
