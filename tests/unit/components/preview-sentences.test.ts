import { describe, expect, it } from 'vitest'
import { previewSentence } from '../../../components/choosing/preview-sentences'
import { POLLY_VOICES } from '../../../lib/engine/polly-voices'
import { localVoices } from '../../../lib/engine/voices'
import { detectLanguage } from '../../../lib/reading/language'
import { primaryLanguage } from '../../../lib/reading/language-tag'

const codes = [
  ...localVoices(true).flatMap(({ listed }) => [
    listed.LanguageCode,
    ...(listed.AdditionalLanguageCodes ?? []),
  ]),
  ...[...POLLY_VOICES.values()].flatMap(({ languageCodes }) => languageCodes),
]
const languages = [...new Set(codes.map(primaryLanguage))]

/** Written like Croatian, which is what it is taken for. */
const ALIKE: Readonly<Record<string, string>> = { bs: 'hr', sl: 'hr' }

describe('previewSentence', () => {
  it.each(languages)('is in the language of the voice: %s', async language => {
    expect(await detectLanguage(previewSentence(language))).toBe(ALIKE[language] ?? language)
  })

  it('is one for each language, whatever the region', () => {
    expect(previewSentence('de-AT')).toBe(previewSentence('de-DE'))
    expect(new Set(languages.map(previewSentence)).size).toBe(languages.length)
  })

  it('counts in a language that it has no words of', () => {
    expect(previewSentence('tlh')).toBe('1, 2, 3, 4, 5.')
  })
})
