import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../../lib/reading/language'
import { primaryLanguage } from '../../../lib/reading/language-tag'
import { LANGUAGE_SAMPLES } from '../../support/language-samples'

const samples = Object.entries(LANGUAGE_SAMPLES).map(([language, sentences]) => ({ language, sentences }))

describe('detectLanguage', () => {
  it.each(samples)('knows $language by a sentence', async ({ language, sentences }) => {
    const found = await Promise.all(sentences.map(sentence => detectLanguage(sentence)))
    expect(found).toEqual([language, language])
  })

  it('knows nine of ten languages by 25 characters', async () => {
    const scraps = samples.flatMap(({ language, sentences }) =>
      sentences.map(sentence => ({ language, scrap: sentence.slice(0, 25) })),
    )
    const right = await Promise.all(
      scraps.map(async ({ language, scrap }) => (await detectLanguage(scrap)) === language),
    )
    expect(right.filter(Boolean).length / right.length).toBeGreaterThanOrEqual(0.9)
  })

  it.each([
    '',
    'OK',
    '12345 67890 +49 30 1234',
    '🙂🙂🙂🙂🙂',
    'asdf jkl qwer uiop zxcv bnm',
    'https://example.com/the/and/of',
  ])('is not sure of %j', async text => expect(await detectLanguage(text)).toBeUndefined())

  it('judges a long text by more than its beginning', async () => {
    const [german = '', english = ''] = [LANGUAGE_SAMPLES.de?.[0], LANGUAGE_SAMPLES.en?.[0]]
    expect(await detectLanguage(`${`${english} `.repeat(4)}${`${german} `.repeat(2000)}`)).toBe('de')
  })

  it('passes over tags, addresses and entities', async () => {
    const ssml =
      '<speak><prosody rate="slow">Guten Morgen,</prosody> <break time="1s"/>wie geht es dir heute?</speak>'
    expect(await detectLanguage(ssml)).toBe('de')
    expect(
      await detectLanguage(
        `${'https://example.com/the/house/of/the/rising '.repeat(3)} Il fait beau ce matin à Paris.`,
      ),
    ).toBe('fr')
  })

  it('knows Japanese by its kana, beside more Han characters', async () => {
    expect(await detectLanguage('東京都知事選挙の投開票日は七月七日に決定')).toBe('ja')
  })

  it('knows letters in decomposed form', async () => {
    expect(await detectLanguage('Hôm qua chúng tôi đi chợ và mua trái cây tươi.'.normalize('NFD'))).toBe('vi')
  })
})

describe('primaryLanguage', () => {
  it.each([
    ['de-AT', 'de'],
    ['cmn-CN', 'zh'],
    ['arb', 'ar'],
    ['nb-NO', 'nb'],
    ['no', 'nb'],
    ['yue-CN', 'yue'],
    ['', ''],
  ])('of %j is %j', (tag, language) => expect(primaryLanguage(tag)).toBe(language))
})
