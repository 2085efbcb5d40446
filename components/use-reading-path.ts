import { useEffect, useMemo, useRef, useState } from 'react'
import type { Reading } from '../lib/reading/reading'
import { addressOf, storeReading } from './reading-address'

/** Writing is let settle for so long before a long text is sent to be kept, in ms. */
const SETTLE_MS = 800

export type ReadingPath = {
  /** Where the reading is heard, as soon as that is known. */
  path: string | undefined
  /** The same, asked for now if need be. @throws AddressError */
  ask(): Promise<string>
}

/**
 * The address of a reading. Most hold the reading itself and are known at once,
 * so that a click can play them; a longer text is sent ahead of the click, when it was let settle.
 */
export function useReadingPath(reading: Reading | undefined): ReadingPath {
  const packed = useMemo(() => reading && addressOf(reading), [reading])
  const [stored, setStored] = useState<{ reading: Reading; path: string }>()
  const asking = useRef<{ reading: Reading; path: Promise<string>; leave(): void }>(undefined)

  function ask(): Promise<string> {
    if (packed) return Promise.resolve(packed)
    if (!reading) return Promise.reject(new Error('There is no reading to ask the address of'))
    if (asking.current?.reading === reading) return asking.current.path
    asking.current?.leave()
    const leaving = new AbortController()
    const path = storeReading(reading, leaving.signal)
    asking.current = { reading, path, leave: () => leaving.abort() }
    path.then(
      known => setStored({ reading, path: known }),
      () => {
        // Whoever asked is told; the next one asks anew.
        if (asking.current?.path === path) asking.current = undefined
      },
    )
    return path
  }

  const askAhead = useRef(ask)
  askAhead.current = ask
  useEffect(() => {
    if (packed || !reading) return
    const timer = setTimeout(() => askAhead.current().catch(() => undefined), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [packed, reading])

  return { path: packed ?? (stored?.reading === reading ? stored?.path : undefined), ask }
}
