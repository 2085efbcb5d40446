import { describe, expect, it } from 'vitest'
import { englishLanguageName, ownLanguageName, regionNames } from '../../../components/choosing/voice-names'

describe('ownLanguageName', () => {
  it.each([
    ['de-AT', 'Deutsch'],
    ['cmn-CN', '中文'],
    ['arb', 'العربية'],
    ['en-GB-WLS', 'English'],
    ['x_y!', undefined],
  ])('of %j is %j', (code, name) => expect(ownLanguageName(code)).toBe(name))
})

describe('englishLanguageName', () => {
  it('leaves out the region', () => expect(englishLanguageName('pt-BR')).toBe('Portuguese'))
})

describe('regionNames', () => {
  it('are in English and in the language', () => {
    expect(regionNames('de-DE')).toEqual(['Germany', 'Deutschland'])
    expect(regionNames('arb')).toEqual([])
  })
})
