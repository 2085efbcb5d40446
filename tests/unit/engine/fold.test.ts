import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, isSpeakable } from '../../../lib/engine/fold'

/** Any code unit at all, lone surrogates included. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
})

describe('fold', () => {
  it.each([
    ['“It’s ‘naïve’,” she said…', "\"It's 'naive',\" she said..."],
    ['a word — and another', 'a word, and another'],
    ['word—word', 'word, word'],
    ['pages 10–20', 'pages 10 to 20'],
    ['a well‑known e-mail', 'a well-known e-mail'],
    ['−5 °C', '-5 degrees Celsius'],
    ['70°F or a 90° turn', '70 degrees Fahrenheit or a 90 degrees turn'],
    ['5 %', '5 %'],
    ['© 2024 Acme™', 'copyright 2024 Acme trademark'],
    ['3 × 4', '3 times 4'],
    ['½ cup, 2½ cups', '1/2 cup, 2 and 1/2 cups'],
    ['5 m², 2 cm³, 10⁶', '5 m squared, 2 cm cubed, 10 to the power of 6'],
    ['H₂O', 'H2O'],
    ['Straße, Ærø, Łódź, Þór, İstanbul', 'Strasse, AEro, Lodz, Thor, Istanbul'],
    ['ﬁne ﬂat', 'fine flat'],
    ['Ｆｕｌｌ', 'Full'],
  ])('reads %j as %j', (text, spoken) => {
    expect(fold(text)).toBe(spoken)
  })

  it.each([
    ['€5', '5 euros'],
    ['5 €', '5 euros'],
    ['€1', '1 euro'],
    ['€5.50', '5 euros and 50 cents'],
    ['£0.05', '5 pence'],
    ['£1,000', '1,000 pounds'],
    ['€5.00.', '5 euros.'],
    ['¥500', '500 yen'],
    ['₹2.5 million', '2.5 million rupees'],
    ['from €5 to €10', 'from 5 euros to 10 euros'],
    ['the €', 'the euros'],
    ['$5', '$5'],
  ])('says the amount %j as %j, the unit behind the number', (text, spoken) => {
    expect(fold(text)).toBe(spoken)
  })

  it.each([
    ['Hi 😀 there 👩‍👩‍👧‍👦!', 'Hi there!'],
    ['zero\u200bwidth soft\u00adhyphen \u202bright\u202c', 'zerowidth softhyphen right'],
    ['bell\u0007 tab\tnul\u0000', 'bell tab nul'],
    ['lone \ud800 half', 'lone half'],
    ['Москва Moscow 東京 Tokyo', 'Moscow Tokyo'],
    ['مرحبا', ''],
  ])('leaves out of %j what it cannot say: %j', (text, spoken) => {
    expect(fold(text)).toBe(spoken)
  })

  it('breaks a run without spaces at 60 characters', () => {
    expect(
      fold('x'.repeat(130))
        .split(' ')
        .map(word => word.length),
    ).toEqual([60, 60, 10])
  })

  it('gives printable ASCII without doubled or outer spaces for any text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'binary', maxLength: 300 })), text => {
        const folded = fold(text)
        expect(folded).toMatch(/^(?:[!-~]+(?: [!-~]+)*)?$/)
        expect(folded.split(' ').every(word => word.length <= 60)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('isSpeakable', () => {
  it('tells a text with a sound from one that only shapes the voice', () => {
    expect(['a', '7', '5 %', '@'].map(isSpeakable)).toEqual([true, true, true, true])
    expect(['', '!!!', '"..."', '( - )'].map(isSpeakable)).toEqual([false, false, false, false])
  })
})
