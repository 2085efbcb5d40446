import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { problem } from '../../../lib/http/problem'
import { problemResponse } from '../../../lib/http/problem-response'
import { contentRange, parseRange, resolveRange, unsatisfiedRange } from '../../../lib/http/range'

describe('parseRange', () => {
  // RFC 9110, section 14.1.2, examples of byte ranges specifiers, and what players send.
  it.each([
    ['bytes=0-499', { first: 0, last: 499 }],
    ['bytes=500-999', { first: 500, last: 999 }],
    ['bytes=-500', { suffix: 500 }],
    ['bytes=9500-', { first: 9500, last: undefined }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=0-1', { first: 0, last: 1 }],
    ['bytes=0-', { first: 0, last: undefined }],
    ['bytes= 0-499', { first: 0, last: 499 }],
    ['bytes=,0-499 ,', { first: 0, last: 499 }],
    ['Bytes=0-499', { first: 0, last: 499 }],
    ['bytes=0-99999999999999999999', { first: 0, last: Number.MAX_SAFE_INTEGER }],
    [`bytes=-${'9'.repeat(400)}`, { suffix: Number.MAX_SAFE_INTEGER }],
  ])('reads the single range %s', (header, range) => {
    expect(parseRange(header)).toEqual(range)
  })

  it.each([
    null,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-0,-1',
    'bytes= 0-0, -1',
    'bytes=500-600,601-999',
    'bytes=a-b',
    'bytes=0x1-2',
    'bytes=1.5-2',
    'bytes=--5',
    'bytes=+1-2',
    'bytes 0-499',
    'seconds=1-2',
    'exampleunit=1.2-4.3',
  ])('ignores %s', header => {
    expect(parseRange(header)).toBeUndefined()
  })

  it('takes any header without throwing, and answers nothing but ordered whole numbers', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=[ ,]{0,3}\d{0,20}-\d{0,20}[ ,]{0,3}$/))
    fc.assert(
      fc.property(header, header => {
        const range = parseRange(header)
        if (!range) return
        if ('suffix' in range) expect(Number.isSafeInteger(range.suffix)).toBe(true)
        else expect(range.first).toBeLessThanOrEqual(range.last ?? Number.MAX_SAFE_INTEGER)
      }),
    )
  })
})

describe('resolveRange', () => {
  // RFC 9110, section 14.1.2, for a representation of 10,000 bytes.
  it.each([
    ['bytes=0-499', { first: 0, last: 499 }],
    ['bytes=-500', { first: 9500, last: 9999 }],
    ['bytes=9500-', { first: 9500, last: 9999 }],
    ['bytes=9999-20000', { first: 9999, last: 9999 }],
    ['bytes=-20000', { first: 0, last: 9999 }],
    ['bytes=10000-', 'unsatisfiable'],
    ['bytes=10000-10001', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
  ])('of %s in 10,000 bytes is %o', (header, bounds) => {
    const range = parseRange(header)
    expect(range && resolveRange(range, 10_000)).toEqual(bounds)
  })

  it('finds nothing to satisfy any range in an empty representation', () => {
    expect(resolveRange({ suffix: 5 }, 0)).toBe('unsatisfiable')
    expect(resolveRange({ first: 0, last: undefined }, 0)).toBe('unsatisfiable')
  })

  it('stays within the length, and is what slicing makes of it', () => {
    const position = fc.nat(40)
    const range = fc.oneof(
      fc.record({ suffix: position }),
      fc.tuple(position, fc.option(position, { nil: undefined })).map(([first, more]) => ({
        first,
        last: more === undefined ? undefined : first + more,
      })),
    )
    fc.assert(
      fc.property(range, fc.nat(30), (range, length) => {
        const all = Array.from({ length }, (_, at) => at)
        const [from, to] =
          'suffix' in range
            ? [Math.max(0, length - range.suffix), length]
            : [range.first, (range.last ?? length) + 1]
        const bounds = resolveRange(range, length)
        const bytes = bounds === 'unsatisfiable' ? [] : all.slice(bounds.first, bounds.last + 1)
        expect(bytes).toEqual(all.slice(from, to))
        if (bounds !== 'unsatisfiable') expect(bytes).toHaveLength(bounds.last - bounds.first + 1)
      }),
    )
  })
})

describe('Content-Range', () => {
  it('tells the bounds and the length, or that it is not known (RFC 9110, section 14.4)', () => {
    expect(contentRange({ first: 42, last: 1233 }, 1234)).toBe('bytes 42-1233/1234')
    expect(contentRange({ first: 42, last: 1233 }, undefined)).toBe('bytes 42-1233/*')
    expect(unsatisfiedRange(1234)).toBe('bytes */1234')
  })

  it('goes with a 416', () => {
    const response = problemResponse(problem('range-not-satisfiable', { length: 1234 }))
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */1234')
  })
})
