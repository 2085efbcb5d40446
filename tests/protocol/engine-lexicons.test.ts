import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Conformance, openConformance, WAYS } from '../support/conformance'
import { createTestPolly, type SpeechBody } from '../support/local-polly'
import { type Mark, marksIn } from '../support/marks'
import { aliasLexeme, pls } from '../support/pls'
import { askDirectly, type Subject } from '../support/polly-subjects'

let open: Conformance
beforeAll(async () => {
  open = await openConformance()
})
afterAll(() => open.close())

const W3C = pls(aliasLexeme('W3C', 'World Wide Web Consortium'))

async function marksOf(subject: Subject, type: string, body: SpeechBody): Promise<Mark[]> {
  const marks = { VoiceId: 'slt', OutputFormat: 'json', SpeechMarkTypes: [type], ...body }
  return marksIn((await subject.speak(marks)).bytes)
}

/** The mouth's shapes, without the times. */
const mouth = async (subject: Subject, body: SpeechBody) =>
  (await marksOf(subject, 'viseme', body)).map(mark => mark.value).join('')

describe.each(WAYS)('lexicons of the local Polly, %s', way => {
  let subject: Subject
  beforeAll(() => {
    subject = open.subjects[way]
  })
  afterEach(async () => {
    for (const { Name } of (await subject.listLexicons()).Lexicons) await subject.deleteLexicon(Name)
  })

  it('are put, got, listed, replaced and deleted', async () => {
    await subject.putLexicon('w3c', W3C)
    const { Lexicon, LexiconAttributes } = await subject.getLexicon('w3c')
    expect(Lexicon).toEqual({ Name: 'w3c', Content: W3C })
    expect(LexiconAttributes).toEqual({
      Alphabet: 'ipa',
      LanguageCode: 'en-US',
      LastModified: expect.any(Date),
      LexiconArn: expect.stringMatching(/^arn:aws:polly:.*:lexicon\/w3c$/),
      LexemesCount: 1,
      Size: [...W3C].length,
    })
    expect((await subject.listLexicons()).Lexicons).toEqual([{ Name: 'w3c', Attributes: LexiconAttributes }])
    await subject.putLexicon('w3c', pls(aliasLexeme('Zoë', '😀'), { alphabet: 'x-sampa' }))
    expect((await subject.getLexicon('w3c')).LexiconAttributes.Alphabet).toBe('x-sampa')
    await subject.deleteLexicon('w3c')
    expect((await subject.listLexicons()).Lexicons).toEqual([])
    for (const answer of [subject.getLexicon('w3c'), subject.deleteLexicon('w3c')]) {
      await expect(answer).rejects.toMatchObject({ type: 'LexiconNotFoundException', status: 404 })
    }
  })

  it('are listed in pages, and taken up to a hundred', async () => {
    for (let i = 0; i < 100; i++) await subject.putLexicon(`n${i}`, W3C)
    const first = await subject.listLexicons()
    const second = await subject.listLexicons(first.NextToken)
    expect(second.NextToken).toBeUndefined()
    const names = [...first.Lexicons, ...second.Lexicons].map(({ Name }) => Name)
    expect(names.toSorted()).toEqual(Array.from({ length: 100 }, (_, i) => `n${i}`).toSorted())
    await expect(subject.putLexicon('onemore', W3C)).rejects.toMatchObject({
      type: 'MaxLexiconsNumberExceededException',
      status: 400,
    })
    await subject.putLexicon('n7', W3C)
    for (const name of names) await subject.deleteLexicon(name)
  })

  it.each([
    ['InvalidLexiconException', '<lexicon>'],
    ['InvalidLexiconException', pls('<lexeme><grapheme>a</grapheme></lexeme>')],
    ['InvalidLexiconException', `<!DOCTYPE x [<!ENTITY a "b">]>${W3C.replace(/^<\?.*\?>\s*/, '')}`],
    ['LexiconSizeExceededException', pls(aliasLexeme('a', 'b') + ' '.repeat(4000))],
    ['MaxLexemeLengthExceededException', pls(aliasLexeme('a', 'b'.repeat(101)))],
    ['UnsupportedPlsAlphabetException', pls(aliasLexeme('a', 'b'), { alphabet: 'cmu' })],
    ['UnsupportedPlsLanguageException', pls(aliasLexeme('a', 'b'), { 'xml:lang': 'tlh' })],
  ])('are refused with %s', async (type, content) => {
    await expect(subject.putLexicon('bad', content)).rejects.toMatchObject({ type, status: 400 })
    expect((await subject.listLexicons()).Lexicons).toEqual([])
  })

  it('have names of up to twenty letters and digits, and pages that were given out', async () => {
    for (const name of ['a-b', 'x'.repeat(21), 'é']) {
      await expect(subject.putLexicon(name, W3C)).rejects.toMatchObject({
        type: 'ValidationException',
        status: 400,
      })
    }
    await subject.putLexicon('Az09'.repeat(5), W3C)
    await expect(subject.listLexicons('bm9uc2Vuc2U')).rejects.toMatchObject({
      type: 'InvalidNextTokenException',
      status: 400,
    })
  })

  it('have an alias heard, where the word stands', async () => {
    await subject.putLexicon('w3c', W3C)
    const LexiconNames = ['w3c']
    const said = await mouth(subject, { Text: 'The W3C met.', LexiconNames })
    expect(said).toBe(await mouth(subject, { Text: 'The World Wide Web Consortium met.' }))
    expect(said).not.toBe(await mouth(subject, { Text: 'The W3C met.' }))
    const words = await marksOf(subject, 'word', { Text: 'The W3C met.', LexiconNames })
    expect(words).toMatchObject([{ value: 'The' }, { value: 'W3C', start: 4, end: 7 }, { value: 'met' }])
  })

  it.each([
    ['ipa', 'zuːˈluː'],
    ['x-sampa', 'zu:"lu:'],
  ])('have a pronunciation in %s heard', async (alphabet, ph) => {
    const lexeme = `<lexeme><grapheme>pecan</grapheme><phoneme>${ph}</phoneme></lexeme>`
    await subject.putLexicon('nuts', pls(lexeme, { alphabet }))
    const said = await mouth(subject, { Text: 'pecan', LexiconNames: ['nuts'] })
    expect(said.replaceAll('sil', '')).toBe('sulu')
    expect(said).not.toBe(await mouth(subject, { Text: 'pecan' }))
  })

  it('count in the order of the request, in documents too, and where their language is the text’s', async () => {
    await subject.putLexicon('one', pls(aliasLexeme('cat', 'dog')))
    await subject.putLexicon('two', pls(aliasLexeme('cat', 'bird')))
    await subject.putLexicon('french', pls(aliasLexeme('cat', 'fish'), { 'xml:lang': 'fr-FR' }))
    const heard = (Text: string, LexiconNames: string[] = []) =>
      mouth(subject, { Text, LexiconNames, ...(Text.startsWith('<') ? { TextType: 'ssml' } : {}) })
    const [dog, bird, cat] = await Promise.all([heard('A dog.'), heard('A bird.'), heard('A cat.')])
    expect(await heard('A cat.', ['one', 'two'])).toBe(dog)
    expect(await heard('A cat.', ['two', 'one'])).toBe(bird)
    expect(await heard('<speak>A cat.</speak>', ['french', 'two'])).toBe(bird)
    expect(await heard('A cat.', ['french'])).toBe(cat)
    expect(await heard('A cat.')).toBe(cat)
  })
})

describe('lexicons of the local Polly', () => {
  it('outlive it in their folder', async () => {
    const lexiconFolder = await mkdtemp(path.join(tmpdir(), 'lexicons-'))
    try {
      const [before, after] = [createTestPolly({ lexiconFolder }), createTestPolly({ lexiconFolder })]
      await askDirectly(before).putLexicon('W3c', W3C)
      await before.close()
      expect((await askDirectly(after).getLexicon('W3c')).Lexicon.Content).toBe(W3C)
      await after.close()
    } finally {
      await rm(lexiconFolder, { recursive: true })
    }
  })
})
