import { concatBytes } from '../audio/bytes'
import { id3Padding } from '../audio/id3'
import type { Container } from '../audio/join/joiner'
import { wavHeader } from '../audio/wav'
import { ifRangeHolds, isNotModified } from '../http/conditional'
import { withLength } from '../http/content-length'
import { isMediaElement } from '../http/media-element'
import { problem } from '../http/problem'
import { type ByteBounds, type ByteRange, contentRange, parseRange, resolveRange } from '../http/range'
import { type AudioFile, PCM_SAMPLE_RATE_HZ } from './audio-file'
import type { Layout } from './layouts'
import { listeningPace, UNPACED } from './pace'
import { type Listener, listenerOf, streamOf } from './stream'

const CONTENT_TYPES: Readonly<Record<Container, string>> = {
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg; codecs=vorbis',
  opus: 'audio/ogg; codecs=opus',
  wav: 'audio/wav',
}

/** With this much in front, Chromium plays an MP3 stream from its first frames: see docs/benchmarks.md. */
const PADDING_BYTES = 24_000

/** A closed range of a file that still grows is waited for if it ends before this: players probe the first bytes. */
const MAX_PROBE_BYTES = 64 * 1024

/**
 * Answers `GET` and `HEAD` of an audio file: the whole, a range of it, or that
 * it has not changed (RFC 9110, sections 13 and 14).
 *
 * Ranges are exact once every clip of the file is kept. While it grows, a short
 * range near its start waits for its bytes, one without an end goes on from its
 * first byte, and any other is answered by the whole, as section 14.2 allows:
 * see docs/decisions/2026-11-21-ranges-while-it-grows.md.
 *
 * @param extra Headers of the route.
 * @throws Problem before the first byte; afterwards the stream fails.
 */
export async function answerAudio(
  request: Request,
  file: AudioFile,
  extra: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const isPadded = file.container === 'mp3' && isMediaElement(request)
  const tag = `"${file.tag}${isPadded ? '.padded' : ''}"`
  const headers = {
    'Content-Type': CONTENT_TYPES[file.container],
    // no-transform: a compressor on the way would hold the first bytes back (RFC 9111, section 5.2.2.6).
    'Cache-Control': 'private, max-age=3600, no-transform',
    Vary: 'Sec-Fetch-Dest',
    'Accept-Ranges': 'bytes',
    ETag: tag,
    ...extra,
  }
  if (isNotModified(request, tag)) return new Response(null, { status: 304, headers })

  const isHead = request.method === 'HEAD'
  const range = !isHead && ifRangeHolds(request, tag) ? parseRange(request.headers.get('Range')) : undefined
  // After a restart it takes a pass over the kept clips: done where the answer depends on it.
  const layout = await file.layout(request.signal, isHead || isSought(range) || file.container === 'wav')
  const preamble = preambleOf(file, isPadded, layout)
  // The sizes in its header are not those that the file will have: the bytes are not the same (section 8.8.1).
  const growing = file.container === 'wav' ? { ...headers, ETag: `W/${tag}` } : headers
  if (isHead) {
    const kept = layout && withLength(headers, preamble.length + layout.bytes)
    return new Response(null, { headers: kept ?? growing })
  }
  // Without a stream: an AbortController costs a tenth of such an answer.
  if (layout?.audio) file.touch(layout)
  if (layout?.audio) return answerPart(preamble, layout.audio, range, headers)
  const listener = listenerOf(request)
  if (layout) {
    try {
      return await answerKept({ file, layout, preamble, range, headers, listener })
    } catch (error) {
      if (await file.layout(request.signal, false)) throw error
      // What was kept a moment ago has gone, as where the folder was emptied: it is asked for anew.
      return answerAudio(request, file, extra)
    }
  }
  // Behind the header of a WAV file, which has no sizes yet, the bytes are those that will stay.
  const answer = { file, preamble, headers: isWithin(preamble, range) ? growing : headers, listener }
  if (isProbe(range)) return answerProbe({ ...answer, range })
  if (range && isOpen(range) && range.first > 0) {
    return answerRest({ ...answer, first: range.first, isPaced: isMediaElement(request) })
  }
  const pace = isMediaElement(request) ? listeningPace() : UNPACED
  const body = await streamOf(after(preamble, file.whole(listener.signal, pace)), listener)
  return new Response(body, { headers: growing })
}

type Answer = {
  file: AudioFile
  preamble: Uint8Array
  headers: Readonly<Record<string, string>>
  listener: Listener
}

async function answerKept(
  answer: Answer & { layout: Layout; range: ByteRange | undefined },
): Promise<Response> {
  const { file, layout, preamble, range, headers, listener } = answer
  const length = preamble.length + layout.bytes
  const bounds = boundsOf(range, length)
  const body = await streamOf(sliceOf(file, layout, preamble, bounds, listener.signal), listener)
  return respond(body, range && bounds, length, withLength(headers, countOf(bounds)))
}

