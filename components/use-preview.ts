import {
  type AudioHTMLAttributes,
  type RefAttributes,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react'
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
 * @param isHeard Whether a reading is, or is about to be: a preview makes way for it.
 * @param onStart Told before it sounds, to make way for it.
 */
export function usePreview(isHeard: boolean, onStart: () => void): VoicePreview {
  const audio = useRef<HTMLAudioElement>(null)
  const [preview, setPreview] = useState<Preview>()
  /** Id of the voice that was asked for last. */
  const asked = useRef<string>(undefined)

  function end() {
    asked.current = undefined
    audio.current?.removeAttribute('src')
    audio.current?.load()
    setPreview(undefined)
  }

  const endNow = useEffectEvent(end)
  useEffect(() => {
    if (isHeard) endNow()
  }, [isHeard])

  function toggle(voice: Voice, sentence: string) {
    if (preview?.voiceId === voice.Id && preview.state !== 'failed') {
      end()
      return
    }
    const path = addressOf({ text: sentence, textType: 'text', voiceId: voice.Id, lexiconNames: [] })
    if (path === undefined) return
    onStart()
    asked.current = voice.Id
    setPreview({ voiceId: voice.Id, state: 'waiting' })
    if (typeof path === 'string') return play(path)
    path.then(known => known !== undefined && asked.current === voice.Id && play(known), giveUp)
  }

  /** In the click itself, or a phone refuses the sound. */
  function play(path: string) {
    if (!audio.current) return
    audio.current.src = path
    audio.current.play().catch((error: unknown) => {
      // Another preview took its place.
      if (!(error instanceof DOMException && error.name === 'AbortError')) giveUp(error)
    })
  }

  function giveUp(error: unknown) {
    console.warn('The voice could not be tried:', error)
    fail()
  }

  function fail() {
    setPreview(now => now && { ...now, state: 'failed' })
  }

  return {
    preview,
    toggle,
    audioProps: {
      ref: audio,
      onPlaying: () => setPreview(now => now && { ...now, state: 'playing' }),
      onEnded: () => setPreview(undefined),
      onError: fail,
    },
  }
}
