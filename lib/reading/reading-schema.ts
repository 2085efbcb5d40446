import * as v from 'valibot'
import { problem } from '../http/problem'
import { billedCharacters, countCodePoints, ENGINES, MAX_LEXICONS, type Reading, TEXT_TYPES } from './reading'

export type ReadingLimits = {
  /** Billed characters of a reading; of all characters, SSML tags included, there may be twice as many. */
  maxCharacters: number
}

/** As much of a wrong value as is said again to whoever sent it, in UTF-16 units. */
const ECHO = 80

/** One of a list of words; the problem names them all. */
export const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, issue => `${received(issue)} is none of ${values.join(', ')}`)

export const engineSchema = oneOf(ENGINES)

/**
 * Subtags of letters and digits, at most eight of each (RFC 5646, section 2.1). Which languages there are
 * is for the service to say: the embedded voices have some that Polly lacks.
 */
export const languageSchema = v.pipe(
  v.string('it must be a string'),
  v.regex(
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}$/,
    issue => `${received(issue)} is no language tag, such as en-US`,
  ),
)

/** The fields of a reading, for the query, the body and the id alike. */
export const readingEntries = {
  text: v.pipe(
    v.string('it must be a string'),
    // A form sends CR LF for every line break (HTML, form submission): one character to whoever wrote it.
    // Half a surrogate pair has no UTF-8: it becomes U+FFFD everywhere, as in a form.
    v.transform(text => text.toWellFormed().replace(/\r\n?/g, '\n')),
    v.regex(/\S/, 'there is nothing in it to read'),
  ),
  voiceId: v.pipe(
    v.string('it must be a string'),
    v.regex(/^[\w-]{1,64}$/, 'an id has letters, digits and hyphens only, at most 64'),
  ),
  engine: v.optional(engineSchema),
  textType: v.optional(oneOf(TEXT_TYPES), 'text'),
  languageCode: v.optional(languageSchema),
  lexiconNames: v.optional(
    v.pipe(
      v.union(
        [
          v.pipe(
            v.string(),
            v.transform(names => names.split(',')),
          ),
          v.array(v.string()),
        ],
        'it must be a list of names',
      ),
      v.maxLength(MAX_LEXICONS, `at most ${MAX_LEXICONS} lexicons go with a request`),
      v.everyItem(name => /^[0-9A-Za-z]{1,20}$/.test(name), 'a name has 1 to 20 letters and digits'),
    ),
    [],
  ),
}

const readingSchema = v.object(readingEntries)

/**
 * The reading that fields of any origin make. Null and the empty string count
 * as absent, as a form sends its unused fields; what is not of a reading is passed over.
 *
 * @throws Problem `invalid-parameter` (400) with the field named, or `text-too-long` (413) with limit and actual.
 */
export function parseReadingFields(fields: unknown, limits: ReadingLimits): Reading {
  return checkLength(parseFields(readingSchema, fields), limits)
}

/**
 * Fields by a schema of objects; null and the empty string count as absent.
 *
 * @throws Problem `invalid-parameter` with the first field that is wrong.
 */
export function parseFields<T extends v.GenericSchema>(schema: T, fields: unknown): v.InferOutput<T> {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw problem('invalid-parameter', {
      field: 'body',
      reason: 'it must be an object with the fields of a reading',
    })
  }
  const present = Object.entries(fields).filter(
    ([, value]) => value !== '' && value !== null && value !== undefined,
  )
  // The first issue is what is told: to look for more of them would cost as much as the sender likes.
  const result = v.safeParse(schema, Object.fromEntries(present), { abortEarly: true })
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue)?.split('.')[0] ?? 'body'
  throw problem('invalid-parameter', { field, reason: reasonOf(field, issue) })
}

/** @throws Problem `text-too-long`. */
export function checkLength<T extends Pick<Reading, 'text' | 'textType'>>(
  reading: T,
  limits: ReadingLimits,
): T {
  const { text, textType } = reading
  const { maxCharacters } = limits
  checkCount(billedCharacters(text, textType), maxCharacters)
  // Polly allows twice as many characters in all as it bills (Polly, Quotas).
  checkCount(countCodePoints(text), 2 * maxCharacters)
  return reading
}

function checkCount(actual: number, limit: number): void {
  if (actual > limit) throw problem('text-too-long', { field: 'text', limit, actual })
}

/** valibot reports an absent key by its own words: ours say what is to be done. */
function reasonOf(field: string, issue: v.BaseIssue<unknown>): string {
  if (issue.kind !== 'schema' || issue.type !== 'object') return issue.message
  return field === 'voiceId' ? 'it is missing; GET /voices lists the voices' : 'it is missing'
}

function received(issue: v.BaseIssue<unknown>): string {
  return issue.received.length > ECHO ? `${issue.received.slice(0, ECHO)}…` : issue.received
}
