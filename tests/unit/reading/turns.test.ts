import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../lib/reading/turns'

describe('createTurns', () => {
  it('lets callers who come at once go on one a turn of the event loop, in their order', async () => {
    const turn = createTurns()
    let turns = 0
    let counting = true
    const count = () => {
      turns++
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    const seen = await Promise.all([1, 2, 3, 4].map(name => turn().then(() => ({ name, at: turns }))))
    counting = false
    expect(seen.map(({ name }) => name)).toEqual([1, 2, 3, 4])
    expect(new Set(seen.map(({ at }) => at)).size).toBe(4)
  })
})
