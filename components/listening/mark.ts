import { blockOf } from './text-map'
import type { Spoken } from './timeline-index'

/** What shows a stretch of the text as spoken. */
export type Mark = {
  /**
   * Moves it to another stretch, or takes it away.
   *
   * @param place Puts a range around the stretch, and tells whether any of it is shown.
   * @returns The range where it moved to what is shown; undefined where nothing changed or is shown.
   */
  move(spoken: Spoken | undefined, place: (range: Range, spoken: Spoken) => boolean): Range | undefined
  remove(): void
}

/**
 * A highlight of the page (CSS Custom Highlight API), drawn by the rule
 * `::highlight(name)`: no element is touched.
 *
 * @param priority Of two that overlap, the higher is drawn above.
 * @returns Undefined where the browser has none.
 */
export function createHighlight(name: string, priority: number): Mark | undefined {
  if (typeof Highlight === 'undefined') return undefined
  const highlight = new Highlight()
  highlight.priority = priority
  CSS.highlights.set(name, highlight)
  return createMark({
    // One whose range moves is painted anew only where the range is taken out and put in.
    show: range => highlight.add(range),
    hide: () => highlight.clear(),
    remove: () => CSS.highlights.delete(name),
  })
}

/** Where there are no highlights: the attribute `data-spoken` of the block in which the stretch begins. */
export function createTint(): Mark {
  let block: HTMLElement | undefined
  const hide = () => block?.removeAttribute('data-spoken')
  return createMark({
    show(range) {
      block = blockOf(range.startContainer)
      block?.setAttribute('data-spoken', '')
    },
    hide,
    remove: hide,
  })
}

type Pen = { show(range: Range): void; hide(): void; remove(): void }

function createMark({ show, hide, remove }: Pen): Mark {
  const range = new Range()
  let here: Spoken | undefined
  return {
    move(spoken, place) {
      if (spoken === here) return undefined
      here = spoken
      hide()
      if (!spoken || !place(range, spoken)) return undefined
      show(range)
      return range
    },
    remove,
  }
}
