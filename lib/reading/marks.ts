import { type Chunk, readingOffset } from './chunk'
import { asFields, createJsonLinesParser, isOffset, MARK_TYPES, type Mark, TimelineError } from './timeline'

export type MarksParser = {
  /** The marks whose lines are complete by now. @throws TimelineError for a line that is not JSON, or has no time. */
  feed(bytes: Uint8Array): Mark[]
  /** The mark of a last line without an end. @throws TimelineError where the stream stopped within a line. */
  end(): Mark[]
}

/**
 * Speech marks of one chunk, as the service sends them (Polly, Speech mark
 * output), as marks of the reading: its byte offsets into the chunk become UTF-16
 * offsets into the reading's text, its times those of the whole audio. Kinds of
 * marks that are not known are passed over.
 *
 * @param offsetMs How long the audio of all chunks before lasts.
 */
export function createMarksParser(chunk: Chunk, offsetMs: number): MarksParser {
  const lines = createJsonLinesParser()
  const decoder = new TextDecoder()
  let table: Uint32Array | undefined

  function toUtf16(byteOffset: number): number {
    table ??= utf16Offsets(chunk.text)
    return table[Math.min(byteOffset, table.length - 1)] ?? 0
  }

  /** Where a mark stands in the reading, and what it says there, if tags that the chunk opened again are not counted. */
  function placed(byteStart: number, byteEnd: number, value: string) {
    const [from, to] = [toUtf16(byteStart), toUtf16(byteEnd)]
    const [start, end] = [readingOffset(chunk, from), readingOffset(chunk, to)]
    const isInside = end - start === to - from
    const shift = chunk.lead - chunk.start
    return { start, end, value: isInside ? value : chunk.text.slice(start + shift, end + shift) }
  }

  function toMarks(values: unknown[]): Mark[] {
    return values.flatMap(value => {
      const { type: name, time, start, end, value: said = '' } = asFields(value)
      const type = MARK_TYPES.find(known => known === name)
      if (!type && typeof name === 'string') return []
      if (!type || !isOffset(time) || typeof said !== 'string') {
        throw new TimelineError('malformed-line', 'A line of the service is no speech mark')
      }
      const hasPlace = isPlace(start) && isPlace(end) && start <= end
      return [{ type, time: offsetMs + time, ...(hasPlace ? placed(start, end, said) : { value: said }) }]
    })
  }

  return {
    feed: bytes => toMarks(lines.feed(decoder.decode(bytes, { stream: true }))),
    end: () => toMarks([...lines.feed(decoder.decode()), ...lines.end()]),
  }
}

/** A mark as a line of `/read/{id}.ndjson`: times are whole ms. */
export function formatMark(mark: Mark): string {
  return `${JSON.stringify({ ...mark, time: Math.round(mark.time) })}\n`
}

function isPlace(value: unknown): value is number {
  return isOffset(value) && Number.isInteger(value)
}

/** For each byte of a text in UTF-8, its end included, the UTF-16 offset of the character that it belongs to. */
function utf16Offsets(text: string): Uint32Array {
  const offsets: number[] = []
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) ?? 0
    // Half of a surrogate pair alone is sent as U+FFFD, three bytes as well.
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    for (let byte = 0; byte < bytes; byte++) offsets.push(at)
    at += code > 0xffff ? 2 : 1
  }
  offsets.push(text.length)
  return Uint32Array.from(offsets)
}
