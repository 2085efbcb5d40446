import { describe, expect, it } from 'vitest'
import { countWords, worstFirst } from '../../../../components/writing/trouble-order'
import { checkSsml } from '../../../../lib/reading/ssml-check'

const troubles = checkSsml('<speak><s></s><loud>a</loud>\n<say-as>b</say-as></speak>', 'standard')

describe('worstFirst', () => {
  it('has errors before warnings, each in the order of the text', () => {
    expect(worstFirst(troubles).map(({ severity, line }) => [severity, line])).toEqual([
      ['error', 1],
      ['error', 2],
      ['warning', 1],
    ])
    expect(troubles[0]?.severity, 'the order of the text is another one').toBe('warning')
  })
})

describe('countWords', () => {
  it('says how many there are of each', () => {
    expect(countWords(troubles)).toBe('2 errors, 1 warning')
    expect(countWords(troubles.slice(0, 1))).toBe('1 warning')
    expect(countWords([])).toBe('')
  })
})
