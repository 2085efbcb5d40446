import { expect, test } from 'vitest'
import { nextSentenceStart, readableOf } from '../../../components/readable'

test('nextSentenceStart goes from sentence to sentence, over the gap between paragraphs, and ends', () => {
  const text = 'One. Two.\n\nThree.'
  const document = readableOf(text, 'text', undefined)
  expect(nextSentenceStart(document, 0)).toBe(text.indexOf('Two'))
  expect(nextSentenceStart(document, text.indexOf('Two') + 1)).toBe(text.indexOf('Three'))
  expect(nextSentenceStart(document, text.indexOf('Three'))).toBeUndefined()
})
