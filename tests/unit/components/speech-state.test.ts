import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  intentOf,
  isUnderWay,
  MAX_RETRIES,
  MAX_WAIT_SECONDS,
  SILENT,
  type SpeechEvent,
  type SpeechState,
  speechReducer,
  type Trouble,
} from '../../../components/speech-state'

const PATH = '/read?text=One'
const BUSY: Trouble = { title: 'Busy', message: 'Busy. Try again.', retryAfterSeconds: 2 }
const FAILED: Trouble = { title: 'Failed', message: 'Failed on its side.' }
const started: SpeechEvent = { type: 'started', path: PATH, retries: 0 }
const OFFLINE: SpeechEvent = { type: 'troubled', trouble: { ...FAILED, offline: true } }

/** It breaks off further on than the last time, unless told otherwise. */
function after(...events: (SpeechEvent | SpeechEvent['type'])[]): SpeechState {
  return events.reduce<SpeechState>((state, event) => {
    const told = typeof event === 'string' ? { type: event, isFurther: true } : event
    return speechReducer(state, told as SpeechEvent)
  }, SILENT)
}

describe('speechReducer', () => {
  it('waits for the first sound, plays, waits for more, and ends', () => {
    expect(after(started)).toMatchObject({ phase: 'loading', heard: false })
    expect(after(started, 'sounding')).toMatchObject({ phase: 'playing', heard: true })
    expect(after(started, 'sounding', 'starved')).toMatchObject({ phase: 'loading', heard: true })
    expect(after(started, 'sounding', 'ended')).toEqual({ phase: 'ended', path: PATH, retries: 0 })
    expect(after(started, 'sounding', 'ended', 'resumed')).toMatchObject({ phase: 'loading', heard: true })
  })

  it('pauses while it waits as well, and waits again when resumed', () => {
    expect(after(started, 'paused')).toMatchObject({ phase: 'paused', heard: false })
    expect(after(started, 'paused', 'resumed')).toMatchObject({ phase: 'loading' })
    expect(after(started, 'sounding', 'paused', 'starved')).toMatchObject({ phase: 'paused' })
  })

  it('passes over what the element tells of a reading that was stopped', () => {
    for (const late of ['sounding', 'starved', 'paused', 'resumed', 'ended', 'broken'] as const) {
      expect(after(started, 'sounding', 'stopped', late)).toBe(SILENT)
    }
  })

  it('asks why the sound failed, and tells it', () => {
    expect(after(started, 'broken')).toMatchObject({ phase: 'asking', path: PATH })
    expect(after(started, 'broken', { type: 'troubled', trouble: FAILED })).toEqual({
      phase: 'failed',
      trouble: FAILED,
    })
  })

  it('counts down to another attempt where the server names a time', () => {
    const busy = after(started, 'broken', { type: 'troubled', trouble: BUSY })
    expect(busy).toMatchObject({ phase: 'retrying', path: PATH, secondsLeft: 2, retries: 0 })
    expect(speechReducer(busy, { type: 'second-passed' })).toMatchObject({ secondsLeft: 1 })
  })

  it('waits a second at least, even where the server says none', () => {
    const trouble = { ...BUSY, retryAfterSeconds: 0 }
    expect(after(started, 'broken', { type: 'troubled', trouble })).toMatchObject({ secondsLeft: 1 })
  })

  it('gives up after the last attempt, and where the wait is too long', () => {
    const last: SpeechEvent = { type: 'started', path: PATH, retries: MAX_RETRIES }
    expect(after(last, 'broken', { type: 'troubled', trouble: BUSY })).toMatchObject({ phase: 'failed' })
    const trouble = { ...BUSY, retryAfterSeconds: MAX_WAIT_SECONDS + 1 }
    expect(after(started, 'broken', { type: 'troubled', trouble })).toMatchObject({ phase: 'failed' })
  })

  it('counts attempts anew once it was heard further, not where it breaks off at the same place', () => {
    const second: SpeechEvent = { type: 'started', path: PATH, retries: 2 }
    const asking = { phase: 'asking', heard: true }
    expect(after(second, 'sounding', 'broken')).toMatchObject({ ...asking, retries: 0 })
    const inVain: SpeechEvent = { type: 'broken', isFurther: false }
    expect(after(second, 'sounding', inVain)).toMatchObject({ ...asking, retries: 2 })
  })

  it('asks again what keeps a sound that broke off, before any of it is heard once more', () => {
    const busy: SpeechEvent = { type: 'troubled', trouble: { ...BUSY, retryAfterSeconds: 1 } }
    const again = after(started, 'sounding', 'broken', busy, 'second-passed')
    expect(again).toMatchObject({ phase: 'asking', heard: true, retries: 1 })
  })

  it('begins no sound by itself that broke off while it was paused', () => {
    expect(after(started, 'sounding', 'paused', 'broken')).toMatchObject({ phase: 'failed' })
  })

  it('waits while it is offline, and asks again when that is over', () => {
    const offline = after(started, 'sounding', 'broken', OFFLINE)
    expect(offline).toMatchObject({ phase: 'offline', path: PATH })
    expect(speechReducer(offline, { type: 'online' })).toMatchObject({ phase: 'asking', heard: true })
    expect(after(started, 'broken', { type: 'troubled', trouble: FAILED }, 'online')).toMatchObject({
      phase: 'failed',
    })
  })

  it('has something to stop, and Stop ends it, whatever came before', () => {
    const types = [
      'sounding',
      'starved',
      'paused',
      'resumed',
      'ended',
      'stopped',
      'online',
      'second-passed',
    ] as const
    const event = fc.oneof(
      fc.constantFrom(...types).map((type): SpeechEvent => ({ type })),
      fc.nat(5).map((retries): SpeechEvent => ({ type: 'started', path: PATH, retries })),
      fc.constantFrom(BUSY, FAILED).map((trouble): SpeechEvent => ({ type: 'troubled', trouble })),
      fc.boolean().map((isFurther): SpeechEvent => ({ type: 'broken', isFurther })),
      fc.constant(OFFLINE),
    )
    fc.assert(
      fc.property(fc.array(event), events => {
        const state = after(...events)
        const isQuiet = ['idle', 'ended', 'failed'].includes(state.phase)
        expect(isUnderWay(state)).toBe(!isQuiet)
        expect(speechReducer(state, { type: 'stopped' })).toBe(SILENT)
      }),
    )
  })
})

describe('intentOf', () => {
  it('pauses what sounds or is about to, and resumes the same reading only', () => {
    expect(intentOf(SILENT, PATH)).toBe('start')
    expect(intentOf(after(started), PATH)).toBe('pause')
    expect(intentOf(after(started, 'sounding'), '/read?text=Two')).toBe('pause')
    expect(intentOf(after(started, 'paused'), PATH)).toBe('resume')
    expect(intentOf(after(started, 'paused'), '/read?text=Two')).toBe('start')
    expect(intentOf(after(started, 'paused'), undefined)).toBe('start')
    expect(intentOf(after(started, 'broken'), PATH)).toBe('start')
  })
})
