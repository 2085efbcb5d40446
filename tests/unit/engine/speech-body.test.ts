import { describe, expect, it } from 'vitest'
import type { SpeechPool } from '../../../lib/engine/pool'
import type { SpeechJob } from '../../../lib/engine/protocol'
import { startSpeech } from '../../../lib/engine/speech-body'

/** Somebody who has heard a first piece of sound, and waits for the next. */
async function waitingListener() {
  const failures: unknown[] = []
  const pieces = [Uint8Array.of(1)]
  let fail: (reason: unknown) => void = () => undefined
  let isAsked: () => void = () => undefined
  const asked = new Promise<void>(resolve => {
    isAsked = resolve
  })
  const stream = {
    async next() {
      const piece = pieces.shift()
      if (piece) return piece
      isAsked()
      return new Promise<never>((_, reject) => {
        fail = reject
      })
    },
    cancel: (reason: unknown) => fail(reason),
  }
  const pool: Pick<SpeechPool, 'speak'> = { speak: () => stream }
  const body = await startSpeech(pool as SpeechPool, {} as SpeechJob, new AbortController().signal, error =>
    failures.push(error),
  )
  const reader = body.getReader()
  await reader.read()
  const more = reader.read()
  await asked
  return { reader, more, failures, fail: (reason: unknown) => fail(reason) }
}

describe('startSpeech', () => {
  it('tells why the sound broke off for who waited for more', async () => {
    const { more, failures, fail } = await waitingListener()
    const died = new Error('The thread died')
    fail(died)
    await expect(more).rejects.toBe(died)
    expect(failures).toEqual([died])
  })

  it('takes no leave for a failure, not even of who waited for more', async () => {
    const { reader, more, failures } = await waitingListener()
    await reader.cancel(null)
    expect(await more).toEqual({ done: true, value: undefined })
    // What the cancel rejected is met a turn later.
    await new Promise(resolve => setImmediate(resolve))
    expect(failures).toEqual([])
  })
})
