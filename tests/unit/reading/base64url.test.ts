import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url } from '../../../lib/reading/base64url'

describe('base64url', () => {
  it('is what Node makes of the same bytes, and is read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(bytes)
      }),
    )
  })

  it.each(['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'AA+A', 'AA/A', 'AA A', 'AA\nA', 'AAé', 'AA\u{1f388}'])(
    'refuses %j, which no bytes make',
    text => {
      expect(fromBase64url(text)).toBeUndefined()
    },
  )
})
