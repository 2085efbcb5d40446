import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePlayerSettings, USUAL_SETTINGS } from '../../../../components/player/player-settings'

describe('parsePlayerSettings', () => {
  it('gives what was kept', () => {
    const kept = { speed: 1.5, volume: 0, isMuted: true, hasCharacterKeys: false }
    expect(parsePlayerSettings(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it.each([
    null,
    'text',
    [],
    { speed: '2', volume: null, isMuted: 'yes', hasCharacterKeys: 0 },
    { speed: 99, volume: -1 },
    { speed: Number.NaN, volume: Number.POSITIVE_INFINITY },
  ])('takes the usual in place of %j', kept => expect(parsePlayerSettings(kept)).toEqual(USUAL_SETTINGS))

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.anything(), kept => {
        const { speed, volume } = parsePlayerSettings(kept)
        expect(speed >= 0.5 && speed <= 3 && volume >= 0 && volume <= 1).toBe(true)
      }),
    )
  })
})
