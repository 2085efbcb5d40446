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

export const BROKE_OFF: Trouble = {
  title: 'The sound broke off',
  message: 'The sound broke off. Press Play to go on from there.',
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
  /** After that the server is asked again where some was `heard`, else the sound is. */
  | (Attempt & { phase: 'retrying'; heard: boolean; title: string; secondsLeft: number })
  /** It goes on by itself when this device is online again. */
  | (Attempt & { phase: 'offline'; heard: boolean; trouble: Trouble })
  | { phase: 'failed'; trouble: Trouble }

export type SpeechEvent =
  | { type: 'started'; path: string; retries: number }
  | ElementEvent
  | { type: 'stopped' | 'online' }
  | { type: 'second-passed' }
  | { type: 'troubled'; trouble: Trouble }

/** Told by the audio element. */
type ElementEvent =
  | { type: 'sounding' | 'starved' | 'paused' | 'resumed' | 'ended' }
  /** `isFurther`: it broke off elsewhere than the last time, so that the attempt was not in vain. */
  | { type: 'broken'; isFurther: boolean }

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
      return state.phase === 'retrying' ? afterSecond(state) : state
    case 'online':
      return state.phase === 'offline' ? askingAgain(state, state.retries) : state
    default:
      // The rest is told by the audio element, late at times: of a reading that was stopped it counts no more.
      if (state.phase === 'ended' && event.type === 'resumed')
        return { ...state, phase: 'loading', heard: true }
      return isAudible(state) ? heardFrom(state, event) : state
  }
}

type Audible = Extract<SpeechState, { heard: boolean; phase: 'loading' | 'playing' | 'paused' }>

function heardFrom(state: Audible, event: ElementEvent): SpeechState {
  switch (event.type) {
    case 'sounding':
      return { ...state, phase: 'playing', heard: true }
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
      // Nobody waits for its sound, and none is to begin by itself.
      if (state.phase === 'paused' && state.heard) return { phase: 'failed', trouble: BROKE_OFF }
      return { ...state, phase: 'asking', retries: state.heard && event.isFurther ? 0 : state.retries }
  }
}

type Waiting = Extract<SpeechState, { phase: 'retrying' | 'offline' }>

function askingAgain({ path, heard }: Waiting, retries: number): SpeechState {
  return { phase: 'asking', path, heard, retries }
}

function afterSecond(state: Extract<SpeechState, { phase: 'retrying' }>): SpeechState {
  if (state.secondsLeft > 1) return { ...state, secondsLeft: state.secondsLeft - 1 }
  return state.heard ? askingAgain(state, state.retries + 1) : state
}

function troubled(state: SpeechState, trouble: Trouble): SpeechState {
  const { retryAfterSeconds, title } = trouble
  if (trouble.offline && (state.phase === 'asking' || state.phase === 'loading')) {
    const { path, retries, heard } = state
    return { phase: 'offline', path, retries, heard, trouble }
  }
  const isWorthIt = retryAfterSeconds !== undefined && retryAfterSeconds <= MAX_WAIT_SECONDS
  if (state.phase === 'asking' && isWorthIt && state.retries < MAX_RETRIES) {
    const { path, retries, heard } = state
    return { phase: 'retrying', path, retries, heard, title, secondsLeft: Math.max(1, retryAfterSeconds) }
  }
  return { phase: 'failed', trouble }
}

function isAudible(state: SpeechState): state is Audible {
  return state.phase === 'loading' || state.phase === 'playing' || state.phase === 'paused'
}

/** Whether there is something that Stop would end. */
export function isUnderWay(state: SpeechState): boolean {
  return isAudible(state) || isHalted(state)
}

/** Whether there was trouble on the way that may pass by itself. */
function isHalted({ phase }: SpeechState): boolean {
  return phase === 'asking' || phase === 'retrying' || phase === 'offline'
}

/** Whether it broke off, so that Play goes on from there. */
export function isBroken(state: SpeechState): boolean {
  return isHalted(state) || state.phase === 'failed'
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
