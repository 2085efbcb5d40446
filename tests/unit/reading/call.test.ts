import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { problem } from '../../../lib/http/problem'
import { openCall } from '../../../lib/reading/call'

const never = () => new Promise<never>(() => undefined)

function open(idleTimeoutMs = 10_000) {
  const listener = new AbortController()
  let ends = 0
  const call = openCall(listener.signal, idleTimeoutMs, () => ends++)
  return { listener, call, ends: () => ends }
}

describe('openCall', () => {
  it('answers what a step answers', async () => {
    const { call, ends } = open()
    expect(await call.step(async () => 'bytes')).toBe('bytes')
    expect(ends()).toBe(0)
  })

  it('gives up a step that is silent for too long, and ends the call', async () => {
    const { call, ends } = open(20)
    await expect(call.step(never)).rejects.toMatchObject({ type: 'upstream-silent', params: { limitMs: 20 } })
    expect(call.signal.aborted).toBe(true)
    expect(ends()).toBe(1)
  })

  it('does not count the time between two steps as silence', async () => {
    const { call, ends } = open(20)
    await call.step(async () => 1)
    await sleep(60)
    expect(await call.step(async () => 2)).toBe(2)
    expect(ends()).toBe(0)
  })

  it('waits for no step once the listener has left', async () => {
    const { call, listener, ends } = open()
    const step = call.step(never)
    listener.abort()
    await expect(step).rejects.toMatchObject({ type: 'client-gone' })
    expect(ends()).toBe(1)
  })

  it('is over from the start for a listener who left before', async () => {
    const listener = AbortSignal.abort()
    let ends = 0
    const call = openCall(listener, 1000, () => ends++)
    expect(ends).toBe(1)
    await expect(call.step(never)).rejects.toMatchObject({ type: 'client-gone' })
  })

  it('makes a problem of what fails a step, and ends once whatever else happens', async () => {
    const { call, listener, ends } = open()
    const failure = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    const step = call.step(() => Promise.reject(failure))
    await expect(step).rejects.toMatchObject({ type: 'upstream-unreachable', cause: failure })
    listener.abort()
    call.end()
    expect(ends()).toBe(1)
  })

  it('passes a problem on as it is', async () => {
    const { call } = open()
    const own = problem('upstream-failed', {})
    await expect(call.step(() => Promise.reject(own))).rejects.toBe(own)
  })
})
