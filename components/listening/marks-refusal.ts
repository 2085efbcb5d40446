/** The server has an answer other than marks. */
export class MarksRefusal extends Error {
  /** Whether it would answer the same again. */
  readonly isFinal: boolean
  /** When asking again is worth it, as far as it was said. */
  readonly retryAfterMs: number | undefined

  constructor(response: Response) {
    super(`Marks were answered with status ${response.status}`)
    this.name = 'MarksRefusal'
    const { status } = response
    this.isFinal = status < 500 && status !== 408 && status !== 429
    // RFC 9110, 10.2.3: seconds or a date; only seconds are of use to a clock that may be wrong.
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined
  }
}
