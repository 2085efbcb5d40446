/** Kinds of speech marks, in the order in which marks of the same time are sent (Polly, Speech mark output). */
export const MARK_TYPES = ['sentence', 'ssml', 'word', 'viseme'] as const
export type MarkType = (typeof MARK_TYPES)[number]

/** A mark before it is written. Offsets are UTF-16 units of the request's text; visemes have none. */
export type SpeechMark = {
  readonly type: MarkType
  /** From the start of the request's audio. */
  readonly timeMs: number
  readonly start?: number
  readonly end?: number
  readonly value: string
}

export type MarksWriter = {
  /** The lines of these marks, in order of time, as far as their types are asked for. */
  write(marks: readonly SpeechMark[]): Uint8Array<ArrayBuffer>
}

/**
 * Writes speech marks as the service does: one JSON object a line, `time` in
 * whole ms, `start` and `end` as byte offsets into the request's text in UTF-8
 * (Polly, Speech mark output).
 */
export function createMarksWriter(text: string, types: readonly string[]): MarksWriter {
  const byteAt = byteOffsets(text)
  const order = (mark: SpeechMark) => MARK_TYPES.indexOf(mark.type)

  function line({ type, timeMs, start, end, value }: SpeechMark): string {
    const offsets = start === undefined || end === undefined ? {} : { start: byteAt[start], end: byteAt[end] }
    return `${JSON.stringify({ time: Math.round(timeMs), type, ...offsets, value })}\n`
  }

  return {
    write(marks) {
      const asked = marks.filter(mark => types.includes(mark.type))
      asked.sort((a, b) => Math.round(a.timeMs) - Math.round(b.timeMs) || order(a) - order(b))
      return new TextEncoder().encode(asked.map(line).join(''))
    },
  }
}

/** For each UTF-16 offset of the text, its end included, how many bytes of UTF-8 lie before it. */
function byteOffsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1)
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    offsets[i] = bytes
    const code = text.codePointAt(i) as number
    if (code > 0xffff) {
      // Nothing begins between the two halves of a pair.
      offsets[++i] = bytes
      bytes += 4
    } else bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : 3
  }
  offsets[text.length] = bytes
  return offsets
}
