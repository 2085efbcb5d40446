import { JoinError } from '../audio/join/join-error'
import { type Container, createDurationMeter } from '../audio/join/joiner'
import { createMp3Envelope } from '../audio/mp3-envelope'
import type { ClipReader } from '../clips/reader'
import { isProblem, problem } from '../http/problem'
import { audioForm, nothingToRead, PCM_SAMPLE_RATE_HZ } from './audio-file'
import { type Chunk, chunksOf } from './chunk'
import { clipSpec, readingTag, type Voiced } from './clip-specs'
import { createMarksParser } from './marks'
import { estimateSentences } from './sentence-timing'
import type { Service } from './service'
import { MARK_TYPES, type Mark, TimelineError } from './timeline'
import { nextTurn } from './turns'

/** The speech marks of a whole reading, timed by its audio in one container. */
export type MarksFile = {
  readonly tag: string
  /**
   * Marks in order of time, in batches, as they become known. Those of a chunk
   * wait for the audio before it to be complete, as its exact length shifts them.
   *
   * @param follow Whether to wait for the audio until somebody listens to it, rather than to ask for it.
   * @param toEnd Whether to say at the end how long it all lasts, which takes the last chunk's audio as well.
   * @throws Problem of the clip that fails.
   */
  marks(signal: AbortSignal, options: { follow: boolean; toEnd: boolean }): AsyncGenerator<MarksBatch>
}

export type MarksBatch = {
  marks: readonly Mark[]
  /** With the last batch: length of the audio in ms. */
  endMs?: number
}

/** @param types Kinds of marks; `ssml` counts only where the reading is SSML. */
export function marksFile(
  reading: Voiced,
  container: Container,
  types: readonly Mark['type'][],
  service: Service,
): MarksFile {
  const { clips } = service
  const { textType, language } = reading
  // In one order, each once: the same marks are the same clip.
  const markTypes = MARK_TYPES.filter(
    // SsmlMarksNotSupportedForTextTypeException (Polly, SynthesizeSpeech, Errors)
    type => types.includes(type) && (type !== 'ssml' || textType === 'ssml'),
  )
  return {
    tag: readingTag(reading, `marks ${container} ${markTypes}`),
    async *marks(signal, { follow, toEnd }) {
      // A request for no kind of mark would be refused, as one for a voice without marks is.
      if (markTypes.length === 0) return
      const chunks = chunksOf(reading, language)
      const openMarks = (chunk: Chunk | undefined, urgency: 'first' | 'ahead') =>
        chunk &&
        clips.open(clipSpec(chunk, { format: 'json', markTypes }, reading, service), { signal, urgency })
      let chunk = chunks.next().value
      if (!chunk) throw nothingToRead()
      let reader = openMarks(chunk, 'first')
      let ahead: ClipReader | undefined
      let offsetMs = 0
      try {
        while (chunk) {
          const following = chunks.next().value
          if (reader) {
            try {
              const parser = createMarksParser(chunk, offsetMs)
              for (let bytes = await reader.read(); bytes; bytes = await reader.read()) {
                ahead ??= openMarks(following, 'ahead')
                yield { marks: parser.feed(bytes) }
              }
              // Of what has no words nothing was read.
              ahead ??= openMarks(following, 'ahead')
              yield { marks: parser.end() }
            } catch (error) {
              if (!isRefusal(error)) throw error
              // The voice has no marks: from here on sentences are found in its audio.
              ahead?.close()
              ahead = undefined
              reader.close()
              reader = undefined
            }
          }
          const isEstimated = !reader
          reader?.close()
          if (isEstimated || following || toEnd) {
            const spec = clipSpec(chunk, audioForm(container), reading, service)
            if (follow) await clips.whenKept(spec.key, signal)
            const audio = await listenTo(clips.open(spec, { signal, urgency: 'ahead' }), container)
            if (isEstimated) yield { marks: estimateSentences(chunk, audio, language, offsetMs, textType) }
            offsetMs += audio.durationMs
          }
          reader = ahead
          ahead = undefined
          chunk = following
          await nextTurn()
        }
        if (toEnd) yield { marks: [], endMs: offsetMs }
      } catch (error) {
        throw isGarbled(error) ? problem('upstream-failed', {}, error) : error
      } finally {
        reader?.close()
        ahead?.close()
      }
    },
  }
}

/** How long a clip lasts, and where it is loud: that much is read from an MP3 without decoding it. */
async function listenTo(reader: ClipReader, container: Container) {
  const meter = createDurationMeter(container, PCM_SAMPLE_RATE_HZ)
  const loudness = container === 'mp3' ? createMp3Envelope() : undefined
  try {
    for (let bytes = await reader.read(); bytes; bytes = await reader.read()) {
      meter.push(bytes)
      loudness?.push(bytes)
    }
  } finally {
    reader.close()
  }
  const { samples, sampleRateHz } = meter.end()
  const { envelope, envelopeStepMs } = loudness?.end() ?? { envelope: new Float32Array(0), envelopeStepMs: 1 }
  return { durationMs: (samples / sampleRateHz) * 1000, envelope, envelopeStepMs }
}

/** What the service sent was no marks, or no audio. */
function isGarbled(error: unknown): boolean {
  return error instanceof TimelineError || error instanceof JoinError
}

/** Whether the service refused the marks themselves. Where it refuses the text, it refuses the audio as well. */
function isRefusal(error: unknown): boolean {
  return isProblem(error) && error.status === 400
}
