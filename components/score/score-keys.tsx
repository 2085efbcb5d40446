import type { RefObject } from 'react'
import { type MediaControls, useMediaSession } from '../player/use-media-session'

type Props = {
  audio: RefObject<HTMLAudioElement | null>
  /** Of the song that is heard. */
  title: string
  controls: MediaControls
}

/** The song that is heard, on the lock screen; nothing on the page. */
export function ScoreKeys({ audio, title, controls }: Props) {
  useMediaSession({ audio, title, voiceName: '', controls })
  return null
}
