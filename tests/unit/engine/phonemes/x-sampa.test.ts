import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PhonemeError } from '../../../../lib/engine/phonemes/error'
import { xSampaToIpa } from '../../../../lib/engine/phonemes/x-sampa'

describe('xSampaToIpa', () => {
  it.each([
    // Polly, Using phonetic pronunciation
    ['pI"kA:n', 'pɪˈkɑːn'],
    ['"pi.k{n', 'ˈpi.kæn'],
    ['dZ', 'dʒ'],
    ['r\\Ed', 'ɹɛd'],
    ["@'", 'ɚ'],
    ['@`', 'ɚ'],
    ["n3's", 'nɝs'],
    ['l=', 'l̩'],
    ['b_<', 'ɓ'],
    ['t_h', 'tʰ'],
    ['A~', 'ɑ̃'],
    ["t'", 'tʲ'],
    ['|\\|\\', 'ǁ'],
    ['G\\_<', 'ʛ'],
    ['h{-t', 'hæt'],
    ['', ''],
  ])('reads %s', (xSampa, ipa) => {
    expect(xSampaToIpa(xSampa)).toBe(ipa)
  })

  it.each(['ə', '#', '😀', '_', 'a\\', '$', '\n', 'constructor['])('refuses %j', text => {
    expect(() => xSampaToIpa(text)).toThrow(PhonemeError)
  })

  it('gives IPA or says which symbol it does not know', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        try {
          expect(xSampaToIpa(text)).toBeTypeOf('string')
        } catch (error) {
          expect(error).toBeInstanceOf(PhonemeError)
        }
      }),
    )
  })
})
