import { describe, expect, it } from 'vitest'
import { searchVoices } from '../../../components/choosing/voice-search'
import { voice } from '../../support/many-voices'

const joanna = voice('Joanna', 'en-US', 'US English', { SupportedEngines: ['neural', 'standard'] })
const matthew = voice('Matthew', 'en-US', 'US English', { Gender: 'Male' })
const amy = voice('Amy', 'en-GB', 'British English')
const geraint = voice('Geraint', 'en-GB-WLS', 'Welsh English', { Gender: 'Male' })
const lea = voice('Léa', 'fr-FR', 'French')
const chantal = voice('Chantal', 'fr-CA', 'Canadian French')
const mizuki = voice('Mizuki', 'ja-JP', 'Japanese')
const tatyana = voice('Tatyana', 'ru-RU', 'Russian')
const zeina = voice('Zeina', 'arb', 'Arabic')
const aditi = voice('Aditi', 'en-IN', 'Indian English', { AdditionalLanguageCodes: ['hi-IN'] })
const germana = voice('Germana', 'pt-BR', 'Brazilian Portuguese')
const hans = voice('Hans', 'de-DE', 'German')
const voices = [joanna, matthew, amy, geraint, lea, chantal, mizuki, tatyana, zeina, aditi, germana, hans]

describe('searchVoices', () => {
  it.each([
    ['joa', [joanna]],
    ['LEA', [lea]],
    ['léa', [lea]],
    ['french', [lea, chantal]],
    ['français', [lea, chantal]],
    ['日本', [mizuki]],
    ['русский', [tatyana]],
    ['العربية', [zeina]],
    ['canada', [chantal]],
    ['Россия', [tatyana]],
    ['en-us', [joanna, matthew]],
    ['hindi', [aditi]],
    ['wls', [geraint]],
    ['male us', [matthew]],
    ['us male', [matthew]],
    ['neural', [joanna]],
    ['kangaroo', []],
    ['french male', []],
    ['', voices],
    [' ,; ', voices],
  ])('finds by %j', (query, found) => expect(searchVoices(voices, query)).toEqual(found))

  it('puts starts of names before starts of languages, and these before what stands within', () => {
    expect(searchVoices(voices, 'german')).toEqual([germana, hans])
    expect(searchVoices([chantal, hans, voice('Anika', 'af-ZA', 'Afrikaans')], 'an')[0]?.Name).toBe('Anika')
  })

  it('survives codes that no standard knows', () => {
    const strange = voice('Strange', 'x_y!', 'Strange')
    expect(searchVoices([strange], 'str')).toEqual([strange])
  })
})
