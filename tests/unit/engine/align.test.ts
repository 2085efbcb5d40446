import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignPhones } from '../../../lib/engine/flite/align'

const phones = (text: string) => text.split(' ').filter(phone => phone !== '')

describe('alignPhones', () => {
  it('gives each word its own phones', () => {
    const words = [phones('d aa k t er'), phones('s m ih th')]
    expect(alignPhones(words, phones('d aa k t er s m ih th'))).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1])
  })

  it('follows vowels that are reduced in the sentence', () => {
    const words = [phones('ey'), phones('t uw'), phones('k ae n')]
    expect(alignPhones(words, phones('ax t ax k ax n'))).toEqual([0, 1, 1, 2, 2, 2])
  })

  it('follows phones that fall away, and phones that come in', () => {
    expect(alignPhones([phones('ae n d'), phones('dh eh n')], phones('ae n dh eh n'))).toEqual([
      0, 0, 1, 1, 1,
    ])
    expect(alignPhones([phones('f ih l m'), phones('s')], phones('f ih l ax m s'))).toEqual([
      0, 0, 0, 0, 0, 1,
    ])
  })

  it('leaves a word that is not heard without a phone', () => {
    expect(alignPhones([phones('hh ay'), [], phones('y uw')], phones('hh ay y uw'))).toEqual([0, 0, 2, 2])
  })

  it('names a word for every phone, in order, whatever is given', () => {
    const phone = fc.constantFrom('aa', 'iy', 't', 's', 'n')
    fc.assert(
      fc.property(
        fc
          .array(fc.array(phone, { maxLength: 5 }), { maxLength: 6 })
          .filter(words => words.flat().length > 0),
        fc.array(phone, { maxLength: 20 }),
        (words, spoken) => {
          const owners = alignPhones(words, spoken)
          expect(owners).toHaveLength(spoken.length)
          expect(owners.every(owner => owner >= 0 && owner < words.length)).toBe(true)
          expect(owners).toEqual([...owners].sort((a, b) => a - b))
        },
      ),
    )
  })
})
