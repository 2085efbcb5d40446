import {
  DeleteLexiconCommand,
  GetLexiconCommand,
  ListLexiconsCommand,
  PollyClient,
  PutLexiconCommand,
} from '@aws-sdk/client-polly'
import { describe, expect, it } from 'vitest'
import { createRequestHandler } from '../../../../lib/engine/handler'
import {
  deleteLexicon,
  getLexicon,
  listLexicons,
  putLexicon,
} from '../../../../lib/engine/lexicon/operations'
import { createLexiconStore } from '../../../../lib/engine/lexicon/store'
import { aliasLexeme, pls } from '../../../support/pls'

/** The SDK, asking the operations themselves. */
function client(): PollyClient {
  const store = createLexiconStore()
  const operations = { PUT: putLexicon, GET: getLexicon, DELETE: deleteLexicon }
  return new PollyClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: createRequestHandler(request => {
      const name = /^\/v1\/lexicons\/(.*)$/.exec(new URL(request.url).pathname)?.[1]
      if (name === undefined) return listLexicons(request, store)
      return operations[request.method as keyof typeof operations](request, name, store)
    }),
  })
}

const CONTENT = pls(aliasLexeme('W3C', 'World Wide Web Consortium') + aliasLexeme('Zoë', '😀'))

describe('lexicon operations, through the SDK', () => {
  it('put, get, list and delete a lexicon', async () => {
    const polly = client()
    const before = Date.now()
    await polly.send(new PutLexiconCommand({ Name: 'w3c', Content: CONTENT }))

    const { Lexicon, LexiconAttributes } = await polly.send(new GetLexiconCommand({ Name: 'w3c' }))
    expect(Lexicon).toEqual({ Name: 'w3c', Content: CONTENT })
    expect(LexiconAttributes).toEqual({
      Alphabet: 'ipa',
      LanguageCode: 'en-US',
      LastModified: expect.any(Date),
      LexiconArn: expect.stringMatching(/^arn:aws:polly:.*:lexicon\/w3c$/),
      LexemesCount: 2,
      Size: [...CONTENT].length,
    })
    expect(Math.abs((LexiconAttributes?.LastModified?.getTime() ?? 0) - before)).toBeLessThan(60_000)

    const { Lexicons, NextToken } = await polly.send(new ListLexiconsCommand({}))
    expect(Lexicons).toEqual([{ Name: 'w3c', Attributes: LexiconAttributes }])
    expect(NextToken).toBeUndefined()

    await polly.send(new DeleteLexiconCommand({ Name: 'w3c' }))
    expect((await polly.send(new ListLexiconsCommand({}))).Lexicons).toEqual([])
  })

  it('list page by page, following the token', async () => {
    const polly = client()
    for (let i = 0; i < 60; i++) await polly.send(new PutLexiconCommand({ Name: `n${i}`, Content: CONTENT }))
    const names: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await polly.send(new ListLexiconsCommand({ NextToken }))
      names.push(...(page.Lexicons?.map(({ Name }) => Name) ?? []))
      NextToken = page.NextToken
    } while (NextToken)
    expect(new Set(names).size).toBe(60)
    expect(names).toHaveLength(60)
  })

  it.each([
    ['LexiconNotFoundException', new GetLexiconCommand({ Name: 'none' })],
    ['LexiconNotFoundException', new DeleteLexiconCommand({ Name: 'none' })],
    ['InvalidLexiconException', new PutLexiconCommand({ Name: 'a', Content: 'file://example.pls' })],
    ['ValidationException', new PutLexiconCommand({ Name: 'a-b', Content: CONTENT })],
    ['InvalidNextTokenException', new ListLexiconsCommand({ NextToken: 'x' })],
  ])('throw %s', async (type, command) => {
    await expect(client().send(command as GetLexiconCommand)).rejects.toMatchObject({ type })
  })

  it.each([
    ['{}', 'ValidationException'],
    ['{"Content": 1}', 'SerializationException'],
    ['<lexicon/>', 'SerializationException'],
  ])('refuse the body %s', async (body, name) => {
    const request = new Request('http://local/v1/lexicons/a', { method: 'PUT', body })
    await expect(putLexicon(request, 'a', createLexiconStore())).rejects.toMatchObject({ name })
  })
})
