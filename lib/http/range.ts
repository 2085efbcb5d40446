/**
 * A range of bytes as it is asked for: from `first` to `last`, both included and
 * counted from 0, or without `last` to the end; or the last `suffix` bytes.
 */
export type ByteRange = { first: number; last: number | undefined } | { suffix: number }

/** Bytes from `first` to `last`, both included. */
export type ByteBounds = { first: number; last: number }

/** bytes-unit, and one int-range or suffix-range, with the optional white space of a list (RFC 9110, sections 14.1.2 and 5.6.1). */
const SINGLE_RANGE = /^bytes=[\t ,]*(\d*)-(\d*)[\t ,]*$/i

/**
 * The single range that a request asks for.
 *
 * Undefined where there is none, or one that may be ignored: of another unit,
 * malformed, or several at once (RFC 9110, section 14.2: "A server MAY ignore the Range header field").
 *
 * @param header The value of `Range`, or null where it is absent.
 */
export function parseRange(header: string | null): ByteRange | undefined {
  const [, from = '', to = ''] = SINGLE_RANGE.exec(header ?? '') ?? []
  if (from === '') return to === '' ? undefined : { suffix: toPosition(to) }
  const first = toPosition(from)
  const last = to === '' ? undefined : toPosition(to)
  // An int-range is invalid if its last-pos is less than its first-pos (RFC 9110, section 14.1.1).
  return last !== undefined && last < first ? undefined : { first, last }
}

/** A position too large for a number is past the end of everything: it must not become inexact or infinite. */
function toPosition(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER)
}

/**
 * Which bytes a range means of a representation that is `length` bytes long.
 * One that reaches past the end is cut there (RFC 9110, sections 14.1.1 and 14.1.2).
 *
 * @returns 'unsatisfiable' where no byte of it exists: the answer is 416.
 */
export function resolveRange(range: ByteRange, length: number): ByteBounds | 'unsatisfiable' {
  if ('suffix' in range) {
    const first = Math.max(0, length - range.suffix)
    return first < length ? { first, last: length - 1 } : 'unsatisfiable'
  }
  const { first, last = Number.POSITIVE_INFINITY } = range
  return first < length ? { first, last: Math.min(last, length - 1) } : 'unsatisfiable'
}

/**
 * The value of `Content-Range` in a 206 (RFC 9110, section 14.4).
 *
 * @param length Of the whole; undefined where it is not known yet.
 */
export function contentRange({ first, last }: ByteBounds, length: number | undefined): string {
  return `bytes ${first}-${last}/${length ?? '*'}`
}

/** The value of `Content-Range` in a 416 (RFC 9110, section 14.4). */
export function unsatisfiedRange(length: number): string {
  return `bytes */${length}`
}
