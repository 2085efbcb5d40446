import type { TextType } from '../lib/reading/reading'
import { OFFLINE } from './problem-answer'
import { isSayable } from './readable'
import type { SpeechState } from './speech-state'

/** What the page says of its state: shown, and announced by screen readers. */
export type Status = {
  tone: 'calm' | 'danger'
  shown: string
  /** Shorter or empty where speech is heard, a button tells already, or a number keeps changing. */
  announced: string
}

const QUIET: Status = { tone: 'calm', shown: '', announced: '' }

const formatCount = new Intl.NumberFormat('en').format

/**
 * Why there is nothing that could be played, or undefined.
 *
 * @param trouble Why there are no voices, where there are none.
 */
export function refusalOf(page: {
  text: string
  textType: TextType
  characters: number
  maxCharacters: number
  trouble: string | undefined
}): Status | undefined {
  const { text, textType, characters, maxCharacters, trouble } = page
  if (trouble !== undefined) return { tone: 'danger', shown: trouble, announced: trouble }
  const over = characters - maxCharacters
  if (over > 0) {
    const unit = over === 1 ? 'character' : 'characters'
    const shown = `The text is too long: shorten it by ${formatCount(over)} ${unit} to play it.`
    return { tone: 'danger', shown, announced: 'The text is too long to be played.' }
  }
  if (!/\S/.test(text)) return { ...QUIET, shown: 'Write or paste a text to hear it.' }
  if (!isSayable(text, textType))
    return { ...QUIET, shown: 'There is nothing in this text that can be read aloud.' }
  return undefined
}

/**
 * What there is to say of the reading that is heard; empty while it simply plays.
 *
 * @param page.isOnline Whether this device is: browsers try for a while on their own before a sound fails.
 * @param page.isUnmarked Whether what shows the text as it is read could not be loaded.
 */
export function statusOf(state: SpeechState, { isOnline = true, isUnmarked = false } = {}): Status {
  switch (state.phase) {
    case 'playing':
      if (isUnmarked) return UNMARKED
      return { ...QUIET, shown: 'Playing' }
    case 'idle':
      return QUIET
    case 'paused':
      return { ...QUIET, shown: 'Paused' }
    case 'loading':
      if (state.heard && !isOnline) {
        return { tone: 'danger', shown: OFFLINE.message, announced: OFFLINE.message }
      }
      return { ...QUIET, shown: state.heard ? 'Waiting for more sound' : 'Waiting for the first sound' }
    case 'asking':
      return { ...QUIET, shown: `${state.heard ? 'The sound broke off' : 'No sound yet'}: asking why` }
    case 'ended':
      return { tone: 'calm', shown: 'Finished', announced: 'Finished' }
    case 'retrying':
      return {
        tone: 'danger',
        shown: `${state.title}. Trying again in ${state.secondsLeft} s.`,
        announced: `${state.title}. Trying again soon.`,
      }
    case 'offline':
    case 'failed':
      return { tone: 'danger', shown: state.trouble.message, announced: state.trouble.message }
  }
}

const UNMARKED_WORDS =
  'The text cannot be shown as it is read. Check the connection, then press Edit and Play again.'
const UNMARKED: Status = { tone: 'danger', shown: UNMARKED_WORDS, announced: UNMARKED_WORDS }
