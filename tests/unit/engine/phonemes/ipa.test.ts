import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PhonemeError } from '../../../../lib/engine/phonemes/error'
import { FLITE_CONSONANTS, FLITE_VOWELS, isLexiconPhone } from '../../../../lib/engine/phonemes/flite'
import { fliteToIpa, ipaToFlite } from '../../../../lib/engine/phonemes/ipa'

describe('ipaToFlite', () => {
  it.each([
    // Polly, Using phonetic pronunciation
    ['pɪˈkɑːn', 'p ih0 k aa1 n'],
    ['ˈpi.kæn', 'p iy1 k ae0 n'],
    ['əˈbaʊt', 'ax0 b aw1 t'],
    ['həˈloʊ', 'hh ax0 l ow1'],
    ['həˈləʊ', 'hh ax0 l ow1'],
    ['ˌkælɪˈfɔːrnjə', 'k ae1 l ih0 f ao1 r n y ax0'],
    ['ˈd͡ʒʌmp', 'jh ah1 m p'],
    ['ˈdʒʌmp', 'jh ah1 m p'],
    ['t͡ʃɑɹt', 'ch aa1 r t'],
    ['ˈbɝd', 'b er1 d'],
    ['bɜ˞d', 'b er1 d'],
    ['ˈɹiːdɚ', 'r iy1 d er0'],
    ['ˈbæt.l̩', 'b ae1 t ax0 l'],
    ['nɪə', 'n ih1 ax0'],
    ['tʰɛst', 't eh1 s t'],
    ['ˈt.ʃ', 't sh'],
    ['ðə', 'dh ax0'],
    ['ˈbəd', 'b ah1 d'],
    ['Θɪn', 'th ih1 n'],
    ['gɛt', 'g eh1 t'],
  ])('reads %s', (ipa, phones) => {
    expect(ipaToFlite(ipa)?.join(' ')).toBe(phones)
  })

  it.each([
    // Polly, Phoneme and Viseme Tables: en-US and en-GB
    ...'b d d͡ʒ ð f g ɡ h j k l l̩ m m̩ n n̩ ŋ p ɹ s ʃ t t͡ʃ θ Θ v w z ʒ'.split(' '),
    ...'ə ɚ əʊ æ aɪ aʊ ɑ ɑː eɪ ɝ ɜː ɛ ɛə i i: iː ɪ ɪə oʊ ɔ ɔː ɔɪ ɒ u u: uː ʊ ʊə ʌ'.split(' '),
  ])("has phones for Polly's %s", ipa => {
    expect(ipaToFlite(ipa)?.every(isLexiconPhone)).toBe(true)
  })

  it.each(['', '.', 'ˈ', 'ʁ', 'çi', 'ãm', 'høt', '42', 'ɬan', 'hello!'])('gives nothing for %j', ipa => {
    expect(ipaToFlite(ipa)).toBeUndefined()
  })

  it('never throws, and gives phones of the lexicon only', () => {
    const symbols = fc.constantFrom(...'bdʒʃtəaɪʊɛɔˈˌː.̩͡ 0xß😀', '\ud800')
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: symbols })), ipa => {
        const phones = ipaToFlite(ipa)
        expect(phones === undefined || (phones.length > 0 && phones.every(isLexiconPhone))).toBe(true)
      }),
    )
  })
})

describe('fliteToIpa', () => {
  it.each([
    ['hh ax0 l ow1', 'həlˈoʊ'],
    ['b er1 d er0', 'bˈɝdɚ'],
    ['jh ah1 jh', 'd͡ʒˈʌd͡ʒ'],
    ['hh ae1 t sh iy0', 'hˈæt.ʃi'],
    ['pau b ay pau', 'baɪ'],
  ])('writes %s', (phones, ipa) => {
    expect(fliteToIpa(phones.split(' '))).toBe(ipa)
  })

  it('is undone by ipaToFlite, where a vowel is stressed', () => {
    const vowels = [...FLITE_VOWELS].flatMap(vowel => (vowel === 'ax' ? ['ax0'] : [`${vowel}0`, `${vowel}1`]))
    const phones = fc.array(fc.constantFrom(...vowels, ...FLITE_CONSONANTS))
    fc.assert(
      fc.property(phones, phones, (before, after) => {
        const word = [...before, 'ae1', ...after]
        expect(ipaToFlite(fliteToIpa(word))).toEqual(word)
      }),
    )
  })

  it.each(['q', 'ax2', 'b1', 'constructor', ''])('refuses %j', phone => {
    expect(() => fliteToIpa([phone])).toThrow(PhonemeError)
  })
})
