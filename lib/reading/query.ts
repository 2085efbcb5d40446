import * as v from 'valibot'
import { problem } from '../http/problem'
import {
  billedCharacters,
  countCodePoints,
  ENGINES,
  type Engine,
  MAX_BILLED_CHARACTERS,
  MAX_CHARACTERS,
  MAX_LEXICONS,
  OUTPUT_FORMATS,
  type ReadRequest,
  SAMPLE_RATES,
  TEXT_TYPES,
} from './reading'

const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, issue => `${issue.received} is none of ${values.join(', ')}`)

const engine = oneOf(ENGINES)
/**
 * Subtags of letters and digits, at most eight of each (RFC 5646, section 2.1). Which languages there are
 * is for the service to say: the embedded voices have some that Polly lacks.
 */
const languageCode = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}$/,
    issue => `${issue.received} is no language tag, such as en-US`,
  ),
)

const readSchema = v.object({
  text: v.pipe(
    v.string('it is missing'),
    // A form sends CR LF for every line break (HTML, form submission): one character to whoever wrote it.
    v.transform(text => text.replace(/\r\n?/g, '\n')),
    v.regex(/\S/, 'there is nothing in it to read'),
  ),
  voiceId: v.pipe(
    v.string('it is missing; GET /voices lists the voices'),
    v.regex(/^[\w-]{1,64}$/, 'an id has letters, digits and hyphens only, at most 64'),
  ),
  outputFormat: v.optional(oneOf(OUTPUT_FORMATS), 'mp3'),
  engine: v.optional(engine),
  textType: v.optional(oneOf(TEXT_TYPES), 'text'),
  languageCode: v.optional(languageCode),
  sampleRate: v.optional(v.pipe(v.string(), v.digits('it must be a number of Hz'), v.transform(Number))),
  lexiconNames: v.optional(
    v.pipe(
      v.string(),
      v.transform(names => (names === '' ? [] : names.split(','))),
      v.array(v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,20}$/, 'a name has 1 to 20 letters and digits'))),
      v.maxLength(MAX_LEXICONS, `at most ${MAX_LEXICONS} lexicons go with a request`),
    ),
    '',
  ),
})

const voicesSchema = v.object({ engine: v.optional(engine), languageCode: v.optional(languageCode) })

/**
 * The parameters of `GET /read`. An empty one counts as absent, as a form
 * sends its unused fields; one that Polly does not know is passed over.
 *
 * @throws Problem `invalid-parameter` (400) with the field named, or
 * `text-too-long` (413) with the limit.
 */
export function parseReadQuery(query: URLSearchParams): ReadRequest {
  const request = parse(readSchema, query)
  const { text, textType, outputFormat, sampleRate } = request
  const rates = SAMPLE_RATES[outputFormat]
  if (sampleRate !== undefined && !rates.includes(sampleRate)) {
    const reason = `${sampleRate} Hz is none of the rates of ${outputFormat}: ${rates.join(', ')}`
    throw problem('invalid-parameter', { field: 'sampleRate', reason })
  }
  const billed = billedCharacters(text, textType)
  if (billed > MAX_BILLED_CHARACTERS) {
    throw problem('text-too-long', { field: 'text', limit: MAX_BILLED_CHARACTERS, actual: billed })
  }
  const all = countCodePoints(text)
  if (all > MAX_CHARACTERS) {
    throw problem('text-too-long', { field: 'text', limit: MAX_CHARACTERS, actual: all })
  }
  return request
}

/**
 * The filters of `GET /voices`.
 *
 * @throws Problem `invalid-parameter` (400) with the field named.
 */
export function parseVoicesQuery(query: URLSearchParams): {
  engine?: Engine | undefined
  languageCode?: string | undefined
} {
  return parse(voicesSchema, query)
}

function parse<T extends v.GenericSchema>(schema: T, query: URLSearchParams): v.InferOutput<T> {
  const fields = new Map<string, string>()
  for (const [name, value] of query) {
    if (value === '') continue
    const before = fields.get(name)
    if (before !== undefined && name !== 'lexiconNames') {
      throw problem('invalid-parameter', { field: name, reason: 'it is given more than once' })
    }
    fields.set(name, before === undefined ? value : `${before},${value}`)
  }
  const result = v.safeParse(schema, Object.fromEntries(fields))
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue)?.split('.')[0] ?? 'query'
  throw problem('invalid-parameter', { field, reason: missingOr(issue) })
}

/** valibot reports an absent key by its own words: ours say what is to be done. */
function missingOr(issue: v.BaseIssue<unknown>): string {
  return issue.kind === 'schema' && issue.type === 'object' ? 'it is missing' : issue.message
}
