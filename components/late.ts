import { useEffect, useSyncExternalStore } from 'react'

/** A part of the page that is loaded when it is wanted, once for all who want it. */
export type Late<Part> = {
  /** The same object until something changes. */
  state(): LateState<Part>
  subscribe(listener: () => void): () => void
  /** Loads it, unless it is there or on its way; what failed is tried again. */
  load(): void
  /** The same, for who waits for it. @throws What kept it from being loaded. */
  loaded(): Promise<Part>
}

/** `part` is there once it is loaded; `hasFailed` until it is asked for again. */
export type LateState<Part> = { readonly part?: Part; readonly hasFailed: boolean }

const WAITING = { hasFailed: false } as const
const FAILED = { hasFailed: true } as const

export function late<Part>(load: () => Promise<Part>): Late<Part> {
  let state: LateState<Part> = WAITING
  let flight: Promise<Part> | undefined
  const listeners = new Set<() => void>()

  function tell(next: LateState<Part>): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function fly(): Promise<Part> {
    tell(WAITING)
    try {
      const part = await load()
      tell({ part, hasFailed: false })
      return part
    } catch (error) {
      console.warn('A part of the page could not be loaded:', error)
      flight = undefined
      tell(FAILED)
      throw error
    }
  }

  function loaded(): Promise<Part> {
    flight ??= fly()
    return flight
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    // Whether it failed is told by the state.
    load: () => void loaded().catch(() => undefined),
    loaded,
  }
}

/** @param isWanted Whether it is to be loaded by now. */
export function useLate<Part>(part: Late<Part>, isWanted: boolean): LateState<Part> {
  const state = useSyncExternalStore(part.subscribe, part.state, part.state)
  useEffect(() => {
    if (isWanted) part.load()
  }, [part, isWanted])
  return state
}

/** For a control that opens it: by the time it is pressed, it was pointed at or had the focus. */
export function loadedAhead({ load }: Late<unknown>): { onPointerEnter(): void; onFocus(): void } {
  return { onPointerEnter: load, onFocus: load }
}
