import { describe, expect, it } from 'vitest'
import { sharedText } from '../../../../components/bringing/shared'

describe('sharedText', () => {
  it.each([
    ['text=A+quote%0Aof+two+lines', 'A quote\nof two lines'],
    ['title=News&text=It+rained.&url=https%3A%2F%2Fexample.org%2F', 'News\n\nIt rained.'],
    ['title=News&text=News%3A+it+rained.', 'News: it rained.'],
    ['title=News&url=https%3A%2F%2Fexample.org%2F', 'News\n\nhttps://example.org/'],
    ['title=News', 'News'],
    ['text=%F0%9F%99%82+%D9%85%D8%B1%D8%AD%D8%A8%D8%A7', '🙂 مرحبا'],
  ])('of ?%s is %j', (query, text) => {
    expect(sharedText(Object.fromEntries(new URLSearchParams(query)))).toBe(text)
  })

  it.each(['', '?', '?text=+', '?voice=Joanna'])('is nothing of %j', search => {
    expect(sharedText(Object.fromEntries(new URLSearchParams(search)))).toBeUndefined()
  })
})
