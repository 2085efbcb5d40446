import { type RefObject, useMemo } from 'react'
import type { Document } from '../../lib/document/document'
import { titleOf } from './media-session'
import { type MediaControls, useMediaSession } from './use-media-session'

type Props = {
  audio: RefObject<HTMLAudioElement | null>
  /** What is heard. */
  document: Document
  voiceName: string
  controls: MediaControls
}

/** What is heard, on the lock screen; nothing on the page. */
export function MediaKeys({ audio, document, voiceName, controls }: Props) {
  const title = useMemo(() => document.title ?? titleOf(document.text), [document])
  useMediaSession({ audio, title, voiceName, controls })
  return null
}
