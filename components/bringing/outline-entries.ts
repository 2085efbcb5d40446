import type { OutlineEntry } from '../../lib/document/document'

/** @returns The index of the chapter that an offset of the text is in; -1 before the first. */
export function chapterAt(entries: readonly OutlineEntry[], offset: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * How deep each heading lies, from 0: a level that is left out counts for nothing,
 * so that h1, h3, h3 is 0, 1, 1.
 */
export function depthsOf(entries: readonly OutlineEntry[]): number[] {
  const above: number[] = []
  return entries.map(({ level }) => {
    while ((above.at(-1) ?? 0) >= level) above.pop()
    above.push(level)
    return above.length - 1
  })
}