/** A file that is at hand as a whole. */
function answerPart(
  preamble: Uint8Array,
  audio: Uint8Array<ArrayBuffer>,
  range: ByteRange | undefined,
  headers: Readonly<Record<string, string>>,
): Response {
  const whole = preamble.length > 0 ? concatBytes([preamble, audio]) : audio
  const bounds = boundsOf(range, whole.length)
  const body = whole.subarray(bounds.first, bounds.last + 1)
  return respond(body, range && bounds, whole.length, withLength(headers, countOf(bounds)))
}

function countOf({ first, last }: ByteBounds): number {
  return last + 1 - first
}

/** @throws Problem `range-not-satisfiable` (416). */
function boundsOf(range: ByteRange | undefined, length: number): ByteBounds {
  const bounds = range ? resolveRange(range, length) : { first: 0, last: length - 1 }
  if (bounds === 'unsatisfiable') throw problem('range-not-satisfiable', { length })
  return bounds
}

/** @param length Undefined while the file grows. */
function respond(
  body: BodyInit,
  bounds: ByteBounds | undefined,
  length: number | undefined,
  headers: Readonly<Record<string, string>>,
): Response {
  if (!bounds) return new Response(body, { headers })
  return new Response(body, {
    status: 206,
    headers: { ...headers, 'Content-Range': contentRange(bounds, length) },
  })
}

function sliceOf(
  file: AudioFile,
  layout: Layout,
  preamble: Uint8Array,
  { first, last }: ByteBounds,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const from = Math.max(0, first - preamble.length)
  const audio = file.slice(layout, from, last - preamble.length, signal)
  return after(preamble.subarray(first, last + 1), audio)
}

/** The file's length is told if it is complete by the time that its first bytes are there. */
async function answerProbe(answer: Answer & { range: Probe }): Promise<Response> {
  const { file, preamble, range, headers, listener } = answer
  const { first, last } = range
  const parts = [preamble]
  let gathered = preamble.length
  if (gathered <= last) {
    for await (const bytes of file.whole(listener.signal)) {
      parts.push(bytes)
      gathered += bytes.length
      if (gathered > last) break
    }
  }
  const layout = await file.layout(listener.signal, false)
  const bounds = boundsOf(range, gathered)
  const body = concatBytes(parts).subarray(first, bounds.last + 1)
  return respond(body, bounds, layout && preamble.length + layout.bytes, headers)
}

/** A player whose connection broke goes on where it was; nothing that it has is sent again. */
async function answerRest(answer: Answer & { first: number; isPaced: boolean }): Promise<Response> {
  const { file, preamble, first, headers, listener, isPaced } = answer
  let isReached = false
  const pace = isPaced ? listeningPace(() => isReached) : UNPACED
  const rest = from(first, after(preamble, file.whole(listener.signal, pace)), () => {
    isReached = true
  })
  const body = await streamOf(rest, listener)
  // The end is not known, and has to be said: the greatest number that every recipient can hold.
  return respond(body, { first, last: Number.MAX_SAFE_INTEGER }, undefined, headers)
}

/** @throws Problem `range-not-satisfiable` where there are not so many bytes. */
async function* from(
  first: number,
  all: AsyncGenerator<Uint8Array>,
  onReached: () => void,
): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const bytes of all) {
    const rest = bytes.subarray(Math.max(0, first - at))
    at += bytes.length
    if (rest.length === 0) continue
    onReached()
    yield rest
  }
  if (at <= first) throw problem('range-not-satisfiable', { length: at })
}

function isWithin(preamble: Uint8Array, range: ByteRange | undefined): boolean {
  return range !== undefined && 'first' in range && range.first < preamble.length
}

function isOpen(range: ByteRange): range is { first: number; last: undefined } {
  return 'first' in range && range.last === undefined
}

type Probe = { first: number; last: number }

function isProbe(range: ByteRange | undefined): range is Probe {
  return range !== undefined && 'first' in range && range.last !== undefined && range.last < MAX_PROBE_BYTES
}

/** Whether the range is about anything but the file from its start. */
function isSought(range: ByteRange | undefined): boolean {
  return range !== undefined && !(isOpen(range) && range.first === 0)
}

/** What goes before the audio: a WAV header, whose sizes are known with the layout, or padding for a media element. */
function preambleOf(file: AudioFile, isPadded: boolean, layout: Layout | undefined): Uint8Array {
  const { container, sampleRateHz = PCM_SAMPLE_RATE_HZ } = file
  if (container === 'wav') return wavHeader({ sampleRateHz }, layout?.bytes)
  return isPadded ? id3Padding(PADDING_BYTES) : new Uint8Array(0)
}

/** The preamble leaves only once there is audio: a failure before has a status of its own. */
async function* after(preamble: Uint8Array, audio: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true
  for await (const bytes of audio) {
    if (first && preamble.length > 0) yield preamble
    first = false
    yield bytes
  }
  if (first && preamble.length > 0) yield preamble
}
