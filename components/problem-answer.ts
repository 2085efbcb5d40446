import type { Trouble } from './speech-state'

/** Waits in seconds where a busy server names none. */
const DEFAULT_WAIT_SECONDS = 3

const NOT_PLAYABLE: Trouble = {
  title: 'The sound did not start',
  message: 'The sound did not start, though the server has it. Press Play to try again.',
  // Whatever kept it back may have passed while we asked.
  retryAfterSeconds: 1,
}
export const OFFLINE: Trouble = {
  title: 'You are offline',
  message: 'You are offline. It goes on when the connection is back.',
  offline: true,
}
const UNREACHABLE: Trouble = {
  title: 'The server cannot be reached',
  message: 'The server cannot be reached. Check the connection, then press Play.',
}
const ADDRESS_TOO_LONG: Trouble = {
  title: 'The text is too long for this server',
  message:
    'The text is too long for this server: it travels in the address. Shorten it, or read it in parts.',
}
export const NOT_ALLOWED: Trouble = {
  title: 'The browser did not allow sound',
  message: 'The browser did not allow sound. Press Play once more.',
}

/**
 * Asks an address whose sound did not begin for the reason: an audio element
 * tells of none (HTML, MediaError). The answer is let go of as soon as its headers
 * show that there is sound in it.
 *
 * @throws AbortError where the signal is aborted first.
 */
export async function askWhy(path: string, signal: AbortSignal): Promise<Trouble> {
  try {
    const answer = await fetch(path, { signal })
    if (!answer.ok) return await readProblem(answer)
    await answer.body?.cancel()
    return NOT_PLAYABLE
  } catch {
    // Whatever keeps us from an answer, or from reading it to its end.
    signal.throwIfAborted()
    return unansweredTrouble()
  }
}

/** Of a request that nobody answered. */
export function unansweredTrouble(): Trouble {
  return navigator.onLine ? UNREACHABLE : OFFLINE
}

/** An answer that is no success, as a problem of RFC 9457 or whatever else a server on the way may say. */
export async function readProblem(answer: Response): Promise<Trouble> {
  const { status } = answer
  if (status === 414 || status === 431) return ADDRESS_TOO_LONG
  const { title = `The server answered with an error (${status})`, detail } = await problemWords(answer)
  const retryAfterSeconds = status === 429 || status === 503 ? waitOf(answer) : undefined
  return { title, message: detail ?? `${title}. Try again in a moment.`, retryAfterSeconds }
}

async function problemWords(answer: Response): Promise<{ title?: string; detail?: string }> {
  if (!answer.headers.get('Content-Type')?.startsWith('application/problem+json')) return {}
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null) return {}
  return {
    ...('title' in body && typeof body.title === 'string' ? { title: body.title } : {}),
    ...('detail' in body && typeof body.detail === 'string' ? { detail: body.detail } : {}),
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110, section 10.2.3). */
function waitOf(answer: Response): number {
  const value = answer.headers.get('Retry-After') ?? ''
  if (/^\d+$/.test(value)) return Number(value)
  const seconds = Math.ceil((Date.parse(value) - Date.now()) / 1000)
  return Number.isNaN(seconds) ? DEFAULT_WAIT_SECONDS : Math.max(0, seconds)
}
