import type { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FromThread, WINDOW_BYTES } from '../../../../lib/score/render/job'
import { BLOCK_FRAMES } from '../../../../lib/score/render/mixdown'
import { RENDER_RATES_HZ, type RenderRateHz } from '../../../../lib/score/render/options'
import { createRenderPool, type RenderPoolOptions } from '../../../../lib/score/render/pool'
import type { Song } from '../../../../lib/score/song'
import { spawnTypescriptRenderer } from '../../../support/render-thread'
import { renderBytes, renderJob } from '../../../support/renders'
import { note, synthTrack } from '../../../support/songs'

// A cold thread compiles for seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** So many seconds of one note. */
const songOf = (seconds: number): Song => ({
  Tempo: 60,
  BeatsPerBar: 4,
  Tracks: [synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 5, { Duration: seconds })] }] })],
})
const bytesOf = (song: Song) => new TextEncoder().encode(JSON.stringify(song))

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(pool => pool.close()))
})

/** A pool of real threads, which are kept at hand, with what they said. */
function testPool(options: Partial<RenderPoolOptions> = {}) {
  const threads: Worker[] = []
  const said: FromThread[] = []
  const spawn = () => {
    const thread = spawnTypescriptRenderer()
    thread.on('message', (message: FromThread) => said.push(message))
    threads.push(thread)
    return thread
  }
  const pool = createRenderPool({ threads: 1, silenceTimeoutMs: 60_000, spawn, ...options })
  opened.push(pool)
  const sent = () =>
    said.reduce((sum, message) => sum + (message.type === 'step' ? (message.step.bytes?.length ?? 0) : 0), 0)
  return { pool, threads, sent }
}

const staying = () => new AbortController().signal

