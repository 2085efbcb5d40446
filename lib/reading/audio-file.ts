import { concatBytes } from '../audio/bytes'
import { JoinError } from '../audio/join/join-error'
import { type Container, createJoiner } from '../audio/join/joiner'
import type { ClipSpec } from '../clips/clips'
import type { ClipReader } from '../clips/reader'
import { problem } from '../http/problem'
import { type Chunk, chunksOf } from './chunk'
import { clipSpec, type Form, readingTag, type Voiced } from './clip-specs'
import type { Layout, Part } from './layouts'
import { type Pace, UNPACED } from './pace'
import type { Service } from './service'
import { nextTurn } from './turns'

/** A reading as one audio file, made of the clips of its chunks. */
export type AudioFile = {
  readonly container: Container
  readonly sampleRateHz: number | undefined
  /** Changes with anything that shapes the bytes. */
  readonly tag: string
  /**
   * The whole file from its start: each chunk is asked for while the one before
   * it is heard, and none after the consumer stops. `signal` ends a wait.
   *
   * @param pace How far ahead. @default as fast as it is read
   * @throws Problem of the clip that fails.
   */
  whole(signal: AbortSignal, pace?: Pace): AsyncGenerator<Uint8Array>
  /**
   * Where everything lies, if every clip is kept; nothing is synthesised to know it.
   *
   * @param build Whether to pass over all of the clips where it is not known yet.
   */
  layout(signal: AbortSignal, build: boolean): Promise<Layout | undefined>
  /** Tells the store that its clips were of use without being read. */
  touch(layout: Layout): void
  /** Bytes `first` to `last`, inclusive, of a file whose layout is known; nothing is synthesised. */
  slice(layout: Layout, first: number, last: number, signal: AbortSignal): AsyncGenerator<Uint8Array>
}

const POLLY_FORMATS = { mp3: 'mp3', ogg: 'ogg_vorbis', opus: 'ogg_opus', wav: 'pcm' } as const

/** Polly's default for pcm, in Hz (SynthesizeSpeech, SampleRate). */
export const PCM_SAMPLE_RATE_HZ = 16_000

/** A file of at most so many bytes, some twenty seconds of MP3, is kept as it is. */
const SHORT_BYTES = 128 * 1024

/** The form in which chunks are asked for, for an audio file in that container. */
export function audioForm(container: Container, sampleRateHz?: number): Form {
  return { format: POLLY_FORMATS[container], sampleRateHz }
}

