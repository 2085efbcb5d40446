import { type RefObject, useEffect, useEffectEvent } from 'react'
import { positionStateOf } from './media-session'
import { LEAP_SECONDS } from './shortcuts'

/** Asked for by media keys, a headset, a lock screen. */
export type MediaControls = {
  play(): void
  pause(): void
  stop(): void
  /** By sentences. */
  onStep(by: 1 | -1): void
  /** By s of the audio, negative for back. */
  onLeap(bySeconds: number): void
  /** To a place in the audio, in s. */
  onSeek(seconds: number): void
}

type Options = {
  audio: RefObject<HTMLAudioElement | null>
  /** Of what is heard. */
  title: string
  voiceName: string
  controls: MediaControls
}

const ARTWORK = [{ src: '/apple-icon.png', sizes: '180x180', type: 'image/png' }]

/** When the position runs on otherwise than was told last. */
const TURNS = ['playing', 'pause', 'seeked', 'ratechange', 'durationchange', 'emptied']

type Answer = (controls: MediaControls, details: MediaSessionActionDetails) => void

const ANSWERS = {
  play: controls => controls.play(),
  pause: controls => controls.pause(),
  stop: controls => controls.stop(),
  previoustrack: controls => controls.onStep(-1),
  nexttrack: controls => controls.onStep(1),
  seekbackward: (controls, { seekOffset }) => controls.onLeap(-(seekOffset ?? LEAP_SECONDS)),
  seekforward: (controls, { seekOffset }) => controls.onLeap(seekOffset ?? LEAP_SECONDS),
  seekto(controls, { seekTime }) {
    if (seekTime !== undefined) controls.onSeek(seekTime)
  },
} satisfies Partial<Record<MediaSessionAction, Answer>>

type Action = keyof typeof ANSWERS

const ACTIONS = Object.keys(ANSWERS) as Action[]

/**
 * Tells the device what is heard, and does what its media keys ask for (W3C Media
 * Session). Only while something is: else the media keys are left to others.
 */
export function useMediaSession({ audio, title, voiceName, controls }: Options): void {
  const ask = useEffectEvent((action: Action, details: MediaSessionActionDetails) => {
    ANSWERS[action](controls, details)
  })

  useEffect(() => {
    if (!('mediaSession' in navigator)) return
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: voiceName, artwork: ARTWORK })
    return () => {
      navigator.mediaSession.metadata = null
    }
  }, [title, voiceName])

  useEffect(() => {
    const player = audio.current
    if (!('mediaSession' in navigator) || !player) return
    const session = navigator.mediaSession
    const answered = ACTIONS.filter(action => setHandler(session, action, details => ask(action, details)))
    const tell = () => {
      session.playbackState = player.paused ? 'paused' : 'playing'
      // Without a state the device shows no position, rather than a wrong one.
      session.setPositionState?.(positionStateOf(player))
    }
    for (const type of TURNS) player.addEventListener(type, tell)
    tell()
    return () => {
      for (const type of TURNS) player.removeEventListener(type, tell)
      for (const action of answered) session.setActionHandler(action, null)
      session.setPositionState?.()
      session.playbackState = 'none'
    }
  }, [audio])
}

/** @returns Whether this browser knows the action: one that does not throws a TypeError. */
function setHandler(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler,
): boolean {
  try {
    session.setActionHandler(action, handler)
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
