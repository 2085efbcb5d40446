import { expect, test } from 'vitest'
import { directionOf } from '../../../components/right-to-left'

test.each([
  ['nothing', '', 'ltr'],
  ['Latin, digits and signs', 'Ça coûte 5 €, n’est-ce pas? 🎉', 'ltr'],
  ['Japanese', '読む', 'ltr'],
  ['Arabic after Latin', 'one\nاثنان', 'auto'],
  ['Hebrew', 'שלום', 'auto'],
  ['Adlam, beyond the first plane', '𞤀𞤣𞤤𞤢𞤥', 'auto'],
  ['a presentation form', 'ﷺ', 'auto'],
  ['a mark that turns the direction', 'a\u202eb', 'auto'],
])('directionOf of %s', (_, text, direction) => expect(directionOf(text)).toBe(direction))
