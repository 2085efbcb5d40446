import type { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  createPool,
  PoolFullError,
  type PoolOptions,
  SpeechFailure,
  SpeechRefusal,
  type SpeechStream,
} from '../../../lib/engine/pool'
import type { FromWorker, SpeechJob } from '../../../lib/engine/protocol'
import { CREDIT_WINDOW_BYTES } from '../../../lib/engine/schedule'
import { SENTENCE, spawnTypescriptWorker } from '../../support/local-polly'

// A cold thread compiles for a second on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const JOB: SpeechJob = {
  text: SENTENCE,
  textType: 'text',
  engine: 'standard',
  cast: { voiceId: 'kal', pitch: 1, rate: 1, language: 'en-US' },
  lexicons: [],
  output: { format: 'pcm', sampleRateHz: 16_000 },
}
const BY_SLT: SpeechJob = { ...JOB, cast: { ...JOB.cast, voiceId: 'slt' } }
const LONG: SpeechJob = { ...JOB, text: `${SENTENCE} `.repeat(30) }

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map(pool => pool.close()))
})

/** A pool of real threads, which are kept at hand, with what they said. */
function testPool(options: Partial<PoolOptions> = {}) {
  const threads: Worker[] = []
  const said: FromWorker[] = []
  const spawn = () => {
    const thread = spawnTypescriptWorker()
    thread.on('message', (message: FromWorker) => said.push(message))
    threads.push(thread)
    return thread
  }
  const pool = createPool({ workers: 1, maxJobs: 8, stepTimeoutMs: 10_000, spawn, ...options })
  opened.push(pool)
  return { pool, threads, said }
}

async function drain(stream: SpeechStream): Promise<number> {
  let bytes = 0
  for (let chunk = await stream.next(); chunk; chunk = await stream.next()) bytes += chunk.length
  return bytes
}

const sent = (said: FromWorker[], id: number) =>
  said.reduce(
    (sum, message) => sum + (message.type === 'audio' && message.id === id ? message.bytes.length : 0),
    0,
  )

