import type { Problem } from './problem'
import { unsatisfiedRange } from './range'

/**
 * A problem as `application/problem+json` (RFC 9457, section 3): type, title,
 * status, detail, and the numbers that matter as extension members.
 * `retryAfterSeconds` also becomes `Retry-After` (RFC 9110, section 10.2.3), the length
 * that a range was past `Content-Range` (section 14.4), and `allow` becomes `Allow` (section 10.2.1).
 */
export function problemResponse(problem: Problem): Response {
  const { type, title, status, message: detail, params } = problem
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (typeof params.retryAfterSeconds === 'number')
    headers.set('Retry-After', String(params.retryAfterSeconds))
  if (type === 'range-not-satisfiable' && typeof params.length === 'number')
    headers.set('Content-Range', unsatisfiedRange(params.length))
  if (Array.isArray(params.allow)) headers.set('Allow', params.allow.join(', '))
  const body = { ...params, type: `urn:pollyphony:problem:${type}`, title, status, detail }
  return new Response(JSON.stringify(body), { status, headers })
}
