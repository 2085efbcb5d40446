import type { Engine, Voice } from '../../lib/reading/reading'

/** A preview that was asked for: `waiting` until it sounds, `failed` where it did not. */
export type Preview = { voiceId: string; state: 'waiting' | 'playing' | 'failed' }

export type VoiceChooserProps = {
  voices: readonly Voice[]
  voice: Voice | undefined
  engine: Engine | undefined
  /** Primary tag of the text's language. */
  suggested?: string | undefined
  /** Ids of voices. */
  favourites: readonly string[]
  preview?: Preview | undefined
  /** A voice was chosen, or another engine for it; without one, the voice's default is meant. */
  onChoose(voice: Voice, engine?: Engine): void
  /** A voice is to be heard with this sentence; the one that is heard, to end. */
  onPreview(voice: Voice, sentence: string): void
  onFavourite(voice: Voice): void
}
