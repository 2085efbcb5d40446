import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAdmission } from '../../../lib/clips/admission'
import { type ClipSpec, createClips } from '../../../lib/clips/clips'
import type { ClipReader } from '../../../lib/clips/reader'
import { problem } from '../../../lib/http/problem'
import { quietWarnings, temporaryFolder, unfinishedIn, watchOpenFiles } from './folder'
import { createUpstream, type Upstream } from './upstream'
import { bytesOf, keyOf } from './written'

/** Clips by number: their lengths. The last goes to a file while it grows. */
const LENGTHS = [1, 40_000, 90_000, 200_000, 1_300_000]

/** So little that clips are evicted from memory and from disk all the time. */
const MEMORY_BYTES = 250_000
const DISK_BYTES = 1_700_000

type Step =
  | { do: 'open'; clip: number; at: number; urgent: boolean }
  | { do: 'read'; reader: number; times: number }
  | { do: 'leave'; reader: number; abort: boolean }
  | { do: 'send'; upstream: number; share: number }
  | { do: 'fail'; upstream: number }
  | { do: 'wait'; turns: number; ms: number }
  | { do: 'restart'; damage: boolean }

const which = fc.nat({ max: 20 })
const step = fc.oneof<{ weight: number; arbitrary: fc.Arbitrary<Step> }[]>(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('open'),
      clip: fc.nat({ max: LENGTHS.length - 1 }),
      at: fc.constantFrom(0, 0, 1, 70_000),
      urgent: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('read'), reader: which, times: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave'), reader: which, abort: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('send'), upstream: which, share: fc.constantFrom(0.1, 0.5, 1) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail'), upstream: which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      turns: fc.nat({ max: 8 }),
      ms: fc.constantFrom(0, 0, 1, 4),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart'), damage: fc.boolean() }) },
)

type Request = { clip: number; expected: Uint8Array; sent: number; upstream: Upstream }
type Listener = {
  clip: number
  cursor: number
  reader: ClipReader
  abort: AbortController
  /** The answers of the service that what it has read may come from. */
  possible?: Request[]
  reading?: Promise<void>
}

/** What a reader may meet instead of bytes. */
const PROBLEMS = ['client-gone', 'upstream-failed', 'too-many-waiting']

/** Drives clips, and holds each byte that a reader gets to what the service sent. */
function createWorld(folder: string) {
  const admission = createAdmission({ places: { neural: 2 }, queueLimit: 3 })
  const begin = () =>
    createClips({ admission, folder, memoryBytes: MEMORY_BYTES, diskBytes: DISK_BYTES, abandonedGraceMs: 2 })
  let clips = begin()
  const requests: Request[] = []
  let listeners: Listener[] = []
  const seen = { ends: 0, failures: 0, saved: 0 }

  const open = () => requests.filter(({ upstream }) => !upstream.isClosed)

  function specOf(clip: number): ClipSpec {
    return {
      key: keyOf(clip),
      engine: 'neural',
      characters: 1,
      async synthesize(signal) {
        expect(
          open().some(request => request.clip === clip),
          'a second request at once',
        ).toBe(false)
        const upstream = createUpstream(signal)
        // Every answer differs, so that a mixture of two would show.
        const expected = bytesOf(requests.length, LENGTHS[clip] ?? 0)
        requests.push({ clip, expected, sent: 0, upstream })
        return upstream.body
      },
    }
  }

  async function read(listener: Listener, times: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      const bytes = await listener.reader.read()
      const { clip, cursor } = listener
      if (!bytes) {
        expect(Math.max(cursor, LENGTHS[clip] ?? 0)).toBe(cursor)
        seen.ends++
        return
      }
      const end = cursor + bytes.length
      const before = listener.possible ?? requests.filter(request => request.clip === clip)
      listener.possible = before.filter(
        ({ expected, sent }) => sent >= end && Buffer.compare(expected.subarray(cursor, end), bytes) === 0,
      )
      expect(listener.possible.length, `answers that clip ${clip} from ${cursor} to ${end} is from`).not.toBe(
        0,
      )
      listener.cursor = end
    }
  }

  /** One call at a time for each reader. */
  function startReading(listener: Listener, times: number): void {
    listener.reading ??= read(listener, times)
      .catch((error: { type?: string }) => {
        if (!error.type) throw error
        expect(PROBLEMS).toContain(error.type)
        seen.failures++
      })
      .finally(() => {
        listener.reading = undefined
      })
  }

  async function restart(damage: boolean): Promise<void> {
    await clips.close()
    seen.saved += clips.stats().savedCharacters
    await Promise.all(listeners.map(({ reading }) => reading))
    listeners = []
    expect(admission.stats()).toEqual({ active: 0, waiting: 0 })
    expect(clips.stats()).toMatchObject({ open: 0, readers: 0 })
    expect(open()).toEqual([])
    expect(await unfinishedIn(folder).catch(() => [])).toEqual([])
    const entries = await fs.readdir(folder).catch(() => [])
    const sizes = await Promise.all(entries.map(async name => (await fs.stat(path.join(folder, name))).size))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(DISK_BYTES)
    const [entry] = entries
    if (damage && entry) await fs.truncate(path.join(folder, entry), Math.floor((sizes[0] ?? 0) / 2))
    clips = begin()
  }

  async function take(step: Step): Promise<void> {
    if (step.do === 'open') {
      const abort = new AbortController()
      const urgency = step.urgent ? 'first' : 'ahead'
      const reader = clips.open(specOf(step.clip), { signal: abort.signal, urgency, at: step.at })
      listeners.push({ clip: step.clip, cursor: step.at, reader, abort })
    } else if (step.do === 'read' || step.do === 'leave') {
      const listener = listeners[step.reader % listeners.length]
      if (!listener) return
      if (step.do === 'read') return startReading(listener, step.times)
      if (step.abort) listener.abort.abort()
      else listener.reader.close()
    } else if (step.do === 'send' || step.do === 'fail') {
      const pending = open()
      const request = pending[step.upstream % pending.length]
      if (!request) return
      if (step.do === 'fail') return request.upstream.fail(problem('upstream-failed', {}))
      const { expected, upstream, sent } = request
      request.sent = Math.min(expected.length, sent + Math.ceil(expected.length * step.share))
      upstream.send(expected.subarray(sent, request.sent))
      if (request.sent === expected.length) upstream.end()
    } else if (step.do === 'wait') {
      for (let n = 0; n < step.turns; n++) await turn()
      if (step.ms > 0) await sleep(step.ms)
    } else await restart(step.damage)
    await Promise.resolve()
  }

  return { take, restart, close: () => clips.close(), seen }
}

it('createClips gives no wrong byte and leaves nothing open, however readers, failures, evictions and restarts interleave', async () => {
  quietWarnings()
  const openFiles = watchOpenFiles()
  const folder = await temporaryFolder()
  const total = { ends: 0, failures: 0, saved: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 150, size: 'max' }), async steps => {
      const world = createWorld(folder)
      for (const step of steps) await world.take(step)
      await world.restart(false)
      await world.close()
      expect(openFiles()).toBe(0)
      total.ends += world.seen.ends
      total.failures += world.seen.failures
      total.saved += world.seen.saved
      await fs.rm(folder, { recursive: true, force: true })
    }),
    { numRuns: 60 },
  )
  // The steps are such that readers do reach ends, failures and what is kept.
  expect(total.ends).toBeGreaterThan(50)
  expect(total.saved).toBeGreaterThan(50)
  expect(total.failures).toBeGreaterThan(50)
})
