import { describe, expect, it } from 'vitest'
import { groupVoices } from '../../../components/choosing/voice-groups'
import { manyVoices, voice } from '../../support/many-voices'

const joanna = voice('Joanna', 'en-US', 'US English')
const ivy = voice('Ivy', 'en-US', 'US English')
const hans = voice('Hans', 'de-DE', 'German')
const hannah = voice('Hannah', 'de-AT', 'Austrian German')
const zhiyu = voice('Zhiyu', 'cmn-CN', 'Chinese Mandarin')
const aditi = voice('Aditi', 'en-IN', 'Indian English', { AdditionalLanguageCodes: ['hi-IN'] })
const voices = [joanna, ivy, hans, hannah, zhiyu, aditi]

const outline = (groups: ReturnType<typeof groupVoices>) =>
  groups.map(group => [group.label, ...group.voices.map(({ Name }) => Name)])

describe('groupVoices', () => {
  it('puts favourites first, then the last choice, the language of the text, and languages by name', () => {
    expect(
      outline(groupVoices(voices, { suggested: 'de', favourites: ['Ivy', 'Gone', 'Hans'], last: 'Zhiyu' })),
    ).toEqual([
      ['Favourites', 'Ivy', 'Hans'],
      ['Chosen last', 'Zhiyu'],
      ['For this text: German', 'Hannah'],
      ['Indian English', 'Aditi'],
      ['US English', 'Joanna'],
    ])
  })

  it('knows a language by any of its codes', () => {
    expect(outline(groupVoices(voices, { suggested: 'zh', favourites: [] }))[0]).toEqual([
      'For this text: Chinese',
      'Zhiyu',
    ])
    expect(outline(groupVoices(voices, { suggested: 'hi', favourites: [] }))[0]).toEqual([
      'For this text: Hindi',
      'Aditi',
    ])
  })

  it('leaves out groups without voices', () => {
    expect(outline(groupVoices([hans], { suggested: 'sw', favourites: [], last: 'Gone' }))).toEqual([
      ['German', 'Hans'],
    ])
    expect(groupVoices([], { favourites: [] })).toEqual([])
  })

  it('has each voice once', () => {
    const all = manyVoices(400)
    const ids = groupVoices(all, {
      suggested: 'fr',
      favourites: all.slice(0, 9).map(({ Id }) => Id),
      last: 'slt',
    }).flatMap(group => group.voices.map(({ Id }) => Id))
    expect(ids.toSorted()).toEqual(all.map(({ Id }) => Id).toSorted())
  })
})
