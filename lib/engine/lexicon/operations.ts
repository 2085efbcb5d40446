import { readJson } from '../body'
import { createConstraints } from '../constraints'
import { countCharacters } from './pls'
import type { LexiconStore, StoredLexicon } from './store'

/**
 * PutLexicon: `PUT /v1/lexicons/{name}` with `{"Content": "…"}`, answered with nothing.
 *
 * @throws {LexiconError} What {@link LexiconStore.put} throws.
 * @throws {PollyError} For a body that is no such JSON.
 */
export async function putLexicon(request: Request, name: string, store: LexiconStore): Promise<Response> {
  const check = createConstraints(await readJson(request))
  const content = check.string('Content', { required: true })
  check.finish()
  await store.put(name, content)
  return new Response(null)
}

/**
 * GetLexicon: `GET /v1/lexicons/{name}`.
 *
 * @throws {LexiconError} What {@link LexiconStore.get} throws.
 */
export async function getLexicon(_request: Request, name: string, store: LexiconStore): Promise<Response> {
  const lexicon = await store.get(name)
  return Response.json({
    Lexicon: { Content: lexicon.content, Name: name },
    LexiconAttributes: attributesOf(lexicon),
  })
}

/**
 * DeleteLexicon: `DELETE /v1/lexicons/{name}`, answered with nothing.
 *
 * @throws {LexiconError} What {@link LexiconStore.delete} throws.
 */
export async function deleteLexicon(_request: Request, name: string, store: LexiconStore): Promise<Response> {
  await store.delete(name)
  return new Response(null)
}

/**
 * ListLexicons: `GET /v1/lexicons?NextToken`.
 *
 * @throws {LexiconError} What {@link LexiconStore.list} throws.
 */
export async function listLexicons(request: Request, store: LexiconStore): Promise<Response> {
  const { lexicons, nextToken } = await store.list(
    new URL(request.url).searchParams.get('NextToken') ?? undefined,
  )
  return Response.json({
    Lexicons: lexicons.map(lexicon => ({ Name: lexicon.name, Attributes: attributesOf(lexicon) })),
    ...(nextToken === undefined ? {} : { NextToken: nextToken }),
  })
}

/** Polly, LexiconAttributes. The resource name is of no region and no account. */
function attributesOf({ name, content, lastModified, parsed }: StoredLexicon) {
  return {
    Alphabet: parsed.alphabet,
    LanguageCode: parsed.language,
    // In seconds, as timestamps in the bodies of the REST-JSON protocol are.
    LastModified: lastModified.getTime() / 1000,
    LexiconArn: `arn:aws:polly:local:000000000000:lexicon/${name}`,
    LexemesCount: parsed.lexemes.length,
    Size: countCharacters(content),
  }
}
