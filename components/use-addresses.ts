import { useEffect, useRef } from 'react'
import type { Reading } from '../lib/reading/reading'
import { addressOf, PACKER, storeReading } from './reading-address'

/** Writing is let settle for so long before a long text is sent to be kept, in ms. */
const SETTLE_MS = 800
/** Of long readings, the last few addresses are remembered. */
const MAX_KEPT = 4

/**
 * Where readings are heard. Most addresses hold the reading itself and are known
 * at once, so that a click can play them, from a moment after the page on; a
 * longer text is sent ahead of the click, when it was let settle.
 *
 * @param reading On the page.
 * @returns The address of any reading; a promise of it (AddressError) where it is not known yet.
 */
export function useAddresses(reading: Reading | undefined): (asked: Reading) => string | Promise<string> {
  const kept = useRef(new Map<string, string | Promise<string>>())

  function stored(asked: Reading): string | Promise<string> {
    const key = JSON.stringify(asked)
    const known = kept.current.get(key)
    if (known !== undefined) return known
    const path = storeReading(asked, new AbortController().signal)
    kept.current.set(key, path)
    for (const oldest of kept.current.keys()) {
      if (kept.current.size > MAX_KEPT) kept.current.delete(oldest)
    }
    path.then(
      found => kept.current.set(key, found),
      // Whoever asked is told; the next one asks anew.
      () => kept.current.delete(key),
    )
    return path
  }

  const addresses = useRef((asked: Reading): string | Promise<string> => {
    const packed = addressOf(asked)
    if (typeof packed === 'object') return packed.then(path => path ?? stored(asked))
    return packed ?? stored(asked)
  })

  useEffect(PACKER.load, [])

  useEffect(() => {
    if (!reading) return
    const timer = setTimeout(async () => {
      try {
        await addresses.current(reading)
      } catch (error) {
        console.warn('The text could not be sent ahead:', error)
      }
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [reading])

  return addresses.current
}
