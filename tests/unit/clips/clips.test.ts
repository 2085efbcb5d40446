import fs from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Admission, createAdmission } from '../../../lib/clips/admission'
import { type Clips, type ClipsOptions, createClips } from '../../../lib/clips/clips'
import { createDisk } from '../../../lib/clips/disk'
import type { ClipReader } from '../../../lib/clips/reader'
import { problem } from '../../../lib/http/problem'
import { fillDisk, quietWarnings, temporaryFolder, unfinishedIn, watchOpenFiles } from './folder'
import { createUpstream, type Upstream } from './upstream'
import { bytesOf, keyOf } from './written'

const MIB = 1024 * 1024

/** How to wait for what happens soon, on a machine that is busy too. */
const PATIENTLY = { interval: 1, timeout: 10_000 }

const staying = () => new AbortController().signal

type Listening = { signal?: AbortSignal; urgency?: 'first' | 'ahead'; at?: number }

function setUp(options: Partial<ClipsOptions> & { places?: number; queueLimit?: number } = {}) {
  const { places = 10, queueLimit = 10, ...rest } = options
  const admission: Admission = createAdmission({ places: { neural: places }, queueLimit })
  const clips: Clips = createClips({
    admission,
    memoryBytes: 64 * MIB,
    diskBytes: 1024 * MIB,
    abandonedGraceMs: 60_000,
    ...rest,
  })
  onTestFinished(() => clips.close())
  const upstreams: Upstream[] = []
  const byClip = new Map<number, Upstream>()
  const open = (n: number, { signal = staying(), urgency = 'first', at = 0 }: Listening = {}) =>
    clips.open(
      {
        key: keyOf(n),
        engine: 'neural',
        characters: 100,
        async synthesize(signal) {
          const upstream = createUpstream(signal)
          upstreams.push(upstream)
          byClip.set(n, upstream)
          return upstream.body
        },
      },
      { signal, urgency, at },
    )
  /** The k-th request to the service, once it is there. */
  const asked = async (k = 0): Promise<Upstream> => {
    await expect.poll(() => upstreams.length, PATIENTLY).toBeGreaterThan(k)
    return upstreams[k] as Upstream
  }
  /** The request for that clip: where there is a folder, each looks there first, and they come in any order. */
  const askedFor = async (n: number): Promise<Upstream> => {
    await expect.poll(() => byClip.has(n), PATIENTLY).toBe(true)
    return byClip.get(n) as Upstream
  }
  return { admission, clips, upstreams, open, asked, askedFor }
}

async function readAll(reader: ClipReader): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for (;;) {
    const bytes = await reader.read()
    if (!bytes) break
    expect(bytes.length).toBeLessThanOrEqual(64 * 1024)
    parts.push(bytes)
  }
  reader.close()
  return Buffer.concat(parts)
}

/** Fails without printing a MiB. */
function expectSame(bytes: Uint8Array, expected: Uint8Array): void {
  expect(bytes.length).toBe(expected.length)
  expect(Buffer.compare(bytes, expected)).toBe(0)
}

