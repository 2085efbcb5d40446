import { type AudioHTMLAttributes, type RefAttributes, useRef, useState } from 'react'
import type { Voice } from '../lib/reading/reading'
import type { Preview } from './choosing/voice-choice'
import { addressOf } from './reading-address'

export type VoicePreview = {
  preview: Preview | undefined
  /** Plays the sentence in the voice, or ends it where it is the one that is heard. */
  toggle(voice: Voice, sentence: string): void
  /** For an audio element of its own. */
  audioProps: AudioHTMLAttributes<HTMLAudioElement> & RefAttributes<HTMLAudioElement>
}

/**
 * Previews of voices: the same sentence each time, so that it is synthesised once.
 *
 * @param onStart Told before it sounds, to make way for it.
 */
export function usePreview(onStart: () => void): VoicePreview {
  const audio = useRef<HTMLAudioElement>(null)
  const [preview, setPreview] = useState<Preview>()

  function end() {
    audio.current?.removeAttribute('src')
    audio.current?.load()
    setPreview(undefined)
  }

  function toggle(voice: Voice, sentence: string) {
    if (preview?.voiceId === voice.Id) {
      end()
      return
    }
    const path = addressOf({ text: sentence, textType: 'text', voiceId: voice.Id, lexiconNames: [] })
    if (!audio.current || path === undefined) return
    onStart()
    setPreview({ voiceId: voice.Id, state: 'waiting' })
    audio.current.src = path
    audio.current.play().catch((error: unknown) => {
      // Another preview took its place.
      if (error instanceof DOMException && error.name === 'AbortError') return
      console.warn('The voice could not be tried:', error)
      setPreview(undefined)
    })
  }

  return {
    preview,
    toggle,
    audioProps: {
      ref: audio,
      onPlaying: () => setPreview(now => now && { ...now, state: 'playing' }),
      onEnded: () => setPreview(undefined),
      onError: () => setPreview(undefined),
    },
  }
}
