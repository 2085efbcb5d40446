import { afterEach, describe, expect, test } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { createGate } from '../support/gate'
import type { BehaviourChange } from '../support/polly-behaviour'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  hearParts,
  idOf,
  listenTo,
  ofParagraph,
  paragraphs,
  paragraphsAsked,
  pitchesOf,
  SPEECH,
  textOf,
} from '../support/readings'

let polly: PollyStandIn
let app: App

async function open(variables: Record<string, string> = {}): Promise<void> {
  polly = await startPolly()
  polly.behave({ speech: SPEECH })
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url, ...variables })
}
afterEach(async () => {
  await app.close()
  await polly.close()
})

const PARAGRAPHS = paragraphs(4)
const ID = idOf(textOf(PARAGRAPHS))
const free = () => {
  const { active, waiting } = app.speech.admission.stats()
  return polly.open === 0 && active === 0 && waiting === 0
}

/** Polly stops in the middle of that paragraph until the gate opens. */
function holding(paragraph: number) {
  const gate = createGate()
  const change = {
    speech: { ...SPEECH, trouble: { kind: 'hold', at: 'mid-body', gate, when: ofParagraph(paragraph) } },
  } satisfies BehaviourChange
  polly.behave(change)
  return gate
}

describe('a listener who pauses', () => {
  test('holds no connection to Polly, and hears the rest whenever that is', async () => {
    await open()
    const hearing = listenTo(await app.file(ID, 'mp3'))
    await hearing.reach(1)
    await until(free)
    expect(paragraphsAsked(polly).length).toBeLessThan(PARAGRAPHS.length)
    const { pitches } = await hearParts('mp3', await hearing.rest(), PARAGRAPHS)
    expect(pitches).toEqual(pitchesOf(PARAGRAPHS))
  })

  test('a hundred of different texts hold none', async () => {
    await open()
    const ids = Array.from({ length: 100 }, (_, i) => idOf(textOf([`Number ${i}.`, ...PARAGRAPHS])))
    const hearings = await Promise.all(ids.map(async id => listenTo(await app.file(id, 'mp3'))))
    await Promise.all(hearings.map(hearing => hearing.reach(1)))
    await until(free, 5000)
    await Promise.all(hearings.map(hearing => hearing.leave()))
    await until(free)
  })

  test('does not hold up who listens to the same', async () => {
    await open()
    const paused = listenTo(await app.file(ID, 'mp3'))
    await paused.reach(1)
    const whole = await bytesOf(await app.file(ID, 'mp3'))
    expect((await paused.rest()).equals(whole)).toBe(true)
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })
})

describe.each([
  ['by cancelling the body', false],
  ['by the signal of the request', true],
] as const)('a listener who leaves %s', (_, bySignal) => {
  async function leave(hearing: { leave(): Promise<void> }, leaving: AbortController): Promise<void> {
    if (bySignal) leaving.abort()
    else await hearing.leave()
  }

  test('has the clip in flight drained and kept, and none asked for after it', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '20000' })
    const gate = holding(2)
    const leaving = new AbortController()
    const hearing = listenTo(await app.file(ID, 'mp3', { signal: leaving.signal }))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    await leave(hearing, leaving)
    gate.open()
    await until(free)
    const asked = paragraphsAsked(polly)
    expect(asked).toEqual([1, 2])
    expect(polly.requests.every(({ closedEarly }) => !closedEarly)).toBe(true)
    polly.forget()
    await bytesOf(await app.file(ID, 'mp3'))
    expect(paragraphsAsked(polly)).toEqual([3, 4])
  })

  test('has it closed after the grace where it does not come to its end', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '50' })
    const gate = holding(2)
    const leaving = new AbortController()
    const hearing = listenTo(await app.file(ID, 'mp3', { signal: leaving.signal }))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    await leave(hearing, leaving)
    await until(free)
    expect(polly.requests.some(({ closedEarly }) => closedEarly)).toBe(true)
    polly.behave({ speech: SPEECH })
    polly.forget()
    const { pitches } = await hearParts('mp3', await bytesOf(await app.file(ID, 'mp3')), PARAGRAPHS)
    expect(pitches).toEqual(pitchesOf(PARAGRAPHS))
    expect(paragraphsAsked(polly)).toEqual([2, 3, 4])
  })

  test('makes room at once for who waits', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '20000', POLLY_CONCURRENCY: '1' })
    const gate = holding(1)
    const leaving = new AbortController()
    const hearing = listenTo(await app.file(ID, 'mp3', { signal: leaving.signal }))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    const waiting = app.file(idOf('Paragraph 9. Somebody else.'), 'mp3').then(bytesOf)
    await until(() => app.speech.admission.stats().waiting > 0)
    await leave(hearing, leaving)
    expect((await waiting).length).toBeGreaterThan(100)
    await until(free)
    expect(paragraphsAsked(polly)).toEqual([1, 9])
    expect(polly.requests.filter(({ closedEarly }) => closedEarly)).toHaveLength(1)
  })
})

