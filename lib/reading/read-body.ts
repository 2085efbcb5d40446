import { concatBytes } from '../audio/bytes'
import { problem } from '../http/problem'
import { fieldsOf } from './query'
import type { Reading } from './reading'
import { parseReadingFields, type ReadingLimits } from './reading-schema'

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** What a character can need: an emoji is two escapes of six in JSON, and four bytes of three in a form. */
const BYTES_PER_CHARACTER = 12
/** For the other fields, and for what goes around them. */
const BYTES_BESIDE_TEXT = 16 * 1024

/** A reading has six fields. With millions of them, or of brackets, a small body would take long to read. */
const MAX_MEMBERS = 100

/**
 * The reading in the body of `POST /read`: a JSON object or a form, with
 * `text`, `voiceId`, and `engine`, `textType`, `languageCode`, `lexiconNames` (a list, or names with commas between).
 *
 * No more of the body is read than a reading within the limits can need.
 *
 * @throws Problem `unsupported-media-type` (415), `body-too-large` (413), `text-too-long` (413),
 * `invalid-parameter` (400), `client-gone` where the body breaks off.
 */
export async function parseReadBody(request: Request, limits: ReadingLimits): Promise<Reading> {
  const type = mediaTypeOf(request)
  if (type !== JSON_TYPE && type !== FORM_TYPE) {
    throw problem('unsupported-media-type', { actual: type, supported: [JSON_TYPE, FORM_TYPE] })
  }
  const limit = limits.maxCharacters * BYTES_PER_CHARACTER + BYTES_BESIDE_TEXT
  const body = decodeText(await readBytes(request, limit))
  return parseReadingFields(type === JSON_TYPE ? parseJson(body) : parseForm(body), limits)
}

/** Without its parameters, in small letters (RFC 9110, section 8.3.1). */
export function mediaTypeOf(request: Request): string {
  const [type = ''] = (request.headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

/**
 * The whole body. Of one that is longer than `limit` bytes, the rest is not read.
 *
 * @throws Problem `body-too-large` (413), `client-gone` where the body breaks off.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length')) > limit) throw problem('body-too-large', { limit })
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw problem('client-gone', {}, error)
    })
    if (done) break
    length += value.length
    if (length > limit) {
      const tooLarge = problem('body-too-large', { limit })
      await reader.cancel(tooLarge)
      throw tooLarge
    }
    chunks.push(value)
  }
  return concatBytes(chunks)
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw problem('invalid-parameter', { field: 'body', reason: 'it is not UTF-8' }, error)
  }
}

function parseJson(body: string): unknown {
  checkMembers(countMembers(body))
  try {
    return JSON.parse(body)
  } catch (error) {
    throw problem('invalid-parameter', { field: 'body', reason: 'it is not JSON' }, error)
  }
}

function parseForm(body: string): unknown {
  let members = 1
  for (let at = body.indexOf('&'); at !== -1 && members <= MAX_MEMBERS; at = body.indexOf('&', at + 1))
    members++
  checkMembers(members)
  return fieldsOf(new URLSearchParams(body))
}

/** Brackets and commas outside strings (RFC 8259, section 2): what the cost of parsing grows with, besides the length. */
function countMembers(json: string): number {
  let count = 0
  let inString = false
  for (let at = 0; at < json.length && count <= MAX_MEMBERS; at++) {
    const character = json[at]
    if (character === '"') inString = !inString
    else if (inString) at += character === '\\' ? 1 : 0
    else if (character === '{' || character === '[' || character === ',') count++
  }
  return count
}

function checkMembers(count: number): void {
  if (count <= MAX_MEMBERS) return
  throw problem('invalid-parameter', { field: 'body', reason: `it has more than ${MAX_MEMBERS} members` })
}
