import type { Admission } from '../../clips/admission'
import type { ClipSpec, Clips } from '../../clips/clips'
import { clipKey } from '../../clips/key'
import type { ClipReader } from '../../clips/reader'
import { problem } from '../../http/problem'
import type { Service } from '../../reading/service'
import { stereoWavBytes } from '../wav-file'
import { framesOfSpeech } from './line-source'
import type { RenderOptions } from './options'
import type { RenderPool } from './pool'
import type { Score } from './score'
import type { Scores } from './scores'
import { speak } from './speak'
import { framesInStemsClip, type StemsShape, stemsClipBytes, stemsZipBytes } from './stems-zip'

/** The one kind of place there is for renders. */
export const RENDER_PLACE = 'render'

/** The most that one render may have in bytes: 64 MiB less than half of what the disk keeps by default. */
export const MAX_RENDER_BYTES = 448 * 1024 * 1024

/** A score in one form, by the name of its clip. */
export type Render = {
  /** Of the clip, and the entity-tag: two that are equal have the same bytes. */
  readonly key: string
  readonly score: Score
  readonly options: RenderOptions
}

/** How far a render is. */
export type RenderStatus =
  /** Nobody asks for it, and it is not kept. */
  | { state: 'idle' }
  /** 1 is the next. */
  | { state: 'waiting'; place: number }
  /** Its lines are spoken, its peak is measured, its bytes are made: `done` of that, 0 to 1. */
  | { state: 'speaking' | 'measuring' | 'rendering'; done: number }
  /** `bytes` of the file. */
  | { state: 'kept'; bytes: number }

export type Renderer = {
  readonly pool: RenderPool
  readonly scores: Scores
  renderOf(score: Score, id: string, options: RenderOptions): Render
  /** The whole clip, where it is short, complete and in memory. */
  atHand(render: Render): Uint8Array<ArrayBuffer> | undefined
  /** Attaches to the render: kept, under way, or begun now. */
  open(render: Render, signal: AbortSignal, at: number): ClipReader
  /**
   * How many frames it has; undefined where nobody knows yet, as its lines are not spoken.
   * It is known once the first byte is there.
   */
  frames(render: Render): Promise<number | undefined>
  /** How many bytes its clip has, undefined where nobody knows yet. */
  bytes(render: Render): Promise<number | undefined>
  status(render: Render): Promise<RenderStatus>
  /** Renders that have a place, wait for one, and were begun in all; threads that run; what is kept. */
  stats(): {
    active: number
    waiting: number
    begun: number
    threads: number
    kept: number
    keptBytes: number
  }
  close(): Promise<void>
}

export type RendererOptions = {
  /** Of renders alone. */
  clips: Clips
  /** With places of the kind {@link RENDER_PLACE}. */
  admission: Admission
  pool: RenderPool
  scores: Scores
  /** Who speaks the lines. */
  speech: Service
}

type Flight = { state: 'speaking' | 'measuring' | 'rendering'; done: number; frames: number | undefined }

