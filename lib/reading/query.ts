import * as v from 'valibot'
import { problem } from '../http/problem'
import { type Engine, OUTPUT_FORMATS, type ReadRequest, SAMPLE_RATES } from './reading'
import {
  checkLength,
  engineSchema,
  languageSchema,
  oneOf,
  parseFields,
  type ReadingLimits,
  readingEntries,
} from './reading-schema'

const readSchema = v.object({
  ...readingEntries,
  outputFormat: v.optional(oneOf(OUTPUT_FORMATS), 'mp3'),
  sampleRate: v.optional(v.pipe(v.string(), v.digits('it must be a number of Hz'), v.transform(Number))),
})

const voicesSchema = v.object({ engine: v.optional(engineSchema), languageCode: v.optional(languageSchema) })

/**
 * The parameters of `GET /read`. An empty one counts as absent, as a form
 * sends its unused fields; one that Polly does not know is passed over.
 *
 * @throws Problem `invalid-parameter` (400) with the field named, or
 * `text-too-long` (413) with the limit.
 */
export function parseReadQuery(query: URLSearchParams, limits: ReadingLimits): ReadRequest {
  const request = parseFields(readSchema, fieldsOf(query))
  const { outputFormat, sampleRate } = request
  const rates = SAMPLE_RATES[outputFormat]
  if (sampleRate !== undefined && !rates.includes(sampleRate)) {
    const reason = `${sampleRate} Hz is none of the rates of ${outputFormat}: ${rates.join(', ')}`
    throw problem('invalid-parameter', { field: 'sampleRate', reason })
  }
  return checkLength(request, limits)
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
  return parseFields(voicesSchema, fieldsOf(query))
}

/**
 * The parameters of a query or a form as an object; repeated `lexiconNames` are a list.
 *
 * @throws Problem `invalid-parameter` where another one is given more than once.
 */
export function fieldsOf(query: URLSearchParams): Readonly<Record<string, string>> {
  const fields = new Map<string, string>()
  for (const [name, value] of query) {
    if (value === '') continue
    const before = fields.get(name)
    if (before !== undefined && name !== 'lexiconNames') {
      throw problem('invalid-parameter', { field: name, reason: 'it is given more than once' })
    }
    fields.set(name, before === undefined ? value : `${before},${value}`)
  }
  return Object.fromEntries(fields)
}
