import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayAs } from '../../../../lib/engine/normalise/say-as'

const KINDS = [
  'characters',
  'spell-out',
  'cardinal',
  'number',
  'ordinal',
  'digits',
  'fraction',
  'unit',
  'date',
  'time',
  'address',
  'telephone',
]

describe('sayAs', () => {
  it.each([
    ['characters', undefined, 'hello', 'h e l l o'],
    ['characters', undefined, 'A1-b', 'ay one dash b'],
    ['spell-out', undefined, 'é@x', 'e at x'],
    ['cardinal', undefined, '1,234', 'one thousand two hundred thirty four'],
    ['number', undefined, '-5.5', 'minus five point five'],
    ['cardinal', undefined, '1998', 'one thousand nine hundred ninety eight'],
    ['cardinal', undefined, 'cats', 'cats'],
    ['ordinal', undefined, '3', 'third'],
    ['ordinal', undefined, '22nd', 'twenty second'],
    ['ordinal', undefined, 'first', 'first'],
    ['digits', undefined, '1234', 'one two three four'],
    ['digits', undefined, '12-34 x', 'one two three four x'],
    ['digits', undefined, 'none', 'none'],
    ['fraction', undefined, '2/9', 'two ninths'],
    ['fraction', undefined, '3/20', 'three twentieths'],
    ['fraction', undefined, '2+1/2', 'two and a half'],
    ['fraction', undefined, '2 1/2', 'two and a half'],
    ['fraction', undefined, '1+3/15', 'one and three fifteenths'],
    ['fraction', undefined, '5/0', 'five over zero'],
    ['unit', undefined, '10ft', 'ten feet'],
    ['unit', undefined, '1meter', 'one meter'],
    ['unit', undefined, '1/2inch', 'one half inch'],
    ['unit', undefined, '5 kg', 'five kilograms'],
    ['unit', undefined, '1/2 kg', 'one half kilogram'],
    ['unit', undefined, 'heavy', 'heavy'],
    ['date', 'mdy', '11/21/2026', 'november twenty first twenty twenty six'],
    ['date', 'dmy', '21-11-2026', 'november twenty first twenty twenty six'],
    ['date', 'ymd', '2026.11.21', 'november twenty first twenty twenty six'],
    ['date', 'md', '11/21', 'november twenty first'],
    ['date', 'dm', '21/11', 'november twenty first'],
    ['date', 'ym', '2026/11', 'november twenty twenty six'],
    ['date', 'my', '11/2026', 'november twenty twenty six'],
    ['date', 'm', '11', 'november'],
    ['date', 'd', '21', 'twenty first'],
    ['date', 'y', '2026', 'twenty twenty six'],
    ['date', 'yyyymmdd', '20261121', 'november twenty first twenty twenty six'],
    ['date', undefined, '20261121', 'november twenty first twenty twenty six'],
    ['date', 'yyyymmdd', '????0922', 'september twenty second'],
    ['date', 'yyyymmdd', '2026????', 'twenty twenty six'],
    ['date', 'yyyymmdd', '????09??', 'september'],
    ['date', 'mdy', 'Nov 21, 2026', 'november twenty first twenty twenty six'],
    ['date', 'mdy', 'tomorrow', 'tomorrow'],
    ['date', 'md', '13/45', 'thirteen over forty five'],
    ['time', undefined, '1\'21"', 'one minute twenty one seconds'],
    ['time', undefined, '2′', 'two minutes'],
    ['time', undefined, '45"', 'forty five seconds'],
    ['time', undefined, '5:30', 'five thirty'],
    [
      'address',
      undefined,
      '123 N Main St, Ames, IA 50010',
      'one twenty three north main street ames iowa five zero zero one zero',
    ],
    ['address', undefined, '1600 Sunset Blvd. Apt 4', 'sixteen hundred sunset boulevard apartment four'],
    ['telephone', undefined, '2122241555', 'two one two two two four one five five five'],
    ['telephone', undefined, '+.', 'plus'],
    ['telephone', undefined, '(212) 224-1555', 'two one two two two four one five five five'],
    ['telephone', undefined, '+44 20 7946', 'plus four four two zero seven nine four six'],
    [
      'telephone',
      undefined,
      '2122241555x345',
      'two one two two two four one five five five extension three four five',
    ],
    ['telephone', undefined, 'my phone', 'my phone'],
  ])('says %s (%s) of %j', (interpretAs, format, content, spoken) => {
    expect(sayAs(content, { interpretAs, format })).toBe(spoken)
  })

  it('says dates the British way', () => {
    expect(sayAs('21/11/2026', { interpretAs: 'date', format: 'dmy' }, 'en-GB')).toBe(
      'the twenty first of november twenty twenty six',
    )
  })

  it('leaves an expletive to a bleep, and knows no other kind', () => {
    expect(sayAs('damn', { interpretAs: 'expletive' })).toBeNull()
    expect(sayAs('x', { interpretAs: 'currency' })).toBeUndefined()
    expect(sayAs('x', { interpretAs: 'constructor' })).toBeUndefined()
  })

  it('says any content in what any voice can be given', () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.stringMatching(/^[\d\s/.,:'"+?()x-]{0,40}$/),
    )
    const format = fc.constantFrom(undefined, 'mdy', 'dm', 'y', 'yyyymmdd', 'zz', '')
    fc.assert(
      fc.property(content, fc.constantFrom(...KINDS), format, (text, interpretAs, format) => {
        expect(sayAs(text, { interpretAs, format })).toMatch(/^(?:[a-z']+(?: [a-z']+)*)?$/)
      }),
      { numRuns: 2000 },
    )
  })
})
