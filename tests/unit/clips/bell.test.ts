import { describe, expect, it } from 'vitest'
import { createBell } from '../../../lib/clips/bell'

describe('createBell', () => {
  it('rings for all who wait, once, and for nobody who comes later', async () => {
    const bell = createBell()
    const { signal } = new AbortController()
    const heard: string[] = []
    const waits = ['a', 'b'].map(name => bell.wait(signal).rung.then(() => heard.push(name)))
    bell.ring()
    await Promise.all(waits)
    bell.wait(signal).rung.then(() => heard.push('late'))
    await Promise.resolve()
    expect(heard).toEqual(['a', 'b'])
  })

  it('lets go of who leaves or whose signal aborts, before and while they wait', async () => {
    const bell = createBell()
    const leaving = new AbortController()
    const aborted = bell.wait(leaving.signal).rung
    leaving.abort()
    await aborted
    await bell.wait(leaving.signal).rung
    const { rung, leave } = bell.wait(new AbortController().signal)
    leave()
    await rung
  })
})
