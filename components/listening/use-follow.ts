import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

export type Follow = {
  /** Whether the text scrolls along with the voice; the reader's own scrolling ends it. */
  isFollowing: boolean
  /** Scrolls along again, from where the voice is. */
  resume(): void
  /** Tells where the voice is, and brings it into view while scrolling along. Stays the same. */
  show(range: Range): void
}

/** Keys that scroll what has the focus. */
const SCROLL_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' '])

/**
 * Scrolls with the voice, and yields to whoever scrolls: by wheel, finger, key
 * or scroll bar. Not told by the event `scroll`, which is the same whoever
 * causes it, and comes also where the layout changes above.
 *
 * @param view What scrolls.
 */
export function useFollow(view: RefObject<HTMLElement | null>): Follow {
  const [isFollowing, setFollowing] = useState(true)
  const follows = useRef(true)
  const voice = useRef<Range>(undefined)

  const set = useCallback((value: boolean) => {
    follows.current = value
    setFollowing(value)
  }, [])

  useEffect(() => {
    const container = view.current
    if (!container) return
    const leaving = new AbortController()
    const yieldTo = () => {
      if (container.scrollHeight > container.clientHeight) set(false)
    }
    const options = { passive: true, signal: leaving.signal }
    container.addEventListener('wheel', event => event.deltaY !== 0 && !event.ctrlKey && yieldTo(), options)
    container.addEventListener('touchmove', event => event.touches.length === 1 && yieldTo(), options)
    container.addEventListener('pointerdown', event => isOnScrollBar(container, event) && yieldTo(), options)
    // Somebody goes from link to link.
    container.addEventListener('focusin', event => event.target !== container && yieldTo(), options)
    container.addEventListener(
      'keydown',
      event => {
        // A shortcut of the page may take the key after this.
        if (SCROLL_KEYS.has(event.key)) setTimeout(() => event.defaultPrevented || yieldTo())
      },
      options,
    )
    return () => leaving.abort()
  }, [view, set])

  const show = useCallback(
    (range: Range) => {
      voice.current = range
      if (follows.current && view.current) bringIntoView(view.current, range)
    },
    [view],
  )

  return {
    isFollowing,
    resume() {
      set(true)
      if (voice.current) show(voice.current)
    },
    show,
  }
}

/** Beside what is shown, on either side. */
function isOnScrollBar(container: HTMLElement, { clientX, target }: PointerEvent): boolean {
  const left = container.getBoundingClientRect().left + container.clientLeft
  return target === container && (clientX < left || clientX >= left + container.clientWidth)
}

/**
 * Scrolls a range to the upper third, where eyes rest, unless it lies well in
 * view already. Heights out of view are estimates, so that a long way is gone
 * again from where it led to.
 */
function bringIntoView(container: HTMLElement, range: Range, attemptsLeft = 3): void {
  const frame = container.getBoundingClientRect()
  const place = range.getBoundingClientRect()
  const margin = container.scrollTop === 0 ? 0 : frame.height * 0.08
  if (place.top >= frame.top + margin && place.bottom <= frame.top + frame.height * 0.75) return
  const way = place.top - frame.top - frame.height / 3
  const isFar = Math.abs(way) > frame.height * 1.5
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
  container.scrollBy({ top: way, behavior: isFar || isCalm ? 'instant' : 'smooth' })
  if (isFar && attemptsLeft > 0)
    requestAnimationFrame(() => bringIntoView(container, range, attemptsLeft - 1))
}