describe('a listener who comes back within the grace', () => {
  test('goes on with the same request', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '20000' })
    const gate = holding(1)
    const hearing = listenTo(await app.file(ID, 'mp3'))
    await hearing.reach(1)
    await until(() => gate.waiting === 1)
    await hearing.leave()
    const again = listenTo(await app.file(ID, 'mp3'))
    await again.reach(1)
    gate.open()
    const { pitches } = await hearParts('mp3', await again.rest(), PARAGRAPHS)
    expect(pitches).toEqual(pitchesOf(PARAGRAPHS))
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })
})

describe('a listener who leaves one of two', () => {
  test('does not disturb the other', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '1' })
    const gate = holding(2)
    const leaving = listenTo(await app.file(ID, 'mp3'))
    const staying = listenTo(await app.file(ID, 'mp3'))
    await Promise.all([leaving.reach(1), staying.reach(1)])
    await until(() => gate.waiting === 1)
    await leaving.leave()
    gate.open()
    const { pitches } = await hearParts('mp3', await staying.rest(), PARAGRAPHS)
    expect(pitches).toEqual(pitchesOf(PARAGRAPHS))
    expect(paragraphsAsked(polly)).toEqual([1, 2, 3, 4])
  })
})

describe('a listener who leaves while waiting for a place', () => {
  test('is never asked for', async () => {
    await open({ POLLY_CONCURRENCY: '1' })
    const gate = holding(1)
    // A reading of one clip: nothing of its own waits beside the one that leaves.
    const speaking = app.file(idOf(textOf(PARAGRAPHS.slice(0, 1))), 'mp3').then(bytesOf)
    await until(() => gate.waiting === 1)
    const leaving = new AbortController()
    const waiting = app.file(idOf('Paragraph 9. Somebody else.'), 'mp3', { signal: leaving.signal })
    await until(() => app.speech.admission.stats().waiting === 1)
    leaving.abort()
    await problemOf(await waiting, 499)
    gate.open()
    await speaking
    expect(paragraphsAsked(polly)).not.toContain(9)
    await until(free)
  })
})

describe('listeners who come and go at random', () => {
  test('leave nothing open, and who stays to the end hears every byte', async () => {
    await open({ ABANDONED_CLIP_GRACE_MS: '30', POLLY_CONCURRENCY: '4' })
    const ids = [1, 2, 3].map(n => idOf(textOf([`Number ${n} begins.`, ...PARAGRAPHS])))
    const wholes = await Promise.all(ids.map(async id => bytesOf(await app.file(id, 'ogg'))))
    await app.close()
    await polly.close()
    await open({ ABANDONED_CLIP_GRACE_MS: '30', POLLY_CONCURRENCY: '4' })
    polly.behave({ speech: { ...SPEECH, firstByteMs: 3, chunkBytes: 700, chunkMs: 2 } })
    const ends = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => {
        const index = i % ids.length
        await new Promise(resolve => setTimeout(resolve, (i * 13) % 120))
        const hearing = listenTo(await app.file(ids[index] ?? '', 'ogg'))
        if (i % 4 !== 0) {
          await hearing.reach((i * 977) % 12_000)
          await hearing.leave()
          return 'left'
        }
        return (await hearing.rest()).equals(wholes[index] ?? Buffer.alloc(0)) ? 'whole' : 'wrong'
      }),
    )
    expect(ends).not.toContain('wrong')
    expect(ends.filter(end => end === 'whole')).toHaveLength(15)
    await until(free)
  })
})
