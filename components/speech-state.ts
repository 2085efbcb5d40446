/**
 * What the page knows of the reading that is heard, as a machine without side
 * effects: `use-speech` tells it what happened and does what the state asks for.
 */

/** Why there is no sound, in words for the person who waits for it. */
export type Trouble = {
  /** What happened: a sentence without its stop. */
  title: string
  /** The whole message: what happened, why, what to do. */
  message: string
  /** After how many seconds another attempt is worth making; absent: not by itself. */
  retryAfterSeconds?: number | undefined
  /** Whether it is over as soon as this device is online again. */
  offline?: boolean | undefined
}

/** The reading at hand: its address, and how many attempts failed before this one. */
type Attempt = { path: string; retries: number }

export type SpeechState =
  /** Nothing is played. */
  | { phase: 'idle' }
  /** It was heard to its end, and can be gone back into. */
  | (Attempt & { phase: 'ended' })
  /** `loading` waits for sound, the first or (`heard`) more of it. */
  | (Attempt & { phase: 'loading' | 'playing' | 'paused'; heard: boolean })
  /** The sound failed, and the server is being asked why. */
  | (Attempt & { phase: 'asking'; heard: boolean })
  | (Attempt & { phase: 'retrying'; title: string; secondsLeft: number })
  | { phase: 'failed'; trouble: Trouble }

export type SpeechEvent =
  | { type: 'started'; path: string; retries: number }
  | { type: 'sounding' | 'starved' | 'paused' | 'resumed' | 'ended' | 'broken' | 'stopped' | 'online' }
  | { type: 'second-passed' }
  | { type: 'troubled'; trouble: Trouble }

export const SILENT: SpeechState = { phase: 'idle' }

/** Attempts that are made by themselves before it is left to the listener. */
export const MAX_RETRIES = 3
/** A longer wait than this is not sat out: the listener is told instead. */
export const MAX_WAIT_SECONDS = 60

export function speechReducer(state: SpeechState, event: SpeechEvent): SpeechState {
  switch (event.type) {
    case 'started':
      return { phase: 'loading', path: event.path, retries: event.retries, heard: false }
    case 'stopped':
      return SILENT
    case 'troubled':
      return troubled(state, event.trouble)
    case 'second-passed':
      return state.phase === 'retrying' ? { ...state, secondsLeft: state.secondsLeft - 1 } : state
    case 'online':
      return state.phase === 'failed' && state.trouble.offline ? SILENT : state
    default:
      // The rest is told by the audio element, late at times: of a reading that was stopped it counts no more.
      if (state.phase === 'ended' && event.type === 'resumed')
        return { ...state, phase: 'loading', heard: true }
      return isAudible(state) ? heardFrom(state, event.type) : state
  }
}

type Audible = Extract<SpeechState, { heard: boolean; phase: 'loading' | 'playing' | 'paused' }>
type ElementEvent = 'sounding' | 'starved' | 'paused' | 'resumed' | 'ended' | 'broken'

function heardFrom(state: Audible, type: ElementEvent): SpeechState {
  switch (type) {
    case 'sounding':
      return { ...state, phase: 'playing', heard: true, retries: 0 }
    case 'starved':
      // A paused element may starve as well, but nobody waits for its sound.
      return state.phase === 'playing' ? { ...state, phase: 'loading' } : state
    case 'paused':
      return { ...state, phase: 'paused' }
    case 'resumed':
      return state.phase === 'paused' ? { ...state, phase: 'loading' } : state
    case 'ended':
      return { phase: 'ended', path: state.path, retries: 0 }
    case 'broken':
      return { ...state, phase: 'asking' }
  }
}

function troubled(state: SpeechState, trouble: Trouble): SpeechState {
  const { retryAfterSeconds, title } = trouble
  const isWorthIt = retryAfterSeconds !== undefined && retryAfterSeconds <= MAX_WAIT_SECONDS
  if (state.phase === 'asking' && isWorthIt && state.retries < MAX_RETRIES) {
    const { path, retries } = state
    return { phase: 'retrying', path, retries, title, secondsLeft: Math.max(1, retryAfterSeconds) }
  }
  return { phase: 'failed', trouble }
}

function isAudible(state: SpeechState): state is Audible {
  return state.phase === 'loading' || state.phase === 'playing' || state.phase === 'paused'
}

/** Whether there is something that Stop would end. */
export function isUnderWay(state: SpeechState): boolean {
  return isAudible(state) || state.phase === 'asking' || state.phase === 'retrying'
}

/** Whether there is audio that can be moved in. */
export function canMove(state: SpeechState): boolean {
  return isAudible(state) || state.phase === 'ended'
}

/** What there is to do next for the reading. */
export type Intent = 'start' | 'pause' | 'resume'

/** @param path The reading on the page, if it can be read: where it was changed since, a paused one is not resumed. */
export function intentOf(state: SpeechState, path: string | undefined): Intent {
  if (state.phase === 'loading' || state.phase === 'playing') return 'pause'
  if (state.phase === 'paused' && state.path === path) return 'resume'
  return 'start'
}
