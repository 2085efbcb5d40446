/** A line of Polly's speech marks; offsets count bytes of UTF-8, and visemes have none. */
export type Mark = { time: number; type: string; start?: number; end?: number; value: string }

/** @throws Error where it is not one JSON object a line, each line ended. */
export function marksIn(bytes: Uint8Array): Mark[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  if (text === '') return []
  if (!text.endsWith('\n')) throw new Error('The last line is not ended')
  return text
    .slice(0, -1)
    .split('\n')
    .map(line => JSON.parse(line))
}
