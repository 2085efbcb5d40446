import type { Reading } from '../lib/reading/reading'
import type { encodeReadingId } from '../lib/reading/reading-id'
import { late } from './late'
import { readProblem, unansweredTrouble } from './problem-answer'
import type { Trouble } from './speech-state'

/** Longer texts hardly ever fit into an address: packing them at every keystroke would be felt. */
const MAX_PACKED_CHARACTERS = 40_000

/** Why a reading has no address, in words for the person who waits for it. */
export class AddressError extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble.message)
    this.name = 'AddressError'
    this.trouble = trouble
  }
}

/** What packs a reading into an address takes as long to load as half of the rest: it comes right behind the page. */
export const PACKER = late(async () => (await import('../lib/reading/reading-id')).encodeReadingId)

/**
 * Where the reading is heard as MP3, if its address can hold the reading itself.
 *
 * @returns A promise of it only while the packer is on its way (AddressError).
 */
export function addressOf(reading: Reading): string | undefined | Promise<string | undefined> {
  if (reading.text.length > MAX_PACKED_CHARACTERS) return undefined
  const { part: encode } = PACKER.state()
  return encode ? pathOf(encode(reading)) : packedLater(reading)
}

async function packedLater(reading: Reading): Promise<string | undefined> {
  let encode: typeof encodeReadingId
  try {
    encode = await PACKER.loaded()
  } catch {
    throw new AddressError(unansweredTrouble())
  }
  return pathOf(encode(reading))
}

function pathOf(id: string | undefined): string | undefined {
  return id && `/read/${id}.mp3`
}

/**
 * Has the server keep a reading that no address can hold.
 *
 * @returns Where it is heard as MP3.
 * @throws AddressError, or AbortError where the signal is aborted first.
 */
export async function storeReading(reading: Reading, signal: AbortSignal): Promise<string> {
  let answer: Response
  try {
    answer = await fetch('/read', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(reading),
      signal,
    })
  } catch {
    signal.throwIfAborted()
    throw new AddressError(unansweredTrouble())
  }
  if (!answer.ok) throw new AddressError(await readProblem(answer))
  return urlIn(answer, {
    title: 'The text could not be sent',
    message: 'The server did not say where the text is to be heard. Try again in a moment.',
  })
}

/**
 * The address that an answer tells.
 *
 * @throws AddressError of that trouble where it tells none, as it broke off or is of somebody on the way,
 * who asks for a sign-in; or AbortError where the request is aborted first.
 */
export async function urlIn(answer: Response, trouble: Trouble): Promise<string> {
  let body: unknown
  try {
    body = await answer.json()
  } catch (error) {
    if (error instanceof DOMException) throw error
    console.warn('The answer is not JSON:', error)
  }
  if (typeof body === 'object' && body !== null && 'url' in body && typeof body.url === 'string')
    return body.url
  throw new AddressError(trouble)
}
