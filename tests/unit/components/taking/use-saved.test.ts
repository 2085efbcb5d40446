import { describe, expect, it } from 'vitest'
import { parseSaved } from '../../../../components/taking/use-saved'

describe('parseSaved', () => {
  it('finds the saved characters', () => {
    expect(parseSaved({ status: 'ok', clips: { savedCharacters: 12_300 } })).toBe(12_300)
  })

  it.each([
    [{ status: 'ok' }],
    [{ clips: null }],
    [{ clips: { savedCharacters: '1' } }],
    [{ clips: { savedCharacters: -1 } }],
    [null],
    ['ok'],
  ])('knows nothing from %j', health => {
    expect(parseSaved(health)).toBeUndefined()
  })
})
