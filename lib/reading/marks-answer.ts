import { isNotModified } from '../http/conditional'
import { createCaptioner, srtCue, vttCue, vttHeader } from './captions'
import { formatMark } from './marks'
import type { MarksBatch, MarksFile } from './marks-file'
import type { Reading } from './reading'
import { listenerOf, streamOf } from './stream'

export const MARKS_FORMATS = ['ndjson', 'vtt', 'srt'] as const
export type MarksFormat = (typeof MARKS_FORMATS)[number]

const CONTENT_TYPES: Readonly<Record<MarksFormat, string>> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
}

/**
 * Answers `GET` and `HEAD` of the marks of a reading, as NDJSON or as captions,
 * as they become known. Where the voice has no marks and sentences were found
 * in its audio, the header `Speech-Marks: estimated` says so, and so does each mark.
 *
 * @param follow Whether the marks keep to what somebody listens to.
 * @param extra Headers of the route.
 * @throws Problem before the first byte; afterwards the stream fails.
 */
export async function answerMarks(
  request: Request,
  file: MarksFile,
  format: MarksFormat,
  reading: Reading & { language?: string | undefined },
  { follow, extra }: { follow: boolean; extra: Readonly<Record<string, string>> },
): Promise<Response> {
  const etag = `"${file.tag}.${format}"`
  const headers = {
    'Content-Type': CONTENT_TYPES[format],
    'Cache-Control': 'private, max-age=3600, no-transform',
    ETag: etag,
    ...extra,
  }
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD') return new Response(null, { headers })

  const listener = listenerOf(request)
  const batches = file.marks(listener.signal, { follow, toEnd: format !== 'ndjson' })
  const first = await firstMarks(batches)
  const isEstimated = first.marks.some(mark => mark.estimated)
  const all = startingWith(first, batches)
  const text = format === 'ndjson' ? ndjson(all) : captions(all, format, reading, isEstimated)
  return new Response(await streamOf(encoded(text), listener), {
    headers: isEstimated ? { ...headers, 'Speech-Marks': 'estimated' } : headers,
  })
}

/** The first batch with a mark in it, or the last of all. */
async function firstMarks(batches: AsyncGenerator<MarksBatch>): Promise<MarksBatch> {
  let last: MarksBatch = { marks: [] }
  while (last.marks.length === 0) {
    const { done, value } = await batches.next()
    if (done) break
    last = value
  }
  return last
}

async function* startingWith(
  first: MarksBatch,
  rest: AsyncGenerator<MarksBatch>,
): AsyncGenerator<MarksBatch> {
  yield first
  yield* rest
}

async function* ndjson(batches: AsyncGenerator<MarksBatch>): AsyncGenerator<string> {
  for await (const { marks } of batches) yield marks.map(formatMark).join('')
}

async function* captions(
  batches: AsyncGenerator<MarksBatch>,
  format: 'vtt' | 'srt',
  reading: Reading & { language?: string | undefined },
  isEstimated: boolean,
): AsyncGenerator<string> {
  const captioner = createCaptioner(reading, reading.language)
  let number = 1
  if (format === 'vtt') {
    yield vttHeader({ ...(reading.language ? { language: reading.language } : {}), estimated: isEstimated })
  }
  for await (const { marks, endMs } of batches) {
    const cues = marks.flatMap(mark => captioner.feed(mark))
    if (endMs !== undefined) cues.push(...captioner.end(endMs))
    yield cues.map(cue => (format === 'vtt' ? vttCue(cue) : srtCue(cue, number++))).join('')
  }
}

/** An empty piece is no end: it is passed over. */
async function* encoded(pieces: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  for await (const piece of pieces) if (piece !== '') yield encoder.encode(piece)
}
