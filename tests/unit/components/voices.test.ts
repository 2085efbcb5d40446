import { describe, expect, it } from 'vitest'
import { enginesOf, groupByLanguage, pickEngine, pickVoice } from '../../../components/voices'
import type { Engine, Voice } from '../../../lib/reading/reading'

function voice(Id: string, LanguageCode: string, LanguageName: string, ...engines: Engine[]): Voice {
  return { Id, Name: Id, Gender: 'Female', LanguageCode, LanguageName, SupportedEngines: engines }
}

const astrid = voice('Astrid', 'sv-SE', 'Swedish', 'standard')
const lea = voice('Léa', 'fr-FR', 'French', 'standard')
const celine = voice('Céline', 'fr-FR', 'French', 'standard')
const brian = voice('Brian', 'en-GB', 'British English', 'standard')
const ivy = voice('Ivy', 'en-US', 'US English', 'standard')
const joanna = voice('Joanna', 'en-US', 'US English', 'generative', 'standard', 'neural')

describe('groupByLanguage', () => {
  it('puts English first, and languages and the voices in them in the order of their names', () => {
    expect(groupByLanguage([ivy, lea, astrid, celine, brian])).toEqual([
      { language: 'British English', voices: [brian] },
      { language: 'US English', voices: [ivy] },
      { language: 'French', voices: [celine, lea] },
      { language: 'Swedish', voices: [astrid] },
    ])
  })
})

describe('pickVoice', () => {
  it('keeps the chosen voice while it is there', () => {
    expect(pickVoice([joanna, astrid], 'Astrid')).toBe(astrid)
    expect(pickVoice([joanna, ivy], 'Astrid')).toBe(joanna)
  })

  it('falls back to US English, neural where there is one, else to any voice', () => {
    expect(pickVoice([astrid, ivy, joanna])).toBe(joanna)
    expect(pickVoice([astrid, ivy])).toBe(ivy)
    expect(pickVoice([astrid, lea])).toBe(astrid)
    expect(pickVoice([])).toBeUndefined()
  })
})

describe('pickEngine', () => {
  it('keeps the chosen engine where the voice has it, else takes the default', () => {
    expect(pickEngine(joanna, 'generative')).toBe('generative')
    expect(pickEngine(joanna, 'long-form')).toBe('neural')
    expect(pickEngine(ivy)).toBe('standard')
  })
})

describe('enginesOf', () => {
  it('offers engines in one order for all voices', () => {
    expect(enginesOf(joanna)).toEqual(['neural', 'standard', 'generative'])
  })
})
