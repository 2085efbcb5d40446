import { afterEach, describe, expect, it, vi } from 'vitest'
import { parseAgreed } from '../../../../components/taking/agreed'

/** The module as a page loads it: with what the browser kept, and nothing else. */
async function visit(storage: Partial<Storage>) {
  vi.stubGlobal('localStorage', storage)
  vi.resetModules()
  return import('../../../../components/taking/agreed')
}

function storageOf(kept: Map<string, string>): Partial<Storage> {
  return { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

afterEach(() => vi.unstubAllGlobals())

describe('isAgreed', () => {
  it('remembers a yes for that text and that price, and less, from visit to visit', async () => {
    const kept = new Map<string, string>()
    const first = await visit(storageOf(kept))
    expect(first.isAgreed('A long text', 1.5)).toBe(false)
    first.agree('A long text', 1.5)
    const second = await visit(storageOf(kept))
    expect(second.isAgreed('A long text', 1.5)).toBe(true)
    expect(second.isAgreed('A long text', 1.51)).toBe(false)
    expect(second.isAgreed('A long texT', 1)).toBe(false)
  })

  it('remembers it for the visit where the browser keeps nothing', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const refuse = () => {
      throw new DOMException('Not here', 'SecurityError')
    }
    const { agree, isAgreed } = await visit({ getItem: refuse, setItem: refuse })
    agree('A long text', 1)
    expect(isAgreed('A long text', 1)).toBe(true)
    expect(warn).toHaveBeenCalledTimes(2)
    warn.mockRestore()
  })

  it('forgets the oldest of many', async () => {
    const kept = new Map<string, string>()
    const { agree, isAgreed } = await visit(storageOf(kept))
    for (let i = 0; i <= 20; i++) agree(`Text ${i}`, 1)
    expect([0, 1, 20].map(i => isAgreed(`Text ${i}`, 1))).toEqual([false, true, true])
    expect([...kept.values()].join().length).toBeLessThan(2000)
  })
})

describe('parseAgreed', () => {
  it('takes what is of use of anything', () => {
    const sound = { key: 'a', usd: 1 }
    expect(parseAgreed([sound, null, 3, { key: 1, usd: 1 }, { key: 'b' }, []])).toEqual([sound])
    for (const junk of [null, {}, 'x', 7]) expect(parseAgreed(junk)).toEqual([])
  })
})
