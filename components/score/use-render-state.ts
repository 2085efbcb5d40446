import useSWR from 'swr'

/** What the server is doing for a render. */
export type RenderState =
  /** Others are before it: so many, and itself. */
  | { state: 'waiting'; place: number }
  /** `done` is 0 to 1. */
  | { state: 'speaking' | 'measuring' | 'rendering'; done: number }
  | { state: 'kept' | 'idle' }

/** Asked so often, in ms. */
const EVERY_MS = 500

/**
 * How far the server is with a render, asked again and again.
 *
 * @param path Of the render, such as `/render/x.mp3`; undefined asks nothing.
 * @returns Undefined while, or where, it is not known.
 */
export function useRenderState(path: string | undefined): RenderState | undefined {
  const { data, error } = useSWR<RenderState | undefined, Error>(path && stateAddress(path), fetchState, {
    refreshInterval: latest => (latest?.state === 'kept' ? 0 : EVERY_MS),
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  })
  return error ? undefined : data
}

/** In words for who waits for its sound; empty where there is nothing to tell. */
export function wordsOfState(state: RenderState | undefined): string {
  switch (state?.state) {
    case 'waiting':
      return `Waiting for others: place ${state.place}`
    case 'speaking':
      return `The lines are being spoken: ${percent(state.done)}`
    case 'measuring':
      return `Looking for the loudest place: ${percent(state.done)}`
    case 'rendering':
      return `Rendering: ${percent(state.done)}`
    default:
      return ''
  }
}

/** Where a render's state is told: beside it, its form in the query. */
export function stateAddress(path: string): string {
  return path.replace(/\.(\w+)$/, (_, form) => (form === 'zip' ? '.json?stems=1' : `.json?format=${form}`))
}

async function fetchState(address: string): Promise<RenderState | undefined> {
  const answer = await fetch(address)
  if (!answer.ok)
    throw new Error(`How far the render is, is not known: the server answered ${answer.status}.`)
  return parseState(await answer.json())
}

export function parseState(body: unknown): RenderState | undefined {
  const { state, place, done }: Readonly<Record<string, unknown>> = isRecord(body) ? body : {}
  if (state === 'kept' || state === 'idle') return { state }
  if (state === 'waiting' && typeof place === 'number') return { state, place }
  const isUnderWay = state === 'speaking' || state === 'measuring' || state === 'rendering'
  return isUnderWay
    ? { state, done: typeof done === 'number' ? Math.min(1, Math.max(0, done)) : 0 }
    : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`
}
