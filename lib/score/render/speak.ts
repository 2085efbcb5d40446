import { concatBytes } from '../../audio/bytes'
import { isProblem, problem } from '../../http/problem'
import { audioFile } from '../../reading/audio-file'
import { voiced } from '../../reading/clip-specs'
import { parseReadingFields } from '../../reading/reading-schema'
import type { Service } from '../../reading/service'
import { settle } from '../../reading/settle'
import { LIMITS } from '../song'
import { SPEECH_RATE_HZ } from './line-source'
import type { SpokenLine } from './score'

/** Lines that are asked for at once. */
const AT_ONCE = 4

const BYTES_PER_SECOND = 2 * SPEECH_RATE_HZ
const MAX_BYTES = LIMITS.seconds * BYTES_PER_SECOND

/**
 * Has the lines of a song spoken, by the same readings and clips as any text.
 *
 * @param onLine Told how many are done.
 * @returns The samples of each line in their order: mono, 16 kHz.
 * @throws Problem of the line that fails, with its path where the line is to blame; `song-too-large`
 * (413) where all of them last longer than a song may.
 */
export async function speak(
  lines: readonly SpokenLine[],
  service: Service,
  signal: AbortSignal,
  onLine: (done: number) => void,
): Promise<Int16Array<ArrayBuffer>[]> {
  const spoken: Int16Array<ArrayBuffer>[] = []
  // One that fails ends the others, which would be heard by nobody.
  const failing = new AbortController()
  const either = AbortSignal.any([signal, failing.signal])
  let next = 0
  let bytesInAll = 0
  let done = 0

  /** Before it is kept: a line may be as long as any reading. */
  function count(bytes: number): void {
    bytesInAll += bytes
    if (bytesInAll <= MAX_BYTES) return
    const actual = Math.ceil(bytesInAll / BYTES_PER_SECOND)
    throw problem('song-too-large', { unit: 'seconds of speech', limit: LIMITS.seconds, actual })
  }

  async function work(): Promise<void> {
    for (let index = next++; index < lines.length && !either.aborted; index = next++) {
      spoken[index] = await speakLine(lines[index] as SpokenLine, service, either, count)
      onLine(++done)
    }
  }

  const workers = Array.from({ length: AT_ONCE }, () =>
    work().catch((error: unknown) => {
      failing.abort(error)
      throw error
    }),
  )
  try {
    await Promise.all(workers)
  } finally {
    await Promise.allSettled(workers)
  }
  signal.throwIfAborted()
  return spoken
}

async function speakLine(
  { path, line }: SpokenLine,
  service: Service,
  signal: AbortSignal,
  count: (bytes: number) => void,
): Promise<Int16Array<ArrayBuffer>> {
  const { voiceId, engine } = line
  const [text, textType] = 'ssml' in line ? [line.ssml, 'ssml'] : [line.text, 'text']
  try {
    const asked = parseReadingFields({ text, textType, voiceId, engine }, service)
    const reading = await voiced(await settle(asked, service.catalogue), service)
    const parts: Uint8Array[] = []
    // Of a WAV file, what comes behind its header.
    for await (const bytes of audioFile(reading, 'wav', service, SPEECH_RATE_HZ).whole(signal)) {
      count(bytes.length)
      parts.push(bytes)
    }
    return samplesOf(concatBytes(parts))
  } catch (error) {
    throw withPath(error, path, textType)
  }
}

/** What is wrong with a field of a line, by its path in the song. */
function withPath(error: unknown, path: string, textType: string): unknown {
  if (!isProblem(error) || typeof error.params.field !== 'string') return error
  const field = `${path}.${error.params.field === 'text' ? textType : error.params.field}`
  const reason = typeof error.params.reason === 'string' ? error.params.reason : error.message
  return problem('invalid-parameter', { field, reason }, error)
}

/** Signed 16-bit samples, little-endian whatever the machine's order. */
function samplesOf(bytes: Uint8Array<ArrayBuffer>): Int16Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer)
  const samples = new Int16Array(bytes.length >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(2 * i, true)
  return samples
}
