import {
  type AudioHTMLAttributes,
  type RefAttributes,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useReducer,
  useRef,
} from 'react'
import { askWhy, NOT_ALLOWED } from './problem-answer'
import { AddressError } from './reading-address'
import { SILENT, type SpeechState, speechReducer } from './speech-state'

export type Speech = {
  state: SpeechState
  /** Starts a reading from its beginning; to be called in the click itself, or a phone refuses the sound. */
  start(path: string, retries?: number): void
  /** The same, once it is known where the reading is heard. */
  prepare(path: Promise<string>, retries?: number): void
  pause(): void
  resume(): void
  /** Goes to a time of the audio, in s, and on from there if it was played to its end. */
  seek(seconds: number): void
  /** Loads the same audio anew at that time: what grew when it was loaded can be moved in once it is whole. */
  reload(seconds: number): void
  /** Ends it, up to the request behind it. */
  stop(): void
  /** The one audio element. */
  audio: RefObject<HTMLAudioElement | null>
  /** For the one audio element, which stays the same from reading to reading. */
  audioProps: AudioHTMLAttributes<HTMLAudioElement> & RefAttributes<HTMLAudioElement>
}

/**
 * One audio element, what it is doing, and what went wrong where it does nothing.
 *
 * @param onRetry Starts the reading again where it was, after so many attempts.
 */
export function useSpeech(onRetry: (retries: number) => void): Speech {
  const audio = useRef<HTMLAudioElement>(null)
  const [state, dispatch] = useReducer(speechReducer, SILENT)
  const retry = useEffectEvent(onRetry)
  /** The address that is waited for, if any. */
  const preparing = useRef<Promise<string>>(undefined)

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
      dispatch({ type: 'started', path, retries })
    },
    [play],
  )

  function prepare(path: Promise<string>, retries = 0) {
    preparing.current = path
    dispatch({ type: 'started', path: '', retries })
    path.then(
      known => preparing.current === path && begin(known, retries),
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
    const { secondsLeft, retries } = state
    const timer = setTimeout(() => {
      if (secondsLeft > 1) dispatch({ type: 'second-passed' })
      else retry(retries + 1)
    }, 1000)
    return () => clearTimeout(timer)
  }, [state])

  useEffect(() => {
    const tellOnline = () => dispatch({ type: 'online' })
    addEventListener('online', tellOnline)
    return () => removeEventListener('online', tellOnline)
  }, [])

  function seek(seconds: number) {
    if (!audio.current) return
    audio.current.currentTime = seconds
    if (state.phase === 'ended') play()
  }

  function reload(seconds: number) {
    if (!audio.current || !('path' in state)) return
    begin(state.path, state.retries)
    // Before anything is loaded it is where the audio begins (HTML, default playback start position).
    audio.current.currentTime = seconds
  }

  return {
    state,
    audio,
    seek,
    reload,
    start: (path, retries = 0) => begin(path, retries),
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
    },
  }
}
