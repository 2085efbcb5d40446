import * as v from 'valibot'
import type { Container } from '../audio/join/joiner'
import { problem } from '../http/problem'
import { MARKS_FORMATS, type MarksFormat } from './marks-answer'
import { fieldsOf } from './query'
import type { Reading } from './reading'
import { decodeReadingId } from './reading-id'
import { oneOf, parseFields, parseReadingFields } from './reading-schema'
import type { Service } from './service'
import { MARK_TYPES, type Mark } from './timeline'

const CONTAINERS = ['mp3', 'ogg', 'opus', 'wav'] as const satisfies readonly Container[]

/** What an address `/read/{id}.{extension}` is about. */
export type Found = { reading: Reading; extension: Container | MarksFormat }

/**
 * @param file Last segment of the path.
 * @throws Problem `unknown-reading` (404), or what is wrong with the reading that the id holds (400, 413).
 */
export async function findReading(file: string, service: Service): Promise<Found> {
  const dot = file.lastIndexOf('.')
  const extension = [...CONTAINERS, ...MARKS_FORMATS].find(known => known === file.slice(dot + 1))
  const id = decodeReadingId(file.slice(0, Math.max(0, dot)))
  if (!extension || !id) throw problem('unknown-reading', {})
  if (id.kind === 'reading') return { reading: parseReadingFields(id.fields, service), extension }
  const reading = await service.readings.get(id.key)
  if (!reading) throw problem('unknown-reading', {})
  return { reading, extension }
}

/** What a timeline needs; visemes are many, and for mouths. */
export const DEFAULT_TYPES: readonly Mark['type'][] = ['sentence', 'word', 'ssml']

const fileQuery = v.object({
  audio: v.optional(oneOf(CONTAINERS), 'mp3'),
  types: v.optional(
    v.pipe(
      v.string(),
      v.transform(types => types.split(',')),
      v.array(oneOf(MARK_TYPES)),
    ),
    DEFAULT_TYPES.join(','),
  ),
})

/**
 * The parameters of `GET /read/{id}.{extension}`: whether to download, whether
 * marks wait for the audio that somebody listens to, by which container's audio
 * they are timed, and which types of them there are to be.
 *
 * @throws Problem `invalid-parameter` (400) with the field named.
 */
export function parseFileQuery(query: URLSearchParams): v.InferOutput<typeof fileQuery> & {
  download: boolean
  follow: boolean
} {
  return {
    ...parseFields(fileQuery, fieldsOf(query)),
    download: query.has('download'),
    follow: query.has('follow'),
  }
}