describe('createClips', () => {
  it('asks once for fifty listeners, whenever they come and wherever they begin, and for a replay', async () => {
    const { clips, open, asked } = setUp()
    const early = Array.from({ length: 25 }, (_, n) => readAll(open(1, { at: n * 100 })))
    const upstream = await asked()
    upstream.send(bytesOf(1, 100_000).subarray(0, 60_000))
    await sleep(1)
    const late = Array.from({ length: 25 }, (_, n) => readAll(open(1, { at: n * 3000 })))
    upstream.send(bytesOf(1, 100_000).subarray(60_000))
    upstream.end()
    for (const [n, bytes] of (await Promise.all(early)).entries()) {
      expectSame(bytes, bytesOf(1, 100_000).subarray(n * 100))
    }
    for (const [n, bytes] of (await Promise.all(late)).entries()) {
      expectSame(bytes, bytesOf(1, 100_000).subarray(n * 3000))
    }
    expectSame(await readAll(open(1)), bytesOf(1, 100_000))
    expect(await readAll(open(1, { at: 200_000 }))).toHaveLength(0)
    expect(clips.stats()).toEqual({
      upstreamRequests: 1,
      billedCharacters: 100,
      savedCharacters: 51 * 100,
      clipsKept: 1,
      bytesKept: 100_000,
      open: 0,
      readers: 0,
    })
  })

  it('answers each byte as it comes, and the length once it is known', async () => {
    const { clips, open, asked } = setUp()
    const reader = open(1)
    const upstream = await asked()
    for (const n of [1, 2, 3]) {
      upstream.send(Uint8Array.of(n))
      expect(await reader.read()).toEqual(Uint8Array.of(n))
      expect(reader.size).toBeUndefined()
      expect(await clips.sizeOf(keyOf(1))).toBeUndefined()
    }
    upstream.end()
    expect(await reader.read()).toBeUndefined()
    expect(reader.size).toBe(3)
    expect(await clips.sizeOf(keyOf(1))).toBe(3)
  })

  it('holds a short clip in no more memory than it is long', async () => {
    const { open, asked } = setUp()
    const first = readAll(open(1))
    const upstream = await asked()
    upstream.send(bytesOf(1, 10))
    upstream.end()
    await first
    expect((await open(1).read())?.buffer.byteLength).toBe(10)
  })

  it('has a complete clip at hand as a whole while it is in memory, and counts that as an answer', async () => {
    const folder = await temporaryFolder()
    const { clips, open, asked } = setUp({ folder })
    const clip = (n: number) => ({ key: keyOf(n), characters: 100 })
    const short = readAll(open(1))
    const upstream = await asked()
    upstream.send(bytesOf(1, 100_000))
    await expect.poll(() => clips.stats().open, PATIENTLY).toBe(1)
    expect(clips.atHand(clip(1))).toBeUndefined()
    upstream.end()
    await short
    expect(clips.stats().savedCharacters).toBe(0)
    expectSame(clips.atHand(clip(1)) ?? new Uint8Array(0), bytesOf(1, 100_000))
    expect(clips.stats().savedCharacters).toBe(100)
    const long = readAll(open(2))
    const other = await asked(1)
    other.send(bytesOf(2, 300_000))
    other.end()
    await long
    // It went to a file.
    expect(clips.atHand(clip(2))).toBeUndefined()
    expect(clips.atHand(clip(3))).toBeUndefined()
  })

  it('does not join a long clip that is in memory, as no disk takes it', async () => {
    const { clips, open, asked } = setUp()
    const reading = readAll(open(1))
    const upstream = await asked()
    upstream.send(bytesOf(1, MIB))
    upstream.end()
    expectSame(await reading, bytesOf(1, MIB))
    expect(await clips.sizeOf(keyOf(1))).toBe(MIB)
    expect(clips.atHand({ key: keyOf(1), characters: 100 })).toBeUndefined()
  })

  it('drains the service and leaves the place while listeners have read nothing', async () => {
    const { admission, clips, open, asked } = setUp({ folder: await temporaryFolder() })
    const paused = open(1)
    const upstream = await asked()
    for (let at = 0; at < 3 * MIB; at += MIB) upstream.send(bytesOf(1, 3 * MIB).subarray(at, at + MIB))
    upstream.end()
    await expect.poll(() => paused.size, PATIENTLY).toBe(3 * MIB)
    expect(upstream.isClosed).toBe(true)
    expect(admission.stats()).toEqual({ active: 0, waiting: 0 })
    expect(clips.stats()).toMatchObject({ open: 0, readers: 1 })
    expectSame(await readAll(paused), bytesOf(1, 3 * MIB))
  })

  it('gives the failure to those who listen, after the bytes that came, and begins anew for who comes then', async () => {
    const { clips, open, asked } = setUp()
    const [one, other] = [open(1), open(1)]
    const upstream = await asked()
    upstream.send(bytesOf(1, 1000))
    upstream.fail(problem('upstream-failed', {}))
    await expect.poll(() => clips.stats().open, PATIENTLY).toBe(0)
    const again = open(1)
    for (const reader of [one, other]) {
      expect(await reader.read()).toEqual(bytesOf(1, 1000))
      await expect(reader.read()).rejects.toMatchObject({ type: 'upstream-failed' })
      expect(reader.size).toBeUndefined()
    }
    const second = await asked(1)
    second.send(bytesOf(2, 10))
    second.end()
    expectSame(await readAll(again), bytesOf(2, 10))
    expect(clips.stats().upstreamRequests).toBe(2)
  })

  it('counts as billed what the service answered, and not what it refused', async () => {
    const { clips, open, asked } = setUp()
    const refused = open(1).read()
    ;(await asked()).fail(problem('upstream-throttled', { retryAfterSeconds: 3 }))
    await expect(refused).rejects.toMatchObject({ type: 'upstream-throttled' })
    expect(clips.stats()).toMatchObject({ upstreamRequests: 1, billedCharacters: 0 })
    const answered = readAll(open(1))
    const second = await asked(1)
    for (const n of [1, 2]) second.send(bytesOf(n, 10))
    second.end()
    await answered
    expect(clips.stats()).toMatchObject({ upstreamRequests: 2, billedCharacters: 100 })
    // Marks of what has no words.
    const empty = readAll(open(2))
    ;(await asked(2)).end()
    await empty
    expect(clips.stats()).toMatchObject({ upstreamRequests: 3, billedCharacters: 200 })
  })

  it('fails who waits when the queue is full, and asks nothing', async () => {
    const { clips, open, asked } = setUp({ places: 1, queueLimit: 1 })
    open(1)
    await asked()
    open(2)
    await expect(open(3).read()).rejects.toMatchObject({ type: 'too-many-waiting' })
    expect(clips.stats().upstreamRequests).toBe(1)
  })

  it('rejects with client-gone as soon as the signal aborts, before, while and after it reads', async () => {
    const { clips, open, asked, upstreams } = setUp()
    await expect(open(1, { signal: AbortSignal.abort() }).read()).rejects.toMatchObject({
      type: 'client-gone',
    })
    expect(upstreams).toHaveLength(0)
    const [leaver, stayer] = [new AbortController(), open(1)]
    const reader = open(1, { signal: leaver.signal })
    const reading = reader.read()
    leaver.abort()
    await expect(reading).rejects.toMatchObject({ type: 'client-gone' })
    await expect(reader.read()).rejects.toMatchObject({ type: 'client-gone' })
    expect(clips.stats().readers).toBe(1)
    const upstream = await asked()
    upstream.send(bytesOf(1, 10))
    upstream.end()
    expectSame(await readAll(stayer), bytesOf(1, 10))
  })

  it('never asks for what everybody left while it waited', async () => {
    const { admission, open, asked, upstreams } = setUp({ places: 1 })
    const first = open(1)
    const upstream = await asked()
    const [one, other] = [open(2), open(2, { urgency: 'ahead' })]
    await expect.poll(() => admission.stats().waiting, PATIENTLY).toBe(1)
    one.close()
    expect(admission.stats().waiting).toBe(1)
    other.close()
    expect(admission.stats().waiting).toBe(0)
    upstream.end()
    await readAll(first)
    expect(upstreams).toHaveLength(1)
  })

  it('moves a clip that was fetched ahead among the urgent when a listener needs it', async () => {
    const { admission, open, asked, upstreams } = setUp({ places: 1 })
    open(1)
    const upstream = await asked()
    open(2, { urgency: 'ahead' })
    open(3, { urgency: 'ahead' })
    await expect.poll(() => admission.stats().waiting, PATIENTLY).toBe(2)
    const urgent = readAll(open(3))
    upstream.end()
    const second = await asked(1)
    second.send(bytesOf(3, 10))
    second.end()
    expectSame(await urgent, bytesOf(3, 10))
    expect((await asked(2)).isClosed).toBe(false)
    expect(upstreams).toHaveLength(3)
  })

  it('drains what everybody left into the store within the grace', async () => {
    const { clips, admission, open, asked, upstreams } = setUp()
    open(1).close()
    open(1).close()
    const leaver = open(1)
    const upstream = await asked()
    leaver.close()
    upstream.send(bytesOf(1, 1000))
    upstream.end()
    await expect.poll(() => clips.sizeOf(keyOf(1)), PATIENTLY).toBe(1000)
    expect(admission.stats().active).toBe(0)
    expectSame(await readAll(open(1)), bytesOf(1, 1000))
    expect(upstreams).toHaveLength(1)
  })

  it('closes what everybody left after the grace, and keeps nothing of it', async () => {
    const { clips, admission, open, asked } = setUp({ abandonedGraceMs: 5 })
    const leaver = open(1)
    const upstream = await asked()
    upstream.send(bytesOf(1, 1000))
    leaver.close()
    await expect.poll(() => upstream.isClosed, PATIENTLY).toBe(true)
    await expect.poll(() => admission.stats().active, PATIENTLY).toBe(0)
    expect(await clips.sizeOf(keyOf(1))).toBeUndefined()
    expect(clips.stats()).toMatchObject({ clipsKept: 0, open: 0 })
  })

  it('closes what everybody left at once when others wait for its place', async () => {
    const { open, asked, upstreams } = setUp({ places: 1 })
    const leaver = open(1)
    const upstream = await asked()
    leaver.close()
    expect(upstream.isClosed).toBe(false)
    const next = readAll(open(2))
    const second = await asked(1)
    expect(upstream.isClosed).toBe(true)
    second.send(bytesOf(2, 10))
    second.end()
    expectSame(await next, bytesOf(2, 10))
    expect(upstreams).toHaveLength(2)
  })

  it('goes on for a listener who comes back within the grace, whoever waits', async () => {
    const { open, asked, upstreams } = setUp({ places: 1, abandonedGraceMs: 20 })
    const leaver = open(1)
    const upstream = await asked()
    upstream.send(bytesOf(1, 1000).subarray(0, 500))
    leaver.close()
    const back = readAll(open(1))
    open(2)
    await sleep(40)
    expect(upstream.isClosed).toBe(false)
    upstream.send(bytesOf(1, 1000).subarray(500))
    upstream.end()
    expectSame(await back, bytesOf(1, 1000))
    expect((await asked(1)).isClosed).toBe(false)
    expect(upstreams).toHaveLength(2)
  })

  it('answers from disk after a restart without asking, short clips and long ones', async () => {
    const folder = await temporaryFolder()
    const before = setUp({ folder })
    for (const [n, length] of [1000, 2 * MIB].entries()) {
      const reading = readAll(before.open(n))
      const upstream = await before.asked(n)
      upstream.send(bytesOf(n, length))
      upstream.end()
      await reading
    }
    await before.clips.close()

    const openFiles = watchOpenFiles()
    const { clips, open, upstreams } = setUp({ folder })
    expect(await clips.sizeOf(keyOf(0))).toBe(1000)
    expectSame(await readAll(open(0)), bytesOf(0, 1000))
    expectSame(await readAll(open(1, { at: MIB })), bytesOf(1, 2 * MIB).subarray(MIB))
    expect(upstreams).toHaveLength(0)
    expect(clips.stats()).toMatchObject({ upstreamRequests: 0, savedCharacters: 200, clipsKept: 2 })
    await clips.close()
    expect(openFiles()).toBe(0)
  })

  it('asks again for what is damaged on disk', async () => {
    quietWarnings()
    const folder = await temporaryFolder()
    const before = setUp({ folder })
    const first = readAll(before.open(1))
    const upstream = await before.asked()
    upstream.send(bytesOf(1, 1000))
    upstream.end()
    await first
    await before.clips.close()
    await fs.truncate(path.join(folder, keyOf(1)), 700)

    const { open, asked } = setUp({ folder })
    const reading = readAll(open(1))
    const again = await asked()
    again.send(bytesOf(2, 500))
    again.end()
    expectSame(await reading, bytesOf(2, 500))
  })

  it('holds no more in memory than allowed: who reads what is evicted goes on from disk', async () => {
    const openFiles = watchOpenFiles()
    const folder = await temporaryFolder()
    const { clips, open, asked, askedFor } = setUp({ folder, memoryBytes: 350_000 })
    const paused = Array.from({ length: 10 }, (_, n) => open(n))
    await asked(9)
    for (const n of paused.keys()) {
      const upstream = await askedFor(n)
      upstream.send(bytesOf(n, 100_000))
      upstream.end()
    }
    await expect.poll(() => fs.readdir(folder), PATIENTLY).toHaveLength(10)
    await expect.poll(() => unfinishedIn(folder), PATIENTLY).toEqual([])
    // Three clips fit in memory, the others' readers hold a file each; time in which more would be moved.
    await expect.poll(openFiles, PATIENTLY).toBe(7)
    await sleep(30)
    expect(openFiles()).toBe(7)
    for (const [n, reader] of paused.entries()) expectSame(await readAll(reader), bytesOf(n, 100_000))
    await expect.poll(openFiles, PATIENTLY).toBe(0)
    expect(clips.stats()).toMatchObject({ clipsKept: 10, readers: 0 })
  })

  it('does not go on from disk where another process has put other bytes there meanwhile', async () => {
    const folder = await temporaryFolder()
    const { clips, open, asked } = setUp({ folder, memoryBytes: 150_000 })
    const paused = open(1)
    const upstream = await asked()
    upstream.send(bytesOf(1, 100_000))
    upstream.end()
    await expect.poll(() => fs.readdir(folder), PATIENTLY).toEqual([keyOf(1)])
    const other = createDisk({ folder, maxBytes: 1e9 })
    const writer = await other.write(keyOf(1))
    await writer.append(bytesOf(99, 100_000))
    await writer.commit()
    await other.close()
    const next = readAll(open(2))
    const second = await asked(1)
    second.send(bytesOf(2, 100_000))
    second.end()
    await next
    // Time in which the reader would be moved.
    await sleep(30)
    expectSame(await readAll(paused), bytesOf(1, 100_000))
    expect(clips.stats()).toMatchObject({ clipsKept: 2, readers: 0 })
  })

  it('serves from memory what a full disk does not take, and keeps nothing half-written', async () => {
    const warn = quietWarnings()
    const folder = await temporaryFolder()
    await fillDisk(folder, 300_000)
    const { clips, open, askedFor } = setUp({ folder })
    const [short, long] = [readAll(open(1)), readAll(open(2))]
    for (const [k, length] of [500_000, 3 * MIB].entries()) {
      const upstream = await askedFor(k + 1)
      for (let at = 0; at < length; at += 250_000) {
        upstream.send(bytesOf(k + 1, length).subarray(at, at + 250_000))
      }
      upstream.end()
    }
    expectSame(await short, bytesOf(1, 500_000))
    expectSame(await long, bytesOf(2, 3 * MIB))
    expectSame(await readAll(open(2)), bytesOf(2, 3 * MIB))
    expect(clips.stats()).toMatchObject({ upstreamRequests: 2, clipsKept: 2, bytesKept: 500_000 + 3 * MIB })
    await clips.close()
    expect(await fs.readdir(folder)).toEqual([])
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('fails a long clip whose disk fills up meanwhile, after what was kept, and others not at all', async () => {
    quietWarnings()
    const folder = await temporaryFolder()
    const openFiles = watchOpenFiles()
    const { clips, admission, open, askedFor } = setUp({ folder })
    const [long, short] = [open(1), readAll(open(2))]
    const upstream = await askedFor(1)
    upstream.send(bytesOf(1, 2 * MIB))
    await long.read()
    await fillDisk(folder)
    upstream.send(bytesOf(2, 1000))
    const failed = readAll(long)
    await expect(failed).rejects.toMatchObject({ type: 'storage-failed', status: 500 })
    long.close()
    expect(upstream.isClosed).toBe(true)
    const other = await askedFor(2)
    other.send(bytesOf(2, 1000))
    other.end()
    expectSame(await short, bytesOf(2, 1000))
    await clips.close()
    expect(admission.stats().active).toBe(0)
    expect(openFiles()).toBe(0)
    expect(await fs.readdir(folder)).toEqual([])
  })

  it('keeps clips in memory only where there is no folder, up to 32 MiB each', async () => {
    const { clips, admission, open, asked } = setUp()
    const reader = open(1)
    const upstream = await asked()
    const part = bytesOf(1, MIB)
    for (let n = 0; n < 33; n++) upstream.send(part)
    for (let n = 0; n < 32 * 16; n++) await reader.read()
    await expect(reader.read()).rejects.toMatchObject({ type: 'storage-failed' })
    reader.close()
    expect(admission.stats().active).toBe(0)
    expect(await clips.sizeOf(keyOf(1))).toBeUndefined()
  })

  it('bounds what all long clips have in memory together where there is no folder, and gives their room back', async () => {
    const { open, asked } = setUp({ memoryBytes: 0 })
    const part = bytesOf(1, MIB)
    const flow = async (k: number) => {
      const reader = open(k)
      const upstream = await asked(k)
      for (let n = 0; n < 30; n++) upstream.send(part)
      upstream.end()
      await expect.poll(() => upstream.isClosed, PATIENTLY).toBe(true)
      return reader
    }
    // 29 of the 30 MiB of each are beyond its own first: four fit in 128.
    const paused = await Promise.all([0, 1, 2, 3].map(flow))
    const fifth = await flow(4)
    await expect(readAll(fifth)).rejects.toMatchObject({ type: 'storage-failed' })
    for (const reader of [...paused, fifth]) reader.close()
    const sixth = await flow(5)
    expect(sixth.size).toBe(30 * MIB)
  })

  it('works in memory where the folder cannot be one', async () => {
    quietWarnings()
    const file = path.join(await temporaryFolder(), 'file')
    await fs.writeFile(file, 'in the way')
    const { clips, open, asked } = setUp({ folder: file })
    const reading = readAll(open(1))
    const upstream = await asked()
    upstream.send(bytesOf(1, 1000))
    upstream.end()
    expectSame(await reading, bytesOf(1, 1000))
    expectSame(await readAll(open(1)), bytesOf(1, 1000))
    expect(clips.stats()).toMatchObject({ upstreamRequests: 1, clipsKept: 1 })
  })

  it('closes readers, requests, timers and files at the end', async () => {
    const folder = await temporaryFolder()
    const openFiles = watchOpenFiles()
    const { clips, admission, open, asked, askedFor } = setUp({ folder, places: 2 })
    const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length
    const timersBefore = timers()
    const reading = expect(open(1).read()).rejects.toMatchObject({ type: 'client-gone' })
    const left = open(2)
    await asked(1)
    const long = await askedFor(2)
    long.send(bytesOf(2, 2 * MIB))
    left.close()
    const waiting = expect(open(3).read()).rejects.toMatchObject({ type: 'client-gone' })
    await clips.close()
    await Promise.all([reading, waiting])
    await expect(open(4).read()).rejects.toMatchObject({ type: 'client-gone' })
    expect(clips.stats()).toMatchObject({ open: 0, readers: 0 })
    expect(admission.stats()).toEqual({ active: 0, waiting: 0 })
    expect(timers()).toBe(timersBefore)
    expect(openFiles()).toBe(0)
    expect(await unfinishedIn(folder)).toEqual([])
  })
})
