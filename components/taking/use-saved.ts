import useSWR from 'swr'

/**
 * Characters that the server did not have to pay for, as it had kept what it was
 * asked for. Asked once whenever it is shown: who uses it renders it.
 *
 * @returns Undefined while, or where, it is not known.
 */
export function useSaved(): number | undefined {
  const { data, error } = useSWR<number | undefined, Error>('/health', fetchSaved, {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  })
  return error ? undefined : data
}

async function fetchSaved(path: string): Promise<number | undefined> {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error(`The server's state is not known: it answered ${answer.status}.`)
  return parseSaved(await answer.json())
}

/** `clips.savedCharacters` of what `/health` answers. */
export function parseSaved(health: unknown): number | undefined {
  const clips = fieldOf(health, 'clips')
  const saved = fieldOf(clips, 'savedCharacters')
  return typeof saved === 'number' && saved >= 0 ? saved : undefined
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
