import { Worker } from 'node:worker_threads'
import type { FromWorker, SpeechJob, ToWorker } from './protocol'

/** The part of a `Worker` that the pool uses. */
export type WorkerHandle = Pick<Worker, 'postMessage' | 'terminate' | 'on' | 'ref' | 'unref'>

export type PoolOptions = {
  /** Threads, started as they are needed. */
  workers: number
  /** Jobs that are open at once; one more is refused. */
  maxJobs: number
  /** An utterance that takes longer than this is taken for lost, in ms. */
  stepTimeoutMs: number
  /** Starts a thread. @default the engine's own worker */
  spawn?: () => WorkerHandle
}

export type SpeechPool = {
  /** @throws PoolFullError */
  speak(job: SpeechJob): SpeechStream
  stats(): { workers: number; running: number; queued: number }
  /** Starts the first thread, so that the first job finds it ready. */
  warm(): Promise<void>
  close(): Promise<void>
}

export type SpeechStream = {
  /**
   * The next bytes, or undefined at the end. One call at a time.
   *
   * @throws SpeechFailure, SpeechRefusal, or the reason of the cancel.
   */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Lets go at once, wherever the job is; does nothing after the end. */
  cancel(reason: unknown): void
}

export class PoolFullError extends Error {
  constructor(maxJobs: number) {
    super(`Cannot accept a job as ${maxJobs} are open already`)
  }
}

/** The job cannot be finished: the synthesiser failed, or the thread that spoke it is gone. */
export class SpeechFailure extends Error {}

/** The job is not one that can be done: its document is invalid. The message is for whoever asked. */
export class SpeechRefusal extends Error {}

type Job = {
  id: number
  slot: Slot
  heard: boolean
  chunks: Uint8Array<ArrayBuffer>[]
  outcome?: { error?: unknown }
  /** Settles the call of `next` that waits. */
  wake?: (() => void) | undefined
}

type Slot = {
  worker?: WorkerHandle | undefined
  /** Whether the worker has loaded its voices. */
  isReady: boolean
  jobs: Map<number, Job>
  watchdog?: NodeJS.Timeout | undefined
  /** Callers of `warm` that wait for this worker. */
  warming: { resolve(): void; reject(error: unknown): void }[]
}

/** The first sounds of so many jobs take as long as the start of a thread: half a second. */
const STARTING_JOBS = 8

