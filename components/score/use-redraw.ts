import { type RefObject, useEffect, useEffectEvent, useState } from 'react'

type Size = { width: number; height: number }

/**
 * Has a canvas drawn anew, once a frame at most, where its frame is scrolled or
 * the colours or the pixels of the screen change.
 *
 * @returns The frame's inner size in CSS pixels, 0 until it is known: who uses it draws where it changes.
 */
export function useRedraw(frame: RefObject<HTMLElement | null>, draw: () => void): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  const drawNow = useEffectEvent(draw)

  useEffect(() => {
    const element = frame.current
    if (!element) return
    let pending = 0
    const drawSoon = () => {
      pending ||= requestAnimationFrame(() => {
        pending = 0
        drawNow()
      })
    }
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    )
    observer.observe(element)
    const leaving = new AbortController()
    const { signal } = leaving
    element.addEventListener('scroll', drawSoon, { signal, passive: true })
    // A window that is zoomed, or brought to another screen, is resized or has other pixels.
    addEventListener('resize', drawSoon, { signal })
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) {
      matchMedia(query).addEventListener('change', drawSoon, { signal })
    }
    return () => {
      observer.disconnect()
      leaving.abort()
      cancelAnimationFrame(pending)
    }
  }, [frame])

  return size
}
