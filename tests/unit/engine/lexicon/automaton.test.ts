import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAutomaton } from '../../../../lib/engine/lexicon/automaton'

/** Every place of every string, found by looking for one after the other. */
function placesOf(strings: readonly string[], text: string): string[] {
  return strings
    .flatMap((string, index) =>
      Array.from({ length: text.length }, (_, start) => ({
        start,
        end: start + string.length,
        index,
      })).filter(({ start }) => text.startsWith(string, start)),
    )
    .sort((a, b) => a.end - b.end || a.start - b.start)
    .map(place => JSON.stringify(place))
}

describe('createAutomaton', () => {
  it('finds every string at every place, those that end first first, and the longest first', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c') })
    const strings = fc.uniqueArray(letters.filter(string => string !== ''))
    fc.assert(
      fc.property(strings, fc.array(fc.oneof(letters, fc.string())), (wanted, parts) => {
        const text = parts.join('')
        const places: string[] = []
        createAutomaton(wanted).find(text, (start, end, index) =>
          places.push(JSON.stringify({ start, end, index })),
        )
        expect(places).toEqual(placesOf(wanted, text))
      }),
    )
  })
})
