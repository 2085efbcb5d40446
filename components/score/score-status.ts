import type { SpeechState } from '../speech-state'
import { type Status, statusOf } from '../status'
import { type RenderState, wordsOfState } from './use-render-state'

/** What there is to say of the song that is heard. @param server What the server does while its sound is waited for. */
export function statusOfScore(state: SpeechState, isHeard: boolean, server: RenderState | undefined): Status {
  if (!isHeard && state.phase !== 'playing' && state.phase !== 'loading') {
    return { tone: 'calm', shown: 'Every track is muted: unmute one to hear it.', announced: '' }
  }
  const words = state.phase === 'loading' ? wordsOfState(server) : ''
  return words ? { tone: 'calm', shown: words, announced: '' } : statusOf(state)
}