describe('createPool', () => {
  it('starts a thread with the first job only, and speaks', async () => {
    const { pool } = testPool({ workers: 2 })
    expect(pool.stats()).toEqual({ workers: 0, running: 0, queued: 0 })
    const stream = pool.speak(JOB)
    expect(pool.stats()).toEqual({ workers: 1, running: 0, queued: 1 })
    expect(await drain(stream)).toBeGreaterThan(2 * 16_000 * 4)
    expect(pool.stats()).toEqual({ workers: 1, running: 0, queued: 0 })
  })

  it('gives jobs to the thread that has fewest', async () => {
    const { pool, threads } = testPool({ workers: 2 })
    await Promise.all([drain(pool.speak(JOB)), drain(pool.speak(JOB))])
    expect(threads).toHaveLength(2)
  })

  it('has a short job that comes second end before the long one that came first', async () => {
    const { pool } = testPool()
    const ends: string[] = []
    const long = pool.speak(LONG)
    await long.next()
    await Promise.all([
      drain(long).then(() => ends.push('long')),
      drain(pool.speak(JOB)).then(() => ends.push('short')),
    ])
    expect(ends).toEqual(['short', 'long'])
  })

  it('refuses a job beyond its bound, and takes one again when another has ended', async () => {
    const { pool } = testPool({ maxJobs: 1 })
    const first = pool.speak(JOB)
    expect(() => pool.speak(JOB)).toThrow(PoolFullError)
    await drain(first)
    expect(await drain(pool.speak(JOB))).toBeGreaterThan(0)
  })

  it('sends a paused reader one window and the utterance that passes it, and the rest when it reads on', async () => {
    const { pool, said } = testPool()
    const paused = pool.speak(LONG)
    await paused.next()
    // Two jobs that come later and end show that the thread had time to go on with the first.
    await drain(pool.speak(JOB))
    await drain(pool.speak(LONG))
    expect(sent(said, 1)).toBeGreaterThanOrEqual(CREDIT_WINDOW_BYTES)
    expect(sent(said, 1)).toBeLessThan(CREDIT_WINDOW_BYTES + 16_000 * 2 * 15)
    await drain(paused)
    expect(sent(said, 1)).toBe(sent(said, 3))
  })

  it('lets go of a cancelled job at once, and its thread speaks no more of it', async () => {
    const { pool, said } = testPool()
    // Longer than the thread may speak ahead of its reader, however late the reader is.
    const stream = pool.speak({ ...LONG, text: `${LONG.text} ${LONG.text}` })
    await stream.next()
    const waiting = drain(stream)
    const reason = new Error('The listener left')
    stream.cancel(reason)
    expect(pool.stats()).toMatchObject({ running: 0, queued: 0 })
    await expect(waiting).rejects.toBe(reason)

    await drain(pool.speak(JOB))
    const spoken = sent(said, 1)
    await drain(pool.speak(JOB))
    expect(sent(said, 1)).toBe(spoken)
    expect(said.some(message => message.type === 'end' && message.id === 1)).toBe(false)
  })

  it('fails the jobs of a thread that dies, with the cause, leaves the others alone, and speaks again', async () => {
    const { pool, threads } = testPool({ workers: 2 })
    const [lost, kept] = [pool.speak(LONG), pool.speak(LONG)]
    await Promise.all([lost.next(), kept.next()])
    await threads[0]?.terminate()

    await expect(drain(lost)).rejects.toThrow(SpeechFailure)
    expect(await drain(kept)).toBeGreaterThan(16_000 * 2 * 60)
    // The one that is left is enough for one, and two have the other replaced.
    expect(await drain(pool.speak(JOB))).toBeGreaterThan(0)
    expect(threads).toHaveLength(2)
    for (const bytes of await Promise.all([JOB, JOB].map(job => drain(pool.speak(job))))) {
      expect(bytes).toBeGreaterThan(0)
    }
    expect(threads).toHaveLength(3)
  })

  it('replaces a thread whose utterance never ends', async () => {
    const { pool, threads } = testPool({ stepTimeoutMs: 1 })
    await expect(drain(pool.speak(BY_SLT))).rejects.toThrow(
      expect.objectContaining({
        cause: expect.objectContaining({ message: expect.stringContaining('1 ms') }),
      }),
    )
    expect(pool.stats()).toEqual({ workers: 0, running: 0, queued: 0 })
    await expect(drain(pool.speak(BY_SLT))).rejects.toThrow(SpeechFailure)
    expect(threads).toHaveLength(2)
  })

  it('fails a job that its thread cannot do, and the thread goes on', async () => {
    const { pool, threads } = testPool()
    const output = { format: 'mp3', sampleRateHz: 11_025 } as const
    const failed = drain(pool.speak({ ...JOB, output }))
    await expect(failed).rejects.toThrow(SpeechFailure)
    await expect(failed).rejects.toThrow('11025')
    expect(await drain(pool.speak(JOB))).toBeGreaterThan(0)
    expect(threads).toHaveLength(1)
  })

  it('refuses a document that is none, tells it from a failure, and the thread goes on', async () => {
    const { pool, threads } = testPool()
    const document = { ...JOB, textType: 'ssml', text: '<speak>One <b>two</b></speak>' } as const
    await expect(drain(pool.speak(document))).rejects.toThrow(SpeechRefusal)
    expect(await drain(pool.speak(JOB))).toBeGreaterThan(0)
    expect(threads).toHaveLength(1)
  })

  it('has one warm thread, and starts the other when that has something to do, without waiting for it', async () => {
    const { pool, threads, said } = testPool({ workers: 2 })
    await pool.warm()
    expect(threads).toHaveLength(1)
    await drain(pool.speak(JOB))
    expect(threads).toHaveLength(1)
    const first = pool.speak(LONG)
    expect(threads).toHaveLength(1)
    const second = drain(pool.speak(JOB))
    expect(threads).toHaveLength(2)
    await second
    // The thread that is there spoke it, between two utterances of the first.
    const warmed = () => said.filter(({ type }) => type === 'warmed').length
    await vi.waitFor(() => expect(warmed()).toBe(2), { timeout: 20_000 })
    await Promise.all([drain(first), drain(pool.speak(JOB))])
    expect(threads).toHaveLength(2)
  })

  it('refuses jobs once it is closed', async () => {
    const { pool } = testPool({ workers: 2 })
    await pool.warm()
    const open = drain(pool.speak(LONG))
    open.catch(() => undefined)
    await pool.close()
    await expect(open).rejects.toThrow(SpeechFailure)
    expect(() => pool.speak(JOB)).toThrow()
  })
})
