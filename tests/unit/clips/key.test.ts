import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clipKey } from '../../../lib/clips/key'

const parts = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 6 })

describe('clipKey', () => {
  it('is the SHA-256 of the parts, in 64 hexadecimal digits', () => {
    expect(clipKey({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })

  it('does not depend on the order of keys, also in what is nested', () => {
    expect(clipKey({ a: 1, b: { c: 2, d: 3 } })).toBe(clipKey({ b: { d: 3, c: 2 }, a: 1 }))
    fc.assert(
      fc.property(parts, given => {
        const reversed = Object.fromEntries(Object.entries(given).reverse())
        expect(clipKey(reversed)).toBe(clipKey(given))
      }),
    )
  })

  it('depends on the order of a list, and on every value', () => {
    expect(clipKey({ lexicons: ['a', 'b'] })).not.toBe(clipKey({ lexicons: ['b', 'a'] }))
    fc.assert(
      fc.property(parts, fc.string(), fc.string(), (given, one, other) => {
        fc.pre(one !== other)
        expect(clipKey({ ...given, text: one })).not.toBe(clipKey({ ...given, text: other }))
      }),
    )
  })

  it('takes an undefined value for an absent one', () => {
    expect(clipKey({ text: 'a', languageCode: undefined })).toBe(clipKey({ text: 'a' }))
  })
})
