import * as v from 'valibot'
import { SAMPLE_FORMATS, type SampleFormat } from '../../audio/pcm'
import { problem } from '../../http/problem'
import { fieldsOf } from '../../reading/query'
import { oneOf, parseFields } from '../../reading/reading-schema'

export const RENDER_FORMATS = ['wav', 'mp3', 'ogg', 'opus'] as const
export type RenderFormat = (typeof RENDER_FORMATS)[number]

export const RENDER_RATES_HZ = [44_100, 48_000] as const
export type RenderRateHz = (typeof RENDER_RATES_HZ)[number]

/** Everything but the score that shapes the bytes of a render. */
export type RenderOptions = {
  format: RenderFormat
  /** Of WAV files. */
  bits: SampleFormat
  rateHz: RenderRateHz
  /** A ZIP of one WAV file a track in place of the mix. */
  stems: boolean
  /** Absent: as the kind of the score asks for it. */
  normalise?: 'peak' | 'none' | undefined
}

/** The extension under which a render is had: `zip` for stems. */
export type RenderExtension = RenderFormat | 'zip'

const schema = v.object({
  format: v.optional(oneOf(RENDER_FORMATS)),
  bits: v.optional(oneOf(SAMPLE_FORMATS)),
  rate: v.optional(oneOf(['44100', '48000'])),
  normalise: v.optional(oneOf(['peak', 'none'])),
  stems: v.optional(oneOf(['0', '1'])),
  name: v.optional(v.pipe(v.string(), v.maxLength(200, 'a name has at most 200 characters'))),
})

export type RenderQuery = { options: RenderOptions; name: string | undefined }

/**
 * The parameters of a render. An empty one counts as absent; one of another name is passed over.
 *
 * @param extension Where it says the format already.
 * @throws Problem `invalid-parameter` (400) with the field named.
 */
export function parseRenderQuery(query: URLSearchParams, extension?: RenderExtension): RenderQuery {
  const fields = fieldsOf(query)
  const asked = extension ? { ...fields, ...fieldsOfExtension(extension) } : fields
  const { format = 'wav', bits, rate, normalise, stems = '0', name } = parseFields(schema, asked)
  const isStems = stems === '1'
  if (isStems && format !== 'wav') refuse('format', `stems are WAV files: ${format} is for the mix`)
  if (bits && format !== 'wav') refuse('bits', `bits are for WAV files: ${format} has none`)
  if (format === 'opus' && rate === '44100') refuse('rate', '44100 is none of the rates of Opus: 48000')
  const rateHz = rate === '48000' || format === 'opus' ? 48_000 : 44_100
  return { options: { format, bits: bits ?? '24', rateHz, stems: isStems, normalise }, name }
}

export function extensionOf({ format, stems }: RenderOptions): RenderExtension {
  return stems ? 'zip' : format
}

function fieldsOfExtension(extension: RenderExtension): Record<string, string> {
  return extension === 'zip' ? { format: 'wav', stems: '1' } : { format: extension, stems: '0' }
}

function refuse(field: string, reason: string): never {
  throw problem('invalid-parameter', { field, reason })
}
