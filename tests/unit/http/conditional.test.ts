import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ifRangeHolds, isNotModified } from '../../../lib/http/conditional'

const asking = (headers: HeadersInit) => new Request('http://localhost/read/r.mp3', { headers })

describe('isNotModified', () => {
  it.each([
    ['"xyzzy"', true],
    ['W/"xyzzy"', true],
    ['"xyzzy", "r2d2xxxx", "c3piozzzz"', true],
    ['"r2d2xxxx","c3piozzzz" ,W/"xyzzy"', true],
    ['*', true],
    [',, "a" , ,"xyzzy"', true],
    ['"a,xyzzy", "b"', false],
    ['"a, \\"xyzzy\\""', false],
    ['"XYZZY"', false],
    ['xyzzy', false],
    ['"xyzzy', false],
    ['w/"xyzzy"', false],
    ['"r2d2xxxx" "xyzzy"', false],
    ['""', false],
    ['', false],
  ])('with If-None-Match: %s is %s (RFC 9110, section 13.1.2)', (header, holds) => {
    expect(isNotModified(asking({ 'if-none-match': header }), '"xyzzy"')).toBe(holds)
  })

  it('compares weakly whichever of both is weak', () => {
    expect(isNotModified(asking({ 'if-none-match': '"1"' }), 'W/"1"')).toBe(true)
    expect(isNotModified(asking({ 'if-none-match': 'W/"1"' }), 'W/"1"')).toBe(true)
    expect(isNotModified(asking({ 'if-none-match': 'W/"1"' }), 'W/"2"')).toBe(false)
  })

  it('is false for whoever sends no If-None-Match', () => {
    expect(isNotModified(asking({}), '"xyzzy"')).toBe(false)
  })

  it('finds its tag in any list of tags, and takes any header without throwing', () => {
    const opaque = fc.stringMatching(/^[!#-~]{0,12}$/)
    fc.assert(
      fc.property(fc.array(opaque, { maxLength: 20 }), opaque, (others, own) => {
        const list = [...others, own].map(tag => `"${tag}"`)
        expect(isNotModified(asking({ 'if-none-match': list.join(', ') }), `"${own}"`)).toBe(true)
        const without = list.filter(tag => tag !== `"${own}"`).join(',')
        expect(isNotModified(asking({ 'if-none-match': without }), `"${own}"`)).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[\t -~\x80-\xff]{0,60}$/), header => {
        expect(typeof isNotModified(asking({ 'if-none-match': header }), '"x"')).toBe('boolean')
      }),
    )
  })
})

describe('ifRangeHolds', () => {
  it.each([
    [{}, true],
    [{ 'if-range': '"xyzzy"' }, true],
    [{ 'if-range': 'W/"xyzzy"' }, false],
    [{ 'if-range': '"other"' }, false],
    [{ 'if-range': '"xyzzy", "other"' }, false],
    [{ 'if-range': 'Sat, 29 Oct 1994 19:43:31 GMT' }, false],
  ])('with %o is %s (RFC 9110, section 13.1.5)', (headers, holds) => {
    expect(ifRangeHolds(asking(headers as HeadersInit), '"xyzzy"')).toBe(holds)
  })

  it('never holds for a weak tag, even the same', () => {
    expect(ifRangeHolds(asking({ 'if-range': 'W/"xyzzy"' }), 'W/"xyzzy"')).toBe(false)
  })
})
