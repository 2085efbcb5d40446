import { Worker } from 'node:worker_threads'
import { type Problem, problem } from '../../http/problem'
import type { FromThread, RenderJob, RenderStep, ThreadProblem, ToThread } from './job'
import type { Score, ScoreKind } from './score'

/** The part of a `Worker` that the pool uses. */
export type ThreadHandle = Pick<Worker, 'postMessage' | 'terminate' | 'on' | 'ref' | 'unref'>

export type RenderPoolOptions = {
  /** Started as they are needed. */
  threads: number
  /** A thread that is waited for and says nothing for so long is taken for lost, in ms. */
  silenceTimeoutMs: number
  /** Starts a thread. @default the app's own */
  spawn?: (() => ThreadHandle) | undefined
}

/** Threads that check scores and render them, so that the event loop never does. */
export type RenderPool = {
  /** @throws Problem as `checkScore` does; `too-many-waiting` (503) where too much is being checked. */
  check(kind: ScoreKind, bytes: Uint8Array<ArrayBuffer>): Promise<Score>
  /**
   * The bytes of a render as they are made, a window ahead of the consumer at most. When
   * the consumer stops or the signal aborts, the thread is free within one step.
   *
   * @param job Its speech is taken over.
   * @param onStep Told of each step.
   * @throws The signal's reason; Error where the thread fails or is lost.
   */
  render(
    job: RenderJob,
    signal: AbortSignal,
    onStep?: (step: RenderStep) => void,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>>
  /** Threads that run, and what they are asked for. */
  stats(): { threads: number; rendering: number; checking: number }
  /** Ends the threads and whatever they do. */
  close(): Promise<void>
}

/** Scores that are checked at once: each is up to 2 MB, and takes a thread some 100 ms at most. */
const MAX_CHECKS = 32
const RETRY_AFTER_SECONDS = 5

/** What a thread is asked for, until it has answered or nobody waits any more. */
type Call = {
  readonly id: number
  readonly slot: Slot
  readonly isRender: boolean
  received: FromThread[]
  error: unknown
  hasFailed: boolean
  /** Settles who waits for the next message. */
  wake: (() => void) | undefined
}

type Slot = {
  thread: ThreadHandle | undefined
  calls: Map<number, Call>
  watchdog: NodeJS.Timeout | undefined
}

export function createRenderPool(options: RenderPoolOptions): RenderPool {
  const { silenceTimeoutMs, spawn = spawnThread } = options
  const slots = Array.from(
    { length: options.threads },
    (): Slot => ({ thread: undefined, calls: new Map(), watchdog: undefined }),
  )
  let nextId = 1
  let isClosed = false

  function threadOf(slot: Slot): ThreadHandle {
    if (slot.thread) return slot.thread
    const thread = spawn()
    slot.thread = thread
    thread.on('message', (message: FromThread) => {
      const call = slot.thread === thread ? slot.calls.get(message.id) : undefined
      call?.received.push(message)
      call?.wake?.()
      watch(slot)
    })
    thread.on('error', error => lose(slot, thread, error))
    thread.on('exit', code => lose(slot, thread, new Error(`The thread ended with code ${code}`)))
    return thread
  }

  function post(slot: Slot, message: ToThread, transfer: ArrayBuffer[] = []): void {
    const thread = threadOf(slot)
    // A thread keeps the process alive while it is asked for something, and only then.
    thread.ref()
    thread.postMessage(message, transfer)
  }

  const openCalls = () => slots.flatMap(slot => [...slot.calls.values()])

  function open(isRender: boolean): Call {
    if (!isRender && openCalls().filter(call => !call.isRender).length >= MAX_CHECKS) {
      throw problem('too-many-waiting', { limit: MAX_CHECKS, retryAfterSeconds: RETRY_AFTER_SECONDS })
    }
    if (isClosed) throw problem('client-gone', {}, new Error('The renderer is closed'))
    const slot = slots.reduce((least, other) => (isLessBusy(other, least) ? other : least))
    const call: Call = {
      id: nextId++,
      slot,
      isRender,
      received: [],
      error: undefined,
      hasFailed: false,
      wake: undefined,
    }
    slot.calls.set(call.id, call)
    return call
  }

  function fail(call: Call, error: unknown): void {
    call.error = error
    call.hasFailed = true
    call.wake?.()
  }

  function end(call: Call): void {
    const { slot } = call
    slot.calls.delete(call.id)
    if (slot.calls.size === 0) slot.thread?.unref()
    watch(slot)
  }

  /** A thread that is gone or has to go: what it was asked for fails, and what comes next starts another. */
  function lose(slot: Slot, thread: ThreadHandle, cause: Error): void {
    if (slot.thread !== thread) return
    slot.thread = undefined
    clearTimeout(slot.watchdog)
    void thread.terminate()
    for (const call of slot.calls.values())
      fail(call, new Error('The thread that rendered is gone', { cause }))
  }

  /** From now on the thread has so long to say something, if anybody waits for it. */
  function watch(slot: Slot): void {
    clearTimeout(slot.watchdog)
    const { thread } = slot
    if (!thread || ![...slot.calls.values()].some(({ wake }) => wake)) return
    slot.watchdog = setTimeout(
      () => lose(slot, thread, new Error(`The thread said nothing for ${silenceTimeoutMs} ms`)),
      silenceTimeoutMs,
    ).unref()
  }

  /** What the thread says next. @throws What it failed of. */
  async function next(call: Call): Promise<Exclude<FromThread, { type: 'failed' }>> {
    for (;;) {
      if (call.hasFailed) throw call.error
      const message = call.received.shift()
      if (message?.type === 'failed') throw failureOf(message)
      if (message) return message
      await new Promise<void>(resolve => {
        call.wake = resolve
        watch(call.slot)
      })
      call.wake = undefined
    }
  }

  return {
    async check(kind, bytes) {
      const call = open(false)
      try {
        post(call.slot, { type: 'check', id: call.id, kind, bytes })
        const message = await next(call)
        if (message.type !== 'checked') throw new Error(`A check was answered by '${message.type}'`)
        return message.score
      } finally {
        end(call)
      }
    },
    async *render(job, signal, onStep) {
      signal.throwIfAborted()
      const call = open(true)
      const abort = () => fail(call, signal.reason)
      signal.addEventListener('abort', abort, { once: true })
      let hasEnded = false
      try {
        const speech = job.speech.map(({ buffer }) => buffer)
        post(call.slot, { type: 'render', id: call.id, job }, speech)
        for (let message = await next(call); message.type === 'step'; message = await next(call)) {
          const { step } = message
          onStep?.(step)
          if (!step.bytes) continue
          const { length } = step.bytes
          yield step.bytes
          post(call.slot, { type: 'taken', id: call.id, bytes: length })
        }
        hasEnded = true
      } finally {
        signal.removeEventListener('abort', abort)
        if (!hasEnded && call.slot.thread) post(call.slot, { type: 'cancel', id: call.id })
        end(call)
      }
    },
    stats() {
      const calls = openCalls()
      const rendering = calls.filter(call => call.isRender).length
      return {
        threads: slots.filter(slot => slot.thread).length,
        rendering,
        checking: calls.length - rendering,
      }
    },
    async close() {
      isClosed = true
      const threads = slots.flatMap(slot => slot.thread ?? [])
      for (const slot of slots) if (slot.thread) lose(slot, slot.thread, new Error('The renderer is closed'))
      await Promise.all(threads.map(thread => thread.terminate()))
    },
  }
}

/** A render takes its thread for seconds, a check for milliseconds. */
function isLessBusy(one: Slot, other: Slot): boolean {
  const renders = ({ calls }: Slot) => [...calls.values()].filter(call => call.isRender).length
  return (renders(one) - renders(other) || one.calls.size - other.calls.size) < 0
}

function failureOf({ message, problem: known }: Extract<FromThread, { type: 'failed' }>): Error {
  return known ? problemOf(known) : new Error(`The render failed: ${message}`)
}

/** The same parameters make the same problem on this side. */
function problemOf({ type, params }: ThreadProblem): Problem {
  return problem(type, params as Parameters<typeof problem>[1])
}

/**
 * What a render drops is mostly blocks of samples: V8 sees little of their size, and would let them
 * pile up. The largest song has 35 MB of objects; half of their limit is where V8 first looks for garbage.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 }

function spawnThread(): ThreadHandle {
  return new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits })
}
