import { concatBytes } from '../../audio/bytes'
import type { ClipReader } from '../../clips/reader'
import { ifRangeHolds, isNotModified } from '../../http/conditional'
import { attachment } from '../../http/content-disposition'
import { withLength } from '../../http/content-length'
import { problem } from '../../http/problem'
import { type ByteBounds, type ByteRange, contentRange, parseRange, resolveRange } from '../../http/range'
import { type Listener, listenerOf, streamOf } from '../../reading/stream'
import { extensionOf, type RenderExtension } from './options'
import { type Render, type Renderer, shapeOf } from './renderer'
import { stemsZip, stemsZipBytes } from './stems-zip'

const CONTENT_TYPES: Readonly<Record<RenderExtension, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg; codecs=vorbis',
  opus: 'audio/ogg; codecs=opus',
  zip: 'application/zip',
}

/** A closed range of a file that still grows is waited for if it ends before this: players probe the first bytes. */
const MAX_PROBE_BYTES = 64 * 1024

/** What an answer sends: a file of which any part can be had, as soon as it is there. */
type RenderFile = {
  /** Bytes; undefined while nobody knows. */
  length(): Promise<number | undefined>
  /** From that byte to the end. */
  from(first: number, signal: AbortSignal): AsyncGenerator<Uint8Array>
}

/**
 * Answers a render as a file: the whole, a range of it, or that it has not changed (RFC 9110,
 * sections 13 and 14). It is begun where it is not kept, and leaves as it is made.
 *
 * Ranges are exact where the length is known: of WAV and ZIP before the first sample, of the
 * others when they are complete. While one of those grows, they are answered as those of
 * readings: docs/decisions/2026-11-21-ranges-while-it-grows.md.
 *
 * @param name Of the file, without extension.
 * @param extra Headers of the route.
 * @throws Problem before the first byte; afterwards the stream fails.
 */
export async function answerRender(
  request: Request,
  render: Render,
  renderer: Renderer,
  { name, extra = {} }: { name: string; extra?: Readonly<Record<string, string>> },
): Promise<Response> {
  const extension = extensionOf(render.options)
  const tag = `"${render.key}"`
  const headers = {
    'Content-Type': CONTENT_TYPES[extension],
    'Content-Disposition': attachment(`${name}.${extension}`),
    // no-transform: a compressor on the way would hold the first bytes back (RFC 9111, section 5.2.2.6).
    'Cache-Control': 'private, max-age=3600, no-transform',
    'Accept-Ranges': 'bytes',
    ETag: tag,
    ...extra,
  }
  const file = render.options.stems ? zipFile(render, renderer) : clipFile(render, renderer)
  if (request.method !== 'POST' && isNotModified(request, tag))
    return new Response(null, { status: 304, headers })
  if (request.method === 'HEAD')
    return new Response(null, { headers: withLength(headers, await file.length()) })

  // Range is for GET alone (RFC 9110, section 14.2).
  const isRanged = request.method === 'GET' && ifRangeHolds(request, tag)
  const range = isRanged ? parseRange(request.headers.get('Range')) : undefined
  // Without a stream, which costs a third of such an answer.
  const whole = render.options.stems ? undefined : renderer.atHand(render)
  if (whole) return answerWhole(whole, range, headers)
  const listener = listenerOf(request)
  const length = await file.length()
  if (range && length !== undefined) return answerRange({ file, headers, listener }, range, length)
  if (range && 'first' in range && range.last !== undefined && range.last < MAX_PROBE_BYTES) {
    return answerProbe({ file, headers, listener }, range.first, range.last)
  }
  if (range && 'first' in range && range.first > 0 && range.last === undefined) {
    const body = await streamOf(atLeastOne(range.first, file, listener.signal), listener)
    // The end is not known, and has to be said: the greatest number that every recipient can hold.
    return partial(body, { first: range.first, last: Number.MAX_SAFE_INTEGER }, undefined, headers)
  }
  const body = await streamOf(file.from(0, listener.signal), listener)
  // The first byte is there: what was not known before may be now.
  return new Response(body, { headers: withLength(headers, await file.length()) })
}

