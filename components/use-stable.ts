import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function for good, which does what the latest one does: for handlers of things that are costly to draw. */
export function useStable<A extends unknown[]>(handler: (...args: A) => void): (...args: A) => void {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
