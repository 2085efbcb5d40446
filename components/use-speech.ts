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
import { late } from './late'
import { askWhy, NOT_ALLOWED, unansweredTrouble } from './problem-answer'
import { AddressError } from './reading-address'
import { BROKE_OFF, MAX_RETRIES, SILENT, type SpeechState, speechReducer, type Trouble } from './speech-state'
import { whenIdle } from './when-idle'

/**
 * A sound breaks off in a browser's buffer before what was sent of it is heard:
 * up to 32 KiB that Chromium reads at once, and two seconds that it has decoded.
 */
export const BREAK_BYTES = 64 * 1024

const ASK_ON = late(async () => (await import('./ask-on')).askOn)

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
  reload(seconds: number, retries?: number): void
  /** Ends it, up to the request behind it. */
  stop(): void
  /** The one audio element. */
  audio: RefObject<HTMLAudioElement | null>
  /** For the one audio element, which stays the same from reading to reading. */
  audioProps: AudioHTMLAttributes<HTMLAudioElement> & RefAttributes<HTMLAudioElement>
}

/** How a reading goes on that broke off. */
export type Resumption = {
  /** Where, in whatever measure: the same for two breaks where nothing was won between them. */
  place: number
  /** Of the sound from there. */
  path(): string | Promise<string>
  /** So many bytes of it are sure to lie beyond the break. */
  bytes: number
}

type Options = {
  resumption(): Resumption
  /** Starts the reading again where it was, after so many attempts. */
  onRetry(retries: number): void
}

/** One audio element, what it is doing, and what went wrong where it does nothing. */
export function useSpeech({ resumption, onRetry }: Options): Speech {
  const audio = useRef<HTMLAudioElement>(null)
  const [state, dispatch] = useReducer(speechReducer, SILENT)
  const retry = useEffectEvent(onRetry)
  const resumptionNow = useEffectEvent(resumption)
  /** Where it broke off the last time. */
  const brokeAt = useRef<number>(undefined)
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

  // While there is a connection: it is of use when that breaks.
  useEffect(() => whenIdle(ASK_ON.load), [])

  useEffect(() => {
    if (state.phase !== 'asking') return
    const leaving = new AbortController()
    const { path, retries, heard } = state
    const { signal } = leaving
    const asked = resumptionNow()
    const why = heard ? askForRest(asked, signal) : askWhy(path, signal)
    why.then(
      trouble => {
        if (signal.aborted) return
        if (!trouble && retries < MAX_RETRIES) retry(retries + 1)
        else dispatch({ type: 'troubled', trouble: trouble ?? BROKE_OFF })
      },
      (error: unknown) => {
        // Aborted: the listener went on to something else.
        if (!leaving.signal.aborted) throw error
      },
    )
    return () => leaving.abort()
  }, [state])

  useEffect(() => {
    if (state.phase !== 'retrying') return
    const { secondsLeft, retries, heard } = state
    const timer = setTimeout(() => {
      if (secondsLeft > 1 || heard) dispatch({ type: 'second-passed' })
      else retry(retries + 1)
    }, 1000)
    return () => clearTimeout(timer)
  }, [state])

  useEffect(() => {
    if (state.phase !== 'offline') return
    const { retries, heard } = state
    const goOn = () => (heard ? dispatch({ type: 'online' }) : retry(retries))
    // Since the server was asked, it may be over.
    if (navigator.onLine) goOn()
    addEventListener('online', goOn)
    return () => removeEventListener('online', goOn)
  }, [state])

  function seek(seconds: number) {
    if (!audio.current) return
    audio.current.currentTime = seconds
    if (state.phase === 'ended') play()
  }

  function reload(seconds: number, retries = 0) {
    if (!audio.current || !('path' in state)) return
    begin(state.path, retries)
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
      onError: () => {
        const { place } = resumption()
        dispatch({ type: 'broken', isFurther: place !== brokeAt.current })
        brokeAt.current = place
      },
    },
  }
}

/** What keeps a sound that broke off from going on, if anything does. */
async function askForRest({ path, bytes }: Resumption, signal: AbortSignal): Promise<Trouble | undefined> {
  // Why it could not be loaded is told on the console.
  const askOn = await ASK_ON.loaded().catch(() => undefined)
  return askOn ? askOn(path(), bytes, signal) : unansweredTrouble()
}
