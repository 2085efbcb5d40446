import { useEffect, useState } from 'react'

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
 * How far the server is with a render, asked again and again, unless it is there at once.
 *
 * @param path Of the render, such as `/render/x.mp3`; undefined asks nothing.
 * @returns Undefined while, or where, it is not known.
 */
export function useRenderState(path: string | undefined): RenderState | undefined {
  const [known, setKnown] = useState<{ path: string; state: RenderState | undefined }>()

  useEffect(() => {
    if (path === undefined) return
    const leaving = new AbortController()
    const { signal } = leaving
    async function ask(of: string) {
      try {
        const state = await fetchState(stateAddress(of), signal)
        setKnown({ path: of, state })
        if (state?.state !== 'kept') timer = setTimeout(ask, EVERY_MS, of)
      } catch (error) {
        if (!signal.aborted) console.warn('How far the render is, is not known:', error)
      }
    }
    let timer = setTimeout(ask, EVERY_MS, path)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [path])

  return known?.path === path ? known?.state : undefined
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

async function fetchState(address: string, signal: AbortSignal): Promise<RenderState | undefined> {
  const answer = await fetch(address, { signal })
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
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
