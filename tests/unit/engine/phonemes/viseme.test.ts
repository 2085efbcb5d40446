import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FLITE_CONSONANTS, FLITE_VOWELS } from '../../../../lib/engine/phonemes/flite'
import { VISEMES, visemeOf, visemeOfIpa } from '../../../../lib/engine/phonemes/viseme'

describe('visemeOf', () => {
  it('has a shape for each phone, by the table of en-US', () => {
    const phones = [...FLITE_CONSONANTS, ...FLITE_VOWELS]
    const of = (viseme: string) => phones.filter(phone => visemeOf(phone) === viseme).join(' ')
    expect(Object.fromEntries(VISEMES.map(viseme => [viseme, of(viseme)]))).toEqual({
      ...{ p: 'b m p', t: 'd n t', S: 'ch jh sh zh', T: 'dh th', f: 'f v', k: 'g hh k ng', i: 'y ih iy' },
      ...{ l: 'l', r: 'r', s: 's z', u: 'w uh uw', '@': 'ax er', a: 'aa ae aw ay', e: 'ey', E: 'ah eh' },
      ...{ o: 'ow', O: 'ao oy', B: '', J: '', sil: '' },
    })
  })

  it.each([
    ['aw1', 'a'],
    ['er1', 'E'],
    ['er0', '@'],
    ['pau', 'sil'],
    ['', 'sil'],
    ['constructor', 'sil'],
  ])('of %j is %s', (phone, viseme) => {
    expect(visemeOf(phone)).toBe(viseme)
  })
})

describe('visemeOfIpa', () => {
  it.each([
    ['tʃ', 'S'],
    ['t͡s', 's'],
    ['d͡ʑ', 'J'],
    ['pf', 'f'],
    ['pʰ', 'p'],
    ['ˈaɪ', 'a'],
    ['eɪ', 'e'],
    ['ɑ̃ː', 'a'],
    ['ç', 'k'],
    ['β', 'B'],
    ['ɲ', 'J'],
    ['ʁ', 'k'],
    ['yː', 'u'],
    ['ø', 'o'],
    ['œ', 'O'],
    ['ɚ', '@'],
    ['_:', 'sil'],
    ['ʔ', 'sil'],
    ['', 'sil'],
  ])('of %j is %s', (phoneme, viseme) => {
    expect(visemeOfIpa(phoneme)).toBe(viseme)
  })

  it('is always a viseme', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(VISEMES).toContain(visemeOfIpa(text))
        expect(VISEMES).toContain(visemeOf(text))
      }),
    )
  })
})
