import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Asked, Behaviour, BreakPoint, Trouble } from './polly-behaviour'
import { Refusal } from './polly-requests'

/** A trouble that does happen to a request. */
export type Met = Exclude<Trouble, { kind: 'throttle' }>

/** Counts requests from now on, and tells which trouble each one meets. */
export function createTroubles(): {
  meet(operation: keyof Behaviour, trouble: Trouble | undefined, body: Asked['body']): Met | undefined
} {
  const asked: Record<keyof Behaviour, number> = { voices: 0, speech: 0, lexicons: 0 }
  const chosen: Record<keyof Behaviour, number> = { voices: 0, speech: 0, lexicons: 0 }

  return {
    meet(operation, trouble, body) {
      const index = asked[operation]++
      if (!trouble || !(trouble.when?.({ index, body }) ?? true)) return undefined
      const earlier = chosen[operation]++
      if (trouble.kind === 'fail') return earlier < (trouble.after ?? 0) ? undefined : trouble
      if (trouble.kind !== 'throttle') return trouble
      if (earlier >= trouble.times) return undefined
      return { kind: 'fail', name: 'ThrottlingException', status: trouble.status, message: 'Rate exceeded' }
    },
  }
}

/**
 * Lets a trouble happen if this is its point.
 *
 * @returns Where nothing happens, and where what held the answer lets it go on.
 * @throws Refusal, or Error once the connection is closed.
 */
export async function befall(
  trouble: Met | undefined,
  point: BreakPoint,
  response: ServerResponse,
): Promise<void> {
  if (trouble?.kind === 'fail') throw new Refusal(trouble)
  if (trouble?.at !== point) return
  if (trouble.kind === 'hold') {
    const gone = new AbortController()
    const leave = () => gone.abort()
    response.once('close', leave)
    await trouble.gate.pass(response.destroyed ? AbortSignal.abort() : gone.signal)
    response.off('close', leave)
    if (!response.destroyed) return
  }
  if (trouble.kind === 'reset') {
    // What was written is let out first, so that the reader really is in the middle.
    await delay(5)
    response.socket?.resetAndDestroy()
  }
  if (!response.destroyed) await once(response, 'close')
  throw new Error(`The connection was closed after a ${trouble.kind}`)
}