export function createPool(options: PoolOptions): SpeechPool {
  const { maxJobs, stepTimeoutMs, spawn = spawnWorker } = options
  const slots: Slot[] = Array.from({ length: options.workers }, () => ({
    isReady: false,
    jobs: new Map(),
    warming: [],
  }))
  let nextId = 1
  let closed = false

  const openJobs = () => slots.flatMap(slot => [...slot.jobs.values()])

  function workerOf(slot: Slot): WorkerHandle {
    if (slot.worker) return slot.worker
    const worker = spawn()
    slot.worker = worker
    worker.on('message', (message: FromWorker) => {
      if (slot.worker === worker) receive(slot, message)
    })
    worker.on('error', error => lose(slot, worker, error))
    worker.on('exit', code => lose(slot, worker, new Error(`The thread ended with code ${code}`)))
    return worker
  }

  function receive(slot: Slot, message: FromWorker): void {
    if (message.type === 'warmed') {
      slot.isReady = true
      slot.warming.shift()?.resolve()
      letGo(slot)
      return
    }
    if (message.type === 'step') {
      const worker = slot.worker
      slot.watchdog = setTimeout(() => {
        if (worker) lose(slot, worker, new Error(`An utterance took longer than ${stepTimeoutMs} ms`))
      }, stepTimeoutMs).unref()
      return
    }
    if (message.type === 'step-done') {
      clearTimeout(slot.watchdog)
      return
    }

    const job = slot.jobs.get(message.id)
    if (!job) return
    if (message.type === 'audio') {
      slot.isReady = true
      job.heard = true
      job.chunks.push(message.bytes)
      job.wake?.()
    } else if (message.type === 'end') {
      settle(job, {})
    } else {
      const error = message.refused
        ? new SpeechRefusal(message.message)
        : new SpeechFailure(`The voice failed: ${message.message}`)
      settle(job, { error })
    }
  }

  /** A thread that is gone, or has to go: its jobs fail, the next one starts another. */
  function lose(slot: Slot, worker: WorkerHandle, cause: unknown): void {
    if (slot.worker !== worker) return
    slot.worker = undefined
    slot.isReady = false
    clearTimeout(slot.watchdog)
    void worker.terminate()
    const error = new SpeechFailure('The thread that spoke is gone', { cause })
    for (const job of slot.jobs.values()) settle(job, { error })
    for (const waiting of slot.warming.splice(0)) waiting.reject(error)
  }

  function settle(job: Job, outcome: { error?: unknown }): void {
    job.outcome ??= outcome
    job.slot.jobs.delete(job.id)
    job.wake?.()
    letGo(job.slot)
  }

  /** A thread keeps the process alive while somebody waits for it, and only then. */
  function letGo(slot: Slot): void {
    if (slot.jobs.size === 0 && slot.warming.length === 0) slot.worker?.unref()
  }

  function post(slot: Slot, message: ToWorker): void {
    const worker = workerOf(slot)
    worker.ref()
    worker.postMessage(message)
  }

  /**
   * Where the next job is spoken: where it is heard first. A thread that is not there yet takes 50 MB,
   * so it is started only when the others have something to do; few jobs wait for it meanwhile.
   */
  function slotForJob(): Slot {
    const waiting = ({ jobs, isReady }: Slot) => jobs.size + (isReady ? 0 : STARTING_JOBS)
    const slot = slots.reduce((least, other) => (waiting(other) < waiting(least) ? other : least))
    const missing = slots.find(({ worker }) => !worker)
    if (missing && missing !== slot && slot.jobs.size > 0) post(missing, { type: 'warm' })
    return slot
  }

  return {
    speak(speechJob) {
      if (closed || openJobs().length >= maxJobs) throw new PoolFullError(maxJobs)
      const slot = slotForJob()
      const job: Job = { id: nextId++, slot, heard: false, chunks: [] }
      slot.jobs.set(job.id, job)
      post(slot, { type: 'speak', id: job.id, job: speechJob })

      return {
        async next() {
          while (true) {
            const chunk = job.chunks.shift()
            if (chunk) {
              if (!job.outcome) post(slot, { type: 'taken', id: job.id, bytes: chunk.length })
              return chunk
            }
            if (job.outcome) {
              if ('error' in job.outcome) throw job.outcome.error
              return undefined
            }
            await new Promise<void>(resolve => {
              job.wake = resolve
            })
            job.wake = undefined
          }
        },
        cancel(reason) {
          if (job.outcome && job.chunks.length === 0) return
          if (!job.outcome) post(slot, { type: 'cancel', id: job.id })
          job.chunks.length = 0
          settle(job, { error: reason })
        },
      }
    },
    stats() {
      const jobs = openJobs()
      const running = jobs.filter(job => job.heard).length
      return {
        workers: slots.filter(slot => slot.worker).length,
        running,
        queued: jobs.length - running,
      }
    },
    async warm() {
      const [slot] = slots
      if (!slot) return
      await new Promise<void>((resolve, reject) => {
        slot.warming.push({ resolve, reject })
        post(slot, { type: 'warm' })
      })
    },
    async close() {
      closed = true
      const workers = slots.flatMap(slot => slot.worker ?? [])
      for (const slot of slots) {
        if (slot.worker) lose(slot, slot.worker, new Error('The engine is closed'))
      }
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

/** What an utterance leaves behind is mostly samples, which lie elsewhere: a larger room would be held for nothing. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 }

function spawnWorker(): WorkerHandle {
  return new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits })
}
