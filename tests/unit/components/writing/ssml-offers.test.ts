import { describe, expect, it } from 'vitest'
import { offersOf } from '../../../../components/writing/ssml-offers'

describe('offersOf', () => {
  it('has every tag that the engine has, and no other', () => {
    const all = ['pause', 'emphasis', 'say-as', 'phoneme', 'mark']
    const withoutEmphasis = ['pause', 'say-as', 'phoneme', 'mark']
    expect(offersOf('standard')).toEqual(all)
    expect(offersOf('embedded')).toEqual(all)
    expect(offersOf('neural')).toEqual(withoutEmphasis)
    expect(offersOf('long-form')).toEqual(withoutEmphasis)
    expect(offersOf('generative')).toEqual(withoutEmphasis)
  })
})
