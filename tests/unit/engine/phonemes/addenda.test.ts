import { describe, expect, it } from 'vitest'
import { addenda, addendumWord } from '../../../../lib/engine/phonemes/addenda'
import { PhonemeError } from '../../../../lib/engine/phonemes/error'
import { FLITE_CONSONANTS, FLITE_VOWELS } from '../../../../lib/engine/phonemes/flite'
import { fliteRun } from '../../../support/flite-run'

describe('addenda', () => {
  it.each(['slt', 'rms', 'awb', 'kal16'])('makes %s speak given phones within running text', async voice => {
    const given = addenda([
      { word: addendumWord(0), phones: ['ax0', 'b', 'aw1', 't'] },
      { word: addendumWord(1), phones: ['k', 'ae1', 'l', 'ax0', 'f', 'ao1', 'r', 'n', 'y', 'ax0'] },
    ])
    const text = (first: string, second: string) =>
      `hello ${first}, and ${second} again. ${first}? ${first}'s`
    const said = await fliteRun('-psstress', text(addendumWord(0), addendumWord(1)), {
      addenda: given,
      voice,
    })
    expect(said).toEqual(await fliteRun('-psstress', text('about', 'california'), { voice }))
    expect(said).not.toEqual(await fliteRun('-psstress', text(addendumWord(0), addendumWord(1)), { voice }))
  })

  it('knows each phone of the lexicon, with each digit', async () => {
    const vowels = [...FLITE_VOWELS].flatMap(vowel => (vowel === 'ax' ? ['ax0'] : [`${vowel}0`, `${vowel}1`]))
    const phones = [...vowels, ...FLITE_CONSONANTS]
    const said = await fliteRun('-psstress', addendumWord(7), {
      addenda: addenda([{ word: addendumWord(7), phones }]),
    })
    expect(said.filter(phone => phone !== 'pau').map(phone => phone.replace(/\d$/, ''))).toEqual(
      phones.map(phone => phone.replace(/\d$/, '')),
    )
  })

  it.each([
    [{ word: 'qx1', phones: ['t'] }],
    [{ word: 'Zuzoba', phones: ['t'] }],
    [{ word: 'zuzoba\nother', phones: ['t'] }],
    [{ word: 'zuzoba', phones: [] }],
    [{ word: 'zuzoba', phones: ['aa'] }],
    [{ word: 'zuzoba', phones: ['t1'] }],
    [{ word: 'zuzoba', phones: ['ax1'] }],
    [{ word: 'zuzoba', phones: ['pau'] }],
    [{ word: 'zuzoba', phones: ['t # k'] }],
  ])('refuses %j', entry => {
    expect(() => addenda([entry])).toThrow(PhonemeError)
  })
})

describe('addendumWord', () => {
  const indexes = [...Array.from({ length: 75 }, (_, i) => i), 4899, 4900, 343_000]

  it('never gives a word twice', () => {
    expect(new Set(Array.from({ length: 6000 }, (_, i) => addendumWord(i))).size).toBe(6000)
  })

  it("is left alone by Flite's tokeniser, where unpronounceable letters are spelt", async () => {
    const words = indexes.map(addendumWord)
    expect(await fliteRun('-pw', words.join(' '))).toEqual(words)
    expect(await fliteRun('-pw', 'qxaabzq')).toHaveLength(7)
  })
})