/** A clip that is at hand as a whole. */
function answerWhole(
  whole: Uint8Array<ArrayBuffer>,
  range: ByteRange | undefined,
  headers: Readonly<Record<string, string>>,
): Response {
  const { length } = whole
  if (!range) return new Response(whole, { headers: withLength(headers, length) })
  const bounds = boundsOf(range, length)
  const bytes = whole.subarray(bounds.first, bounds.last + 1)
  return partial(bytes, bounds, length, withLength(headers, bytes.length))
}

/** @throws Problem `range-not-satisfiable` (416). */
function boundsOf(range: ByteRange, length: number): ByteBounds {
  const bounds = resolveRange(range, length)
  if (bounds === 'unsatisfiable') throw problem('range-not-satisfiable', { length })
  return bounds
}

type Answer = { file: RenderFile; headers: Readonly<Record<string, string>>; listener: Listener }

async function answerRange(
  { file, headers, listener }: Answer,
  range: ByteRange,
  length: number,
): Promise<Response> {
  const bounds = boundsOf(range, length)
  const count = bounds.last + 1 - bounds.first
  const body = await streamOf(upTo(count, file.from(bounds.first, listener.signal)), listener)
  return partial(body, bounds, length, withLength(headers, count))
}

/** Some of the first bytes of a file that grows: players look at them before they ask for the whole. */
async function answerProbe(
  { file, headers, listener }: Answer,
  first: number,
  last: number,
): Promise<Response> {
  const parts: Uint8Array[] = []
  for await (const bytes of upTo(last + 1 - first, atLeastOne(first, file, listener.signal)))
    parts.push(bytes)
  const body = concatBytes(parts)
  return partial(body, { first, last: first + body.length - 1 }, await file.length(), headers)
}

/** @throws Problem `range-not-satisfiable` where there are not so many bytes. */
async function* atLeastOne(first: number, file: RenderFile, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let isEmpty = true
  for await (const bytes of file.from(first, signal)) {
    isEmpty = false
    yield bytes
  }
  if (isEmpty) throw problem('range-not-satisfiable', { length: (await file.length()) ?? 0 })
}

/** No more than so many bytes; nothing is read past them. */
async function* upTo(count: number, all: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const bytes of all) {
    yield bytes.subarray(0, left)
    left -= bytes.length
    if (left <= 0) return
  }
}

/** To its end, and closes it. */
async function* readAll(reader: ClipReader): AsyncGenerator<Uint8Array> {
  try {
    for (let bytes = await reader.read(); bytes; bytes = await reader.read()) yield bytes
  } finally {
    reader.close()
  }
}

function partial(
  body: BodyInit,
  bounds: ByteBounds,
  length: number | undefined,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, {
    status: 206,
    headers: { ...headers, 'Content-Range': contentRange(bounds, length) },
  })
}

/** A clip as it is. */
function clipFile(render: Render, renderer: Renderer): RenderFile {
  return {
    length: () => renderer.bytes(render),
    from: (first, signal) => readAll(renderer.open(render, signal, first)),
  }
}

/** Stems, which lie side by side in their clip, one after the other. */
function zipFile(render: Render, renderer: Renderer): RenderFile {
  return {
    async length() {
      const frames = await renderer.frames(render)
      return frames === undefined ? undefined : stemsZipBytes(shapeOf(render, frames))
    },
    async *from(first, signal) {
      // As long as this one is open, the others meet the same clip.
      const holder = renderer.open(render, signal, 0)
      try {
        await holder.read()
        const frames = await renderer.frames(render)
        if (frames === undefined) throw new Error('A render began without a length')
        const read = (at: number, length: number) => upTo(length, readAll(renderer.open(render, signal, at)))
        yield* stemsZip(shapeOf(render, frames), first, read)
      } finally {
        holder.close()
      }
    },
  }
}
