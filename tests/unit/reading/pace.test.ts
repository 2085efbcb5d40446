import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { listeningPace, UNPACED } from '../../../lib/reading/pace'

describe('listeningPace', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const never = new AbortController().signal

  it('asks for two minutes at once, and then three times as fast as time goes by', () => {
    const pace = listeningPace()
    expect(pace.allows(120_000)).toBe(true)
    expect(pace.allows(121_000)).toBe(false)
    vi.advanceTimersByTime(60_000)
    expect(pace.allows(300_000)).toBe(true)
    expect(pace.allows(301_000)).toBe(false)
  })

  it('waits until more is allowed, and no longer', async () => {
    const pace = listeningPace()
    const waited = vi.fn()
    pace.until(150_000, never).then(waited)
    await vi.advanceTimersByTimeAsync(9_999)
    expect(waited).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(waited).toHaveBeenCalled()
    expect(pace.allows(150_000)).toBe(true)
  })

  it('ends the wait of who leaves, and leaves no timer', async () => {
    const pace = listeningPace()
    const leaving = new AbortController()
    const wait = pace.until(10_000_000, leaving.signal)
    leaving.abort()
    await wait
    expect(vi.getTimerCount()).toBe(0)
    await pace.until(10_000_000, AbortSignal.abort())
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('UNPACED', () => {
  it('allows everything at once', async () => {
    expect(UNPACED.allows(Number.MAX_SAFE_INTEGER)).toBe(true)
    await UNPACED.until(Number.MAX_SAFE_INTEGER, new AbortController().signal)
  })
})
