/** One entity-tag of a list, with its comma, or `W/` before it where it is weak (RFC 9110, sections 8.8.3 and 5.6.1). */
const LISTED_TAG = /[\t ,]*(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")[\t ]*(?:,|$)/y

/**
 * Whether the asker has the representation already, so that 304 is the answer:
 * its `If-None-Match` is `*` or lists the tag, weak ones included (RFC 9110, section 13.1.2).
 *
 * A list is read as far as it is well-formed. Only for GET and HEAD of something that exists.
 *
 * @param etag The current entity-tag, with its quotes.
 */
export function isNotModified(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match')?.trim()
  if (!header) return false
  if (header === '*') return true
  const current = withoutWeakness(etag)
  LISTED_TAG.lastIndex = 0
  for (let match = LISTED_TAG.exec(header); match; match = LISTED_TAG.exec(header)) {
    if (match[1] === current) return true
  }
  return false
}

/**
 * Whether a `Range` counts: there is no `If-Range`, or it names this very representation
 * by a strong comparison (RFC 9110, section 13.1.5). A date never does, as nothing here has a Last-Modified.
 *
 * @param etag The current entity-tag, with its quotes.
 */
export function ifRangeHolds(request: Request, etag: string): boolean {
  const header = request.headers.get('if-range')
  return header === null || (header.trim() === etag && !etag.startsWith('W/'))
}

/** Weak comparison looks at the opaque tags alone (RFC 9110, section 8.8.3.2). */
function withoutWeakness(etag: string): string {
  return etag.startsWith('W/') ? etag.slice(2) : etag
}
