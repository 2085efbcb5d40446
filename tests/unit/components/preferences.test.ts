import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePreferences, toggleFavourite } from '../../../components/choosing/preferences'

const USUAL = { favourites: [], speed: 1, volume: 1 }

describe('parsePreferences', () => {
  it('gives what was kept', () => {
    const kept = { favourites: ['Amy', 'Hans'], voiceId: 'Amy', engine: 'neural', speed: 1.5, volume: 0 }
    expect(parsePreferences(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it.each([
    null,
    'text',
    [],
    { favourites: 'Amy', speed: '2', volume: null, engine: 'steam', voiceId: 7 },
    { favourites: [1, {}, null], speed: 99, volume: -1 },
    { speed: Number.NaN, volume: Number.POSITIVE_INFINITY },
  ])('takes the usual in place of %j', kept => expect(parsePreferences(kept)).toEqual(USUAL))

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), kept => {
        const { favourites, speed, volume } = parsePreferences(kept)
        expect(favourites.every(id => typeof id === 'string')).toBe(true)
        expect(speed >= 0.5 && speed <= 3 && volume >= 0 && volume <= 1).toBe(true)
      }),
    )
  })

  it('has each favourite once', () => {
    expect(parsePreferences({ favourites: ['Amy', 'Amy'] }).favourites).toEqual(['Amy'])
  })
})

describe('toggleFavourite', () => {
  it('puts a new one first, and takes an old one out', () => {
    expect(toggleFavourite(['Amy'], 'Hans')).toEqual(['Hans', 'Amy'])
    expect(toggleFavourite(['Hans', 'Amy'], 'Hans')).toEqual(['Amy'])
  })
})
