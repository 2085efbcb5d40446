import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFavourites, toggleFavourite } from '../../../components/choosing/favourites'

describe('parseFavourites', () => {
  it('gives what was kept, each once', () => {
    expect(parseFavourites(['Amy', 'Hans', 'Amy'])).toEqual(['Amy', 'Hans'])
  })

  it.each([null, 'text', {}, { favourites: ['Amy'] }, [1, {}, null]])('takes nothing of %j', kept =>
    expect(parseFavourites(kept)).toEqual([]),
  )

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), kept => {
        const favourites = parseFavourites(kept)
        expect(favourites.every(id => typeof id === 'string')).toBe(true)
        expect(favourites.length).toBeLessThanOrEqual(100)
      }),
    )
  })
})

describe('toggleFavourite', () => {
  it('puts a new one first, and takes an old one out', () => {
    expect(toggleFavourite(['Amy'], 'Hans')).toEqual(['Hans', 'Amy'])
    expect(toggleFavourite(['Hans', 'Amy'], 'Hans')).toEqual(['Amy'])
  })
})
