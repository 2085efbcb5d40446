import { readProblem, unansweredTrouble } from './problem-answer'
import { AddressError } from './reading-address'
import type { Trouble } from './speech-state'

/** What the server advises at the end of a message: the page knows better what to do. */
const ADVICE = / Try again in [^.]*\.$/
/** Waits in seconds where nobody answers in the middle of a reading. */
const UNREACHABLE_WAIT_SECONDS = 3

/**
 * Asks whether a sound that broke off can go on. An answer that has begun has no
 * status left to tell of a failure: so it is read up to where it breaks off, and
 * the server asked for the rest. What is read is kept by the server, to be heard.
 *
 * @param path Of the sound from where it broke off; a promise of it may fail with an AddressError.
 * @param bytes As many as are sure to lie beyond the place where it broke off.
 * @returns What keeps it, or undefined where nothing does any more.
 * @throws AbortError where the signal is aborted first.
 */
export async function askOn(
  path: string | Promise<string>,
  bytes: number,
  signal: AbortSignal,
): Promise<Trouble | undefined> {
  try {
    const whole = await fetch(await path, { cache: 'no-store', signal })
    if (!whole.ok) return goingOn(await readProblem(whole))
    const { length, brokeOff } = await drain(whole, bytes)
    if (!brokeOff) return undefined
    const rest = await fetch(await path, {
      cache: 'no-store',
      headers: { Range: `bytes=${length}-` },
      signal,
    })
    // By now there may be no more of it (RFC 9110, section 15.5.17).
    if (!rest.ok && rest.status !== 416) return goingOn(await readProblem(rest))
    await rest.body?.cancel()
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AddressError) return error.trouble
    const trouble = unansweredTrouble()
    return trouble.offline ? trouble : { ...trouble, retryAfterSeconds: UNREACHABLE_WAIT_SECONDS }
  }
}

function goingOn(trouble: Trouble): Trouble {
  return { ...trouble, message: `${trouble.message.replace(ADVICE, '')} Press Play to go on from there.` }
}

/** Reads so many bytes of an answer at most, then lets go of it. */
async function drain(answer: Response, bytes: number): Promise<{ length: number; brokeOff: boolean }> {
  const reader = answer.body?.getReader()
  let length = 0
  while (reader && length < bytes) {
    // It breaks off where the sound did, or with the connection: what is asked next tells the one from the other.
    const part = await reader.read().catch(() => undefined)
    if (!part) return { length, brokeOff: true }
    if (part.done) break
    length += part.value.length
  }
  await reader?.cancel()
  return { length, brokeOff: false }
}
