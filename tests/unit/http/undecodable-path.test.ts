import { describe, expect, it } from 'vitest'
import { decodable } from '../../../lib/http/undecodable-path'

describe('decodable', () => {
  it.each(['/', '/read/a.mp3', '/read?text=%E0%A4%A', '/read/%E0%A4%A9.mp3?x=%', '/read/a%2Fb'])(
    'leaves %s as it is',
    target => expect(decodable(target)).toBe(target),
  )

  it.each([
    ['/read/%E0%A4%A.mp3', '/read/%25E0%25A4%25A.mp3'],
    ['/read/%', '/read/%25'],
    ['/read/%20%ff.wav?types=%20', '/read/%2520%25ff.wav?types=%20'],
  ])('takes %s as it is written', (target, escaped) => expect(decodable(target)).toBe(escaped))
})
