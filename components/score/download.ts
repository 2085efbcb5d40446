import { readProblem, unansweredTrouble } from '../problem-answer'

/** What has arrived is handed over to the browser in pieces of this size, as it may keep them on disk; in bytes. */
const PIECE = 4 * 2 ** 20

/**
 * Fetches a file and hands it to the browser to be saved.
 *
 * @param onProgress Told 0 to 1 where its length is known, else undefined; and the bytes that have arrived.
 * @returns Why it failed, in words, or undefined.
 * @throws AbortError where the signal is aborted.
 */
export async function fetchFile(
  path: string,
  signal: AbortSignal,
  onProgress: (share: number | undefined, bytes: number) => void,
): Promise<Blob | string> {
  let answer: Response
  try {
    answer = await fetch(path, { signal })
  } catch {
    signal.throwIfAborted()
    return unansweredTrouble().message
  }
  if (!answer.ok) return (await readProblem(answer)).message
  const length = Number(answer.headers.get('Content-Length') ?? 0)
  try {
    return await gather(answer, bytes => onProgress(length > 0 ? bytes / length : undefined, bytes))
  } catch {
    // What ends before its end: the connection was cut.
    signal.throwIfAborted()
    return 'The download broke off. Try again.'
  }
}

async function gather(answer: Response, onBytes: (bytes: number) => void): Promise<Blob> {
  const type = answer.headers.get('Content-Type') ?? ''
  const pieces: Blob[] = []
  let chunks: Uint8Array<ArrayBuffer>[] = []
  let [bytes, waiting] = [0, 0]
  const reader = answer.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    chunks.push(part.value)
    bytes += part.value.length
    waiting += part.value.length
    if (waiting >= PIECE) {
      pieces.push(new Blob(chunks))
      chunks = []
      waiting = 0
    }
    onBytes(bytes)
  }
  return new Blob([...pieces, ...chunks], { type })
}
