/**
 * The catalogue of everything that can go wrong, each with its status and its
 * words (RFC 9457, Problem Details for HTTP APIs). Nothing secret may enter a
 * detail: no account number, key, stack or file path.
 */
const CATALOGUE = {
  'invalid-parameter': {
    status: 400,
    title: 'A parameter is not valid',
    detail: (p: { field: string; reason: string }) => `Cannot use '${p.field}': ${p.reason}`,
  },
  'unknown-voice': {
    status: 400,
    title: 'There is no such voice',
    detail: (p: { field: 'voiceId'; voiceId: string }) =>
      `Cannot speak with the voice '${p.voiceId}': there is none of that id. GET /voices lists those there are.`,
  },
  'engine-not-supported': {
    status: 400,
    title: 'The voice does not have this engine',
    detail: (p: { field: 'engine'; voiceId: string; engine: string; supported: readonly string[] }) =>
      `The voice '${p.voiceId}' does not have the engine '${p.engine}': it has ${p.supported.join(', ')}.`,
  },
  'text-too-long': {
    status: 413,
    title: 'The text is too long',
    detail: (p: { field: 'text'; limit: number; actual: number }) =>
      `Cannot read more than ${p.limit} characters at once: the text has ${p.actual}. Shorten it or read it in parts.`,
  },
  'song-too-large': {
    status: 413,
    title: 'The song is too large',
    detail: (p: { unit: string; limit: number; actual: number }) =>
      `Cannot render more than ${p.limit} ${p.unit} at once: the song has ${p.actual}.`,
  },
  'render-too-large': {
    status: 413,
    title: 'The render would be too large',
    detail: (p: { limit: number; actual: number }) =>
      `Cannot render ${p.actual} bytes at once, but ${p.limit}: ask for 16 bits, or for fewer tracks.`,
  },
  'unknown-score': {
    status: 404,
    title: 'There is no such score',
    detail: (_: object) =>
      'There is no score at this address: the address is not whole, or the score is no longer kept. Send it again.',
  },
  'unknown-reading': {
    status: 404,
    title: 'There is no such reading',
    detail: (_: object) =>
      'There is no reading at this address: the address is not whole, or the reading is no longer kept. Make it again from its text.',
  },
  'body-too-large': {
    status: 413,
    title: 'The request is too large',
    detail: (p: { limit: number }) =>
      `Cannot take a body of more than ${p.limit} bytes: nothing that may be read or rendered needs as many.`,
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not one of this address',
    detail: (p: { method: string; allow: readonly string[] }) =>
      `Cannot ${p.method} here: the methods are ${p.allow.join(', ')}.`,
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The request is of a type that is not read here',
    detail: (p: { actual: string; supported: readonly string[] }) =>
      `Cannot read a body of the type '${p.actual}': send ${p.supported.join(' or ')}.`,
  },
  'range-not-satisfiable': {
    status: 416,
    title: 'The range is past the end',
    detail: (p: { length: number }) => `Cannot send that range: there are ${p.length} bytes in all.`,
  },
  'too-many-waiting': {
    status: 503,
    title: 'Too many listeners are waiting',
    detail: (p: { limit: number; retryAfterSeconds: number }) =>
      `All places are taken and ${p.limit} listeners wait already. Try again in ${p.retryAfterSeconds} s.`,
  },
  'upstream-throttled': {
    status: 503,
    title: 'The speech service is busy',
    detail: (p: { retryAfterSeconds: number }) =>
      `The speech service is busy and refused even the retries. Try again in ${p.retryAfterSeconds} s.`,
  },
  'upstream-denied': {
    status: 502,
    title: 'The speech service refused this server',
    detail: (_: object) =>
      "The speech service did not accept this server's credentials, or they do not allow this call. Whoever runs the server can see why in its log.",
  },
  'upstream-unconfigured': {
    status: 502,
    title: 'The speech service is not set up',
    detail: (p: { remedy: string }) => `Amazon Polly cannot be asked yet: ${p.remedy}`,
  },
  'upstream-unreachable': {
    status: 502,
    title: 'The speech service cannot be reached',
    detail: (_: object) => 'The connection to the speech service failed. Try again in a moment.',
  },
  'upstream-failed': {
    status: 502,
    title: 'The speech service failed',
    detail: (_: object) => 'The speech service failed on its side. Try again in a moment.',
  },
  'upstream-silent': {
    status: 504,
    title: 'The speech service is silent',
    detail: (p: { limitMs: number }) =>
      `The speech service sent nothing for ${p.limitMs / 1000} s. Try again in a moment.`,
  },
  'client-gone': {
    // Nobody is left to read it: nginx's 499 keeps such requests apart in logs.
    status: 499,
    title: 'The listener left',
    detail: (_: object) => 'The listener left before the audio began.',
  },
  'storage-failed': {
    status: 500,
    title: 'Audio could not be kept',
    detail: (_: object) =>
      'The audio could not be kept on this server while it was read. Try again in a moment.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    detail: (_: object) => 'Something went wrong on this server. Try again in a moment.',
  },
} as const

type Catalogue = typeof CATALOGUE
export type ProblemType = keyof Catalogue
export type ProblemParams<T extends ProblemType> = Parameters<Catalogue[T]['detail']>[0]

/** An error that can be answered as it is: `status` and `detail` are meant for whoever asked. */
export class Problem extends Error {
  readonly type: ProblemType
  readonly title: string
  /** HTTP status code, 400 to 599. */
  readonly status: number
  /** What the detail was made from, sent beside it: `field`, `limit`, `actual` … */
  readonly params: Readonly<Record<string, unknown>>

  constructor(type: ProblemType, detail: string, params: Readonly<Record<string, unknown>>, cause?: unknown) {
    super(detail, { cause })
    this.name = 'Problem'
    this.type = type
    this.title = CATALOGUE[type].title
    this.status = CATALOGUE[type].status
    this.params = params
  }
}

/**
 * Makes the problem of that type; throw it or answer it.
 *
 * @param params The numbers and names its detail is made of.
 * @param cause What led to it: kept for the log, never sent.
 */
export function problem<T extends ProblemType>(type: T, params: ProblemParams<T>, cause?: unknown): Problem {
  const detail = CATALOGUE[type].detail as (params: ProblemParams<T>) => string
  return new Problem(type, detail(params), params as Readonly<Record<string, unknown>>, cause)
}

/**
 * Whether an error can be answered as it is. By its name, as Next may load this
 * module once a route: the problem may be of another copy's class.
 */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && error.name === 'Problem'
}
