import { problem } from '../../http/problem'
import { mediaTypeOf, readBytes } from '../../reading/read-body'
import { DEMO_SONG } from '../demo-song'
import { LIMITS } from '../song'
import { answerRender } from './answer'
import { checkScore } from './check-score'
import {
  extensionOf,
  parseRenderQuery,
  RENDER_FORMATS,
  type RenderExtension,
  type RenderQuery,
} from './options'
import type { Renderer } from './renderer'
import type { Score, ScoreKind } from './score'

const KINDS: Readonly<Record<string, ScoreKind>> = {
  'application/json': 'song',
  'audio/midi': 'midi',
  'audio/x-midi': 'midi',
  'audio/mid': 'midi',
}
const MAX_BYTES: Readonly<Record<ScoreKind, number>> = { song: LIMITS.jsonBytes, midi: LIMITS.midiBytes }
const EXTENSIONS: readonly RenderExtension[] = [...RENDER_FORMATS, 'zip']

/** What a score is called that has no name. */
const NAMELESS = 'song'

/** `GET` and `HEAD /render`: the demo song. @throws Problem */
export async function answerDemo(request: Request, renderer: Renderer): Promise<Response> {
  const { options, name = 't1' } = parseRenderQuery(new URL(request.url).searchParams)
  // Six notes: no thread is needed to look at them.
  const score = checkScore('song', new TextEncoder().encode(JSON.stringify(DEMO_SONG)))
  const render = renderer.renderOf(score, await renderer.scores.put(score), options)
  return answerRender(request, render, renderer, { name })
}

/**
 * `POST /render`: a song as JSON or a MIDI file, answered by its audio or, to whoever
 * accepts JSON, by its id and address, before anything is rendered.
 *
 * @throws Problem
 */
export async function answerPost(request: Request, renderer: Renderer): Promise<Response> {
  const query = parseRenderQuery(new URL(request.url).searchParams)
  const score = await scoreIn(request, renderer)
  const id = await renderer.scores.put(score)
  const render = renderer.renderOf(score, id, query.options)
  const url = addressOf(id, query)
  if (acceptsJson(request)) return Response.json({ id, url }, { status: 201, headers: { Location: url } })
  const extra = { 'Content-Location': url }
  return answerRender(request, render, renderer, { name: query.name ?? NAMELESS, extra })
}

/** `GET` and `HEAD /render/{id}.{wav,mp3,ogg,opus,zip}`: its audio; `.json`: how far that is. @throws Problem */
export async function answerFile(request: Request, file: string, renderer: Renderer): Promise<Response> {
  const dot = file.lastIndexOf('.')
  const id = file.slice(0, Math.max(0, dot))
  const extension = EXTENSIONS.find(known => known === file.slice(dot + 1))
  const isStatus = file.endsWith('.json')
  const score = extension || isStatus ? await renderer.scores.get(id) : undefined
  if (!score) throw problem('unknown-score', {})
  const { options, name = NAMELESS } = parseRenderQuery(new URL(request.url).searchParams, extension)
  const render = renderer.renderOf(score, id, options)
  if (!isStatus) return answerRender(request, render, renderer, { name })
  return Response.json(await renderer.status(render), { headers: { 'Cache-Control': 'no-store' } })
}

/** @throws Problem `unsupported-media-type` (415), `body-too-large` (413), and what `checkScore` throws. */
async function scoreIn(request: Request, renderer: Renderer): Promise<Score> {
  const type = mediaTypeOf(request)
  const kind = KINDS[type]
  if (!kind) throw problem('unsupported-media-type', { actual: type, supported: Object.keys(KINDS) })
  return renderer.pool.check(kind, await readBytes(request, MAX_BYTES[kind]))
}

/** Where the render is had by `GET`: what differs from the defaults, in the query. */
function addressOf(id: string, { options, name }: RenderQuery): string {
  const { format, bits, rateHz, normalise } = options
  const query = new URLSearchParams()
  if (format === 'wav' && bits !== '24') query.set('bits', bits)
  if (format !== 'opus' && rateHz !== 44_100) query.set('rate', String(rateHz))
  if (normalise) query.set('normalise', normalise)
  if (name) query.set('name', name)
  const search = query.size > 0 ? `?${query}` : ''
  return `/render/${id}.${extensionOf(options)}${search}`
}

/** The media ranges that the asker takes (RFC 9110, section 12.5.1); a wildcard is for audio. */
function acceptsJson(request: Request): boolean {
  const ranges = (request.headers.get('accept') ?? '').split(',')
  return ranges.some(range => range.split(';')[0]?.trim().toLowerCase() === 'application/json')
}
