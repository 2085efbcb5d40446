import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { loadPosition, positionKey, savePosition } from './player/positions'
import type { SpeechState } from './speech-state'
import type { Listening } from './use-listening'
import type { Speech } from './use-speech'

export type Position = {
  /** Where the voice is, as an offset of the text: told a few times a minute. */
  offset: number
  /** Where a text was left off. */
  of(text: string): number
  /** Keeps where the voice is now. */
  keep(): void
}

const KEPT_PHASES: ReadonlySet<SpeechState['phase']> = new Set(['playing', 'paused', 'asking', 'ended'])
/** It is kept so often while a text is heard, in ms. */
const KEEP_MS = 2000

/** Keeps the place in each text from visit to visit. */
export function usePosition(listening: Listening, { state }: Speech): Position {
  const [offset, setOffset] = useState(0)
  const { session } = listening
  const text = session?.document.text
  const key = useRef<{ text: string; key: string }>(undefined)

  function keyOf(asked: string): string {
    if (key.current?.text !== asked) key.current = { text: asked, key: positionKey(asked) }
    return key.current.key
  }

  function keep() {
    if (text === undefined) return
    // A text that was heard to its end begins anew.
    savePosition(keyOf(text), state.phase === 'ended' ? 0 : listening.position())
  }

  const keepNow = useEffectEvent(() => {
    setOffset(listening.position())
    keep()
  })
  const { phase } = state
  useEffect(() => {
    if (text === undefined || !KEPT_PHASES.has(phase)) return
    const listener = () => keepNow()
    listener()
    const timer = phase === 'playing' ? setInterval(listener, KEEP_MS) : undefined
    addEventListener('pagehide', listener)
    return () => {
      clearInterval(timer)
      removeEventListener('pagehide', listener)
    }
  }, [text, phase])

  return { offset, of: asked => loadPosition(keyOf(asked)), keep }
}