/** @param sampleRateHz Absent: Polly's default for the engine and format. */
export function audioFile(
  reading: Voiced,
  container: Container,
  service: Service,
  sampleRateHz?: number | undefined,
): AudioFile {
  const { clips, layouts } = service
  const form = audioForm(container, sampleRateHz)
  const tag = readingTag(reading, `${container} ${sampleRateHz ?? ''}`)
  const join = { sampleRateHz: sampleRateHz ?? PCM_SAMPLE_RATE_HZ }
  const chunks = () => chunksOf(reading, reading.language)
  const specOf = (chunk: Chunk) => clipSpec(chunk, form, reading, service)

  /** @param isHeard Whether it counts as answered by what is kept. */
  async function* whole(signal: AbortSignal, pace = UNPACED, isHeard = true): AsyncGenerator<Uint8Array> {
    const rest = chunks()
    const open = (urgency: 'first' | 'ahead'): OpenClip | undefined => {
      const chunk = rest.next().value
      const spec = chunk && specOf(chunk)
      const counted = spec && (isHeard ? spec : { ...spec, characters: 0 })
      return counted && { spec, reader: clips.open(counted, { signal, urgency }) }
    }
    const joiner = createJoiner(container, join)
    const parts: Part[] = []
    let short: Uint8Array[] | undefined = []
    let at = 0
    const passed = (out: Uint8Array): Uint8Array => {
      at += out.length
      if (at <= SHORT_BYTES) short?.push(out)
      else short = undefined
      return out
    }
    const askedMs = () => (joiner.duration.samples * 1000) / (joiner.duration.sampleRateHz || 1)
    let current = open('first')
    if (!current) throw nothingToRead()
    let ahead: OpenClip | undefined
    try {
      while (current) {
        const { spec, reader } = current
        const part: Part = {
          key: spec.key,
          characters: spec.characters,
          start: at,
          state: joiner.state(),
          size: 0,
        }
        for (let bytes = await reader.read(); bytes; bytes = await reader.read()) {
          // As soon as this one sounds, and not before: it would take a place from somebody's first.
          if (part.size === 0 && pace.allows(askedMs())) ahead = open('ahead')
          part.size += bytes.length
          const out = passed(joiner.push(bytes))
          if (out.length > 0) yield out
        }
        reader.close()
        const out = passed(joiner.endPart())
        if (out.length > 0) yield out
        parts.push(part)
        await nextTurn()
        if (!ahead) await pace.until(askedMs(), signal)
        current = ahead ?? open('ahead')
        ahead = undefined
      }
      const end = passed(joiner.end())
      // Before the last bytes leave: whoever has them all may ask for a range at once.
      layouts.set(tag, { parts, bytes: at, audio: short && concatBytes(short) })
      if (end.length > 0) yield end
    } catch (error) {
      throw joinProblem(error)
    } finally {
      current?.reader.close()
      ahead?.reader.close()
    }
  }

  async function areKept(parts: readonly Pick<Part, 'key' | 'size'>[]): Promise<boolean> {
    for (const { key, size } of parts) if ((await clips.sizeOf(key)) !== size) return false
    return true
  }

  return {
    container,
    sampleRateHz,
    tag,
    whole,
    async layout(signal, build) {
      const known = layouts.get(tag)
      if (known) return known.audio || (await areKept(known.parts)) ? known : undefined
      if (!build) return undefined
      for (const chunk of chunks()) {
        if (!(await clips.sizeOf(specOf(chunk).key))) return undefined
        await nextTurn()
      }
      // Its bytes are not wanted, only where they come to lie.
      for await (const _ of whole(signal, UNPACED, false)) signal.throwIfAborted()
      return layouts.get(tag)
    },
    touch: ({ parts }) => clips.reuse(parts),
    async *slice({ parts, bytes: total }, first, last, signal) {
      if (last < first) return
      let index = parts.findLastIndex(({ start }) => start <= first)
      const joiner = createJoiner(container, { ...join, state: parts[index]?.state })
      let at = parts[index]?.start ?? 0
      const wanted = (out: Uint8Array): Uint8Array => {
        const from = Math.max(0, first - at)
        const to = Math.min(out.length, last + 1 - at)
        at += out.length
        return out.subarray(from, Math.max(from, to))
      }
      for (; index < parts.length && at <= last; index++) {
        const part = parts[index] as Part
        const reader = clips.open(keptSpec(part, reading.engine), { signal, urgency: 'ahead' })
        try {
          for (let bytes = await reader.read(); bytes && at <= last; bytes = await reader.read()) {
            const out = wanted(joiner.push(bytes))
            if (out.length > 0) yield out
          }
        } finally {
          reader.close()
        }
        if (at > last) return
        const out = wanted(joiner.endPart())
        if (out.length > 0) yield out
      }
      if (at <= last && at < total) {
        const out = wanted(joiner.end())
        if (out.length > 0) yield out
      }
    },
  }
}

/** What cannot be joined was no audio of the format that the service was asked for. */
function joinProblem(error: unknown): unknown {
  return error instanceof JoinError ? problem('upstream-failed', {}, error) : error
}

/** White space only, or SSML that is long and says nothing. */
export function nothingToRead(): Error {
  return problem('invalid-parameter', { field: 'text', reason: 'there is nothing in it to read' })
}

type OpenClip = { spec: ClipSpec; reader: ClipReader }

/** A clip that is there already. Should it go in between, its like would have other bytes: better none. */
function keptSpec({ key, characters }: Part, engine: string): ClipSpec {
  return {
    key,
    engine,
    characters,
    synthesize: () =>
      Promise.reject(problem('internal', {}, new Error(`The clip ${key} is not kept any more`))),
  }
}
