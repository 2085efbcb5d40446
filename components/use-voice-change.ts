import { useEffect, useRef } from 'react'
import { intentOf, isUnderWay } from './speech-state'
import type { Listening, Readable } from './use-listening'
import type { Speech } from './use-speech'

type Options = {
  listening: Listening
  /** What is to be heard, in the voice that is chosen; undefined while nothing can be. */
  readable: Readable | undefined
  /** Ends the listening and keeps the place. */
  onEnd(): void
}

/**
 * Another voice goes on where the last one was: at once where that one is heard,
 * or makes way for a preview; with the next Play where the listener had it pause.
 *
 * @returns Makes way for a preview.
 */
export function useVoiceChange(speech: Speech, { listening, readable, onEnd }: Options): () => void {
  const { state } = speech
  const { session } = listening
  /** Whether it is paused for a preview, and not by the listener. */
  const makesWay = useRef(false)

  useEffect(() => {
    if (state.phase === 'playing') makesWay.current = false
  }, [state.phase])

  const chosen = readable && voiceOf(readable)
  useEffect(() => {
    if (!session || !readable || voiceOf(session) === chosen) return
    const goesOn = isUnderWay(state) && (state.phase !== 'paused' || makesWay.current)
    if (goesOn) listening.begin(readable, listening.position())
    else onEnd()
  }, [chosen])

  return () => {
    if (intentOf(state, undefined) === 'pause') makesWay.current = true
    speech.pause()
  }
}

function voiceOf({ reading: { voiceId, engine } }: Readable): string {
  return `${voiceId} ${engine}`
}
