import { useEffect, useState } from 'react'
import type { SsmlTrouble } from '../../lib/reading/ssml-check'
import type { SsmlEngine } from '../../lib/ssml/rules'
import { whenIdle } from '../when-idle'
import { worstFirst } from './trouble-order'

/** Writing is let settle for so long before it is checked, in ms. */
const SETTLE_MS = 250

const NONE: readonly SsmlTrouble[] = []

/**
 * What would be refused of a text that is being written, the worst first: checked
 * when the writing pauses and the page has time. The checks are loaded with the
 * first text.
 *
 * @param text Absent: there is nothing to check, and nothing is loaded.
 */
export function useSsmlTroubles(text: string | undefined, engine: SsmlEngine): readonly SsmlTrouble[] {
  const [troubles, setTroubles] = useState(NONE)

  useEffect(() => {
    if (text === undefined) {
      setTroubles(NONE)
      return
    }
    let isStale = false
    let forget: (() => void) | undefined
    async function check(written: string) {
      try {
        const { checkSsml } = await import('../../lib/reading/ssml-check')
        if (isStale) return
        forget = whenIdle(() => setTroubles(worstFirst(checkSsml(written, engine))))
      } catch (error) {
        // The service checks as well, and says why when it is played.
        console.warn('The SSML cannot be checked:', error)
      }
    }
    const timer = setTimeout(() => void check(text), SETTLE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
      forget?.()
    }
  }, [text, engine])

  return troubles
}
