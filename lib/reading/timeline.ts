/**
 * What is said when in a reading, in words that the page and the server share:
 * this file runs in both.
 */

/** A line of `/read/{id}.ndjson`. */
export type Mark = {
  type: 'sentence' | 'word' | 'viseme' | 'ssml'
  /** In ms of the whole audio. */
  time: number
  /** In UTF-16 units of the reading's text, tags included; absent for visemes. */
  start?: number
  /** Exclusive. */
  end?: number
  value: string
  /** True where the service has no marks for the voice, and the time is heard in the audio. */
  estimated?: true
}

export const MARK_TYPES: readonly Mark['type'][] = ['sentence', 'word', 'viseme', 'ssml']

/**
 * - `malformed-line`: a line is no mark in JSON, or the stream ends within one.
 * - `line-too-long`: a line has more than {@link MAX_LINE} UTF-16 units.
 */
export type TimelineErrorType = 'malformed-line' | 'line-too-long'

/** A stream that holds something else than marks. Its parser is spent afterwards. */
export class TimelineError extends Error {
  readonly type: TimelineErrorType

  constructor(type: TimelineErrorType, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TimelineError'
    this.type = type
  }
}

/** A sentence of 6,000 characters, each written as an escaped pair, fits twice. */
export const MAX_LINE = 160_000

/** Takes a text apart however it was cut on its way. */
export type TextParser<Value> = {
  /** What is complete by now. @throws TimelineError */
  feed(text: string): Value[]
  /** What the last line holds. @throws TimelineError */
  end(): Value[]
}

/** The values of newline-delimited JSON; empty lines are passed over. */
export function createJsonLinesParser(): TextParser<unknown> {
  let held = ''

  function take(line: string): unknown[] {
    if (line.length > MAX_LINE) {
      throw new TimelineError('line-too-long', `A line of marks has more than ${MAX_LINE} characters`)
    }
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line)]
    } catch (cause) {
      throw new TimelineError('malformed-line', `A line of marks is not JSON: ${quoted(line)}`, { cause })
    }
  }

  return {
    feed(text) {
      // A line that comes in many pieces is not looked through again for each.
      const lines = text.includes('\n') ? (held + text).split('\n') : [held + text]
      held = lines.pop() ?? ''
      const values = lines.flatMap(take)
      if (held.length > MAX_LINE) take(held)
      return values
    },
    end() {
      const last = held
      held = ''
      return take(last)
    },
  }
}

/** Marks of a reading from the text of `/read/{id}.ndjson`, in the order in which they were sent. */
export function createTimelineParser(): TextParser<Mark> {
  const lines = createJsonLinesParser()
  const toMarks = (values: unknown[]) => values.map(toMark)
  return {
    feed: text => toMarks(lines.feed(text)),
    end: () => toMarks(lines.end()),
  }
}

function toMark(value: unknown): Mark {
  const fields = asFields(value)
  const { time, start, end, value: said } = fields
  const type = MARK_TYPES.find(known => known === fields.type)
  if (!type || !isOffset(time) || typeof said !== 'string') {
    throw new TimelineError('malformed-line', `A line is no mark: ${quoted(JSON.stringify(value))}`)
  }
  return {
    type,
    time,
    ...(isOffset(start) && isOffset(end) ? { start, end } : {}),
    value: said,
    ...(fields.estimated === true ? { estimated: true } : {}),
  }
}

/** The members of a JSON object; none for any other value. */
export function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Whether it is a number from 0 on: a time or an offset. */
export function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

/** As much of a line as an error message needs. */
function quoted(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}