describe('createRenderPool', () => {
  it('checks a score in a thread: its facts, its canonical form, or the problem that it has', async () => {
    const { pool } = testPool()
    expect(pool.stats()).toEqual({ threads: 0, rendering: 0, checking: 0 })
    const checking = pool.check('song', new TextEncoder().encode('{"Tracks": [{}]}'))
    expect(pool.stats()).toEqual({ threads: 1, rendering: 0, checking: 1 })
    const { facts, bytes } = await checking
    expect(facts).toEqual({
      frames: { 44100: 88_200, 48000: 96_000 },
      tracks: ['Untitled'],
      lines: [],
      isPlayedByFont: false,
    })
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ Tempo: 80, BeatsPerBar: 4 })
    for (const [body, field] of [
      ['{"Tracks": [{"Pan": 2}]}', 'Tracks[0].Pan'],
      ['{"Tracks"', 'body'],
    ] as const) {
      await expect(pool.check('song', new TextEncoder().encode(body))).rejects.toMatchObject({
        name: 'Problem',
        status: 400,
        params: { field },
      })
    }
    await expect(pool.check('midi', new Uint8Array(20))).rejects.toMatchObject({
      name: 'Problem',
      status: 400,
    })
    expect(pool.stats()).toEqual({ threads: 1, rendering: 0, checking: 0 })
  })

  it('turns away what comes while very much is being checked', async () => {
    const { pool } = testPool()
    const checks = Array.from({ length: 33 }, () => pool.check('song', bytesOf(songOf(1))))
    const refused = await Promise.allSettled(checks)
    expect(refused.filter(({ status }) => status === 'fulfilled')).toHaveLength(32)
    expect(refused.at(-1)).toMatchObject({ reason: { type: 'too-many-waiting', status: 503 } })
  })

  it('renders what this thread would render, and tells how far it is', async () => {
    const { pool } = testPool()
    const job = renderJob(songOf(5), { normalise: 'peak' })
    const steps: [string, number][] = []
    const parts: Uint8Array[] = []
    for await (const bytes of pool.render(job, staying(), ({ state, done }) => steps.push([state, done]))) {
      parts.push(bytes)
    }
    expect(Buffer.concat(parts).equals(await renderBytes(job))).toBe(true)
    expect(new Set(steps.map(([state]) => state))).toEqual(new Set(['measuring', 'rendering']))
    expect(steps.at(-1)).toEqual(['rendering', 1])
  })

  it('renders the same bytes in a thread that has rendered at another rate before', async () => {
    const song: Song = {
      Tempo: 240,
      BeatsPerBar: 4,
      Tracks: [
        {
          ...synthTrack('Default_Synth', { Bars: [{ SoundEvents: [note('C', 5)] }] }),
          Instrument: 'Acoustic Grand Piano',
        },
      ],
    }
    const inOneThread = async (...rates: RenderRateHz[]) => {
      const { pool } = testPool()
      const renders = new Map<number, Buffer>()
      for (const rateHz of rates) {
        const parts: Uint8Array[] = []
        for await (const bytes of pool.render(renderJob(song, { rateHz }), staying())) parts.push(bytes)
        renders.set(rateHz, Buffer.concat(parts))
      }
      return renders
    }
    const low = await inOneThread(44_100, 48_000)
    const high = await inOneThread(48_000, 44_100)
    for (const rateHz of RENDER_RATES_HZ) {
      const [one, other] = [low.get(rateHz), high.get(rateHz)]
      expect(one?.length).toBeGreaterThan(rateHz)
      expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
    }
  })

  it('stays a window ahead of its reader, and checks others meanwhile', async () => {
    const { pool, sent } = testPool()
    const job = renderJob(songOf(60))
    const reading = pool.render(job, staying())
    await reading.next()
    // Two checks that come later and are answered show that the thread had time to go on.
    for (let i = 0; i < 20; i++) await pool.check('song', bytesOf(songOf(1)))
    expect(sent()).toBeLessThanOrEqual(WINDOW_BYTES + BLOCK_FRAMES * 6)
    let bytes = 0
    for await (const { length } of reading) bytes += length
    expect(sent()).toBe(44 + job.frames * 6)
    expect(bytes).toBe(sent() - 44)
  })

  it.each(['its signal', 'its consumer'])(
    'lets go of a render that %s ends, and renders the next',
    async by => {
      const { pool, sent } = testPool()
      const leaving = new AbortController()
      const reading = pool.render(renderJob(songOf(590)), leaving.signal)
      await reading.next()
      const reason = new Error('The listener left')
      if (by === 'its signal') {
        const waiting = (async () => {
          for await (const _ of reading) if (sent() > WINDOW_BYTES) leaving.abort(reason)
        })()
        await expect(waiting).rejects.toBe(reason)
      } else await reading.return(undefined)
      expect(pool.stats()).toMatchObject({ rendering: 0 })
      await pool.check('song', bytesOf(songOf(1)))
      const before = sent()
      await pool.check('song', bytesOf(songOf(1)))
      expect(sent()).toBe(before)
      expect((await pool.render(renderJob(songOf(1)), staying()).next()).done).toBe(false)
    },
  )

  it('has two renders at once in two threads', async () => {
    const { pool, threads } = testPool({ threads: 2 })
    const both = [
      pool.render(renderJob(songOf(60)), staying()),
      pool.render(renderJob(songOf(60)), staying()),
    ]
    await Promise.all(both.map(reading => reading.next()))
    expect(threads).toHaveLength(2)
    expect(pool.stats()).toEqual({ threads: 2, rendering: 2, checking: 0 })
    await Promise.all(both.map(reading => reading.return(undefined)))
  })

  it('fails what a thread was asked for that is gone, and starts another', async () => {
    const { pool, threads } = testPool()
    const reading = pool.render(renderJob(songOf(590)), staying())
    await reading.next()
    const failing = (async () => {
      for await (const _ of reading);
    })()
    await threads[0]?.terminate()
    await expect(failing).rejects.toThrow('The thread that rendered is gone')
    expect((await pool.check('song', bytesOf(songOf(1)))).kind).toBe('song')
    expect(threads).toHaveLength(2)
  })

  it('takes a thread for lost that says nothing while it is waited for', async () => {
    const { pool } = testPool({ silenceTimeoutMs: 1 })
    await expect(pool.check('song', bytesOf(songOf(1)))).rejects.toMatchObject({
      cause: new Error('The thread said nothing for 1 ms'),
    })
  })

  it('ends its threads when it is closed, and takes nothing more', async () => {
    const { pool } = testPool()
    const checking = pool.check('song', bytesOf(songOf(1)))
    const failing = expect(checking).rejects.toThrow('The thread that rendered is gone')
    await pool.close()
    await failing
    expect(pool.stats().threads).toBe(0)
    await expect(pool.check('song', bytesOf(songOf(1)))).rejects.toMatchObject({ type: 'client-gone' })
  })
})
