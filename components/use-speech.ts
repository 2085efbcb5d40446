import {
  type AudioHTMLAttributes,
  type RefAttributes,
  useCallback,
  useEffect,
  useReducer,
  useRef,
  useState,
} from 'react'
import { askWhy, NOT_ALLOWED } from './problem-answer'
import { AddressError } from './reading-address'
import { SILENT, type SpeechState, speechReducer } from './speech-state'

export type Speech = {
  state: SpeechState
  /** Whole seconds heard of the reading. */
  elapsedSeconds: number
  /** Starts a reading from its beginning; to be called in the click itself, or a phone refuses the sound. */
  start(path: string): void
  /** The same, once it is known where the reading is heard. */
  prepare(path: Promise<string>): void
  pause(): void
  resume(): void
  /** Ends it, up to the request behind it. */
  stop(): void
  /** For the one audio element, which stays the same from reading to reading. */
  audioProps: AudioHTMLAttributes<HTMLAudioElement> & RefAttributes<HTMLAudioElement>
}

/** One audio element, what it is doing, and what went wrong where it does nothing. */
export function useSpeech(): Speech {
  const audio = useRef<HTMLAudioElement>(null)
  const [state, dispatch] = useReducer(speechReducer, SILENT)
  /** The address that is waited for, if any. */
  const preparing = useRef<Promise<string>>(undefined)
  const [elapsedSeconds, setElapsedSeconds] = useState(0)

  const play = useCallback(() => {
    audio.current?.play().catch((error: unknown) => {
      // Whatever else keeps it from playing is told by an event of the element: error, pause or emptied.
      if (error instanceof DOMException && error.name === 'NotAllowedError') {
        dispatch({ type: 'troubled', trouble: NOT_ALLOWED })
      }
    })
  }, [])

  const begin = useCallback(
    (path: string, retries: number) => {
      if (!audio.current) return
      preparing.current = undefined
      audio.current.src = path
      play()
      setElapsedSeconds(0)
      dispatch({ type: 'started', path, retries })
    },
    [play],
  )

  function prepare(path: Promise<string>) {
    preparing.current = path
    dispatch({ type: 'started', path: '', retries: 0 })
    path.then(
      known => preparing.current === path && begin(known, 0),
      (error: unknown) => {
        if (preparing.current !== path) return
        if (!(error instanceof AddressError)) throw error
        dispatch({ type: 'troubled', trouble: error.trouble })
      },
    )
  }

  function stop() {
    preparing.current = undefined
    // Without a source the element lets go of its request at once.
    audio.current?.removeAttribute('src')
    audio.current?.load()
    setElapsedSeconds(0)
    dispatch({ type: 'stopped' })
  }

  useEffect(() => {
    if (state.phase !== 'asking') return
    const leaving = new AbortController()
    askWhy(state.path, state.heard, leaving.signal).then(
      trouble => dispatch({ type: 'troubled', trouble }),
      (error: unknown) => {
        // Aborted: the listener went on to something else.
        if (!leaving.signal.aborted) throw error
      },
    )
    return () => leaving.abort()
  }, [state])

  useEffect(() => {
    if (state.phase !== 'retrying') return
    const { secondsLeft, path, retries } = state
    const timer = setTimeout(() => {
      if (secondsLeft > 1) dispatch({ type: 'second-passed' })
      else begin(path, retries + 1)
    }, 1000)
    return () => clearTimeout(timer)
  }, [state, begin])

  useEffect(() => {
    const tellOnline = () => dispatch({ type: 'online' })
    addEventListener('online', tellOnline)
    return () => removeEventListener('online', tellOnline)
  }, [])

  return {
    state,
    elapsedSeconds,
    start: path => begin(path, 0),
    prepare,
    pause: () => audio.current?.pause(),
    resume: play,
    stop,
    audioProps: {
      ref: audio,
      onPlay: () => dispatch({ type: 'resumed' }),
      onPlaying: () => dispatch({ type: 'sounding' }),
      onWaiting: () => dispatch({ type: 'starved' }),
      // At its end an element pauses first, then tells that it has ended.
      onPause: event => event.currentTarget.ended || dispatch({ type: 'paused' }),
      onEnded: () => dispatch({ type: 'ended' }),
      onError: () => dispatch({ type: 'broken' }),
      onTimeUpdate: event => setElapsedSeconds(Math.floor(event.currentTarget.currentTime)),
    },
  }
}