export function createRenderer({ clips, admission, pool, scores, speech }: RendererOptions): Renderer {
  /** Renders that have a place. */
  const flights = new Map<string, Flight>()

  async function* make(render: Render, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { key, score, options } = render
    const { lines } = score.facts
    const flight: Flight = { state: lines.length > 0 ? 'speaking' : 'rendering', done: 0, frames: undefined }
    flights.set(key, flight)
    try {
      const spoken = await speak(lines, speech, signal, done => {
        flight.done = done / lines.length
      })
      const lengths = spoken.map(({ length }) => length)
      flight.frames = framesWith(render, lengths)
      checkSize(render, flight.frames)
      yield* pool.render(
        { score, options, speech: spoken, frames: flight.frames },
        signal,
        ({ state, done }) => {
          flight.state = state
          flight.done = done
        },
      )
    } finally {
      flights.delete(key)
    }
  }

  function specOf(render: Render): ClipSpec {
    return {
      key: render.key,
      engine: RENDER_PLACE,
      // Nothing is billed but the lines, which are clips of their own.
      characters: 0,
      synthesize: async signal => make(render, signal),
    }
  }

  async function frames(render: Render): Promise<number | undefined> {
    const { key, score, options } = render
    if (score.facts.lines.length === 0) return score.facts.frames[options.rateHz]
    const flown = flights.get(key)?.frames
    const bytes = flown === undefined ? await clips.sizeOf(key) : undefined
    return bytes === undefined ? flown : framesIn(render, bytes)
  }

  return {
    pool,
    scores,
    renderOf(score, id, options) {
      // Who speaks shapes only what is spoken.
      const identity = score.facts.lines.length > 0 ? speech.identity : ''
      const key = clipKey({ score: id, identity, ...options })
      const render = { key, score, options }
      if (score.facts.lines.length === 0) checkSize(render, score.facts.frames[options.rateHz])
      return render
    },
    atHand: ({ key }) => clips.atHand({ key, characters: 0 }),
    open: (render, signal, at) => clips.open(specOf(render), { signal, urgency: 'first', at }),
    frames,
    async bytes(render) {
      const kept = await clips.sizeOf(render.key)
      if (kept !== undefined) return kept
      const known = await frames(render)
      return known === undefined ? undefined : clipBytes(render, known)
    },
    async status(render) {
      const { key } = render
      const bytes = await clips.sizeOf(key)
      if (bytes !== undefined) return { state: 'kept', bytes: fileBytes(render, bytes) }
      const flight = flights.get(key)
      if (flight) return { state: flight.state, done: flight.done }
      const place = admission.placeOf(key)
      return place === undefined ? { state: 'idle' } : { state: 'waiting', place }
    },
    stats() {
      const { upstreamRequests, clipsKept, bytesKept } = clips.stats()
      return {
        ...admission.stats(),
        begun: upstreamRequests,
        threads: pool.stats().threads,
        kept: clipsKept,
        keptBytes: bytesKept,
      }
    },
    async close() {
      await clips.close()
      await pool.close()
    },
  }
}

export function shapeOf({ score, options }: Render, frames: number): StemsShape {
  return { options, frames, tracks: score.facts.tracks }
}

function framesWith({ score, options }: Render, spoken: readonly number[]): number {
  const { rateHz } = options
  const ends = score.facts.lines.map(
    ({ start, late }, index) => start[rateHz] + framesOfSpeech(spoken[index] ?? 0, rateHz) + late[rateHz],
  )
  return Math.max(score.facts.frames[rateHz], ...ends)
}

/** Undefined for formats that do not tell. */
function framesIn({ score, options }: Render, bytes: number): number | undefined {
  const { format, bits, stems } = options
  if (stems) return framesInStemsClip(options, score.facts.tracks.length, bytes)
  const [none, one] = [stereoWavBytes(bits, 0), stereoWavBytes(bits, 1)]
  return format === 'wav' ? (bytes - none) / (one - none) : undefined
}

/** How long the file is that a clip of so many bytes is sent as. */
function fileBytes(render: Render, bytes: number): number {
  const { options, score } = render
  if (!options.stems) return bytes
  return stemsZipBytes(shapeOf(render, framesInStemsClip(options, score.facts.tracks.length, bytes)))
}

/** Undefined for formats whose size depends on the sound. */
function clipBytes(render: Render, frames: number): number | undefined {
  const { format, bits, stems } = render.options
  if (stems) return stemsClipBytes(shapeOf(render, frames))
  return format === 'wav' ? stereoWavBytes(bits, frames) : undefined
}

/** @throws Problem `render-too-large` (413). */
function checkSize(render: Render, frames: number): void {
  const actual = clipBytes(render, frames) ?? 0
  if (actual > MAX_RENDER_BYTES) throw problem('render-too-large', { limit: MAX_RENDER_BYTES, actual })
}
