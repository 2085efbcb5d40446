import { type MessagePort, parentPort } from 'node:worker_threads'
import { isProblem } from '../../http/problem'
import { loadSoundFont, type SoundFont } from '../soundfont/soundfont'
import { checkScore } from './check-score'
import { type FromThread, type RenderJob, type ToThread, WINDOW_BYTES } from './job'
import { render } from './render'

/** A render under way: what its reader has still to take, and what wakes it. */
type Running = { unread: number; wake: (() => void) | undefined }

/**
 * A thread that checks scores and renders them. Between two steps of a render it reads its
 * messages, so that a cancel is heard within milliseconds; it stays no more than a window
 * ahead of its reader.
 */
function serve(port: MessagePort): void {
  const running = new Map<number, Running>()
  let font: Promise<SoundFont> | undefined

  const send = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)
  const loadFont = () => {
    font ??= loadSoundFont().catch((error: unknown) => {
      font = undefined
      throw error
    })
    return font
  }

  port.on('message', (message: ToThread) => {
    const { id } = message
    if (message.type === 'check') answering(id, async () => check(id, message))
    else if (message.type === 'render') answering(id, () => run(id, message.job))
    else if (message.type === 'taken') {
      const run = running.get(id)
      if (run) run.unread -= message.bytes
      run?.wake?.()
    } else {
      running.get(id)?.wake?.()
      running.delete(id)
    }
  })

  function check(id: number, { kind, bytes }: Extract<ToThread, { type: 'check' }>): void {
    const score = checkScore(kind, bytes)
    send({ type: 'checked', id, score })
    // Who sends a score will want to hear it. If it cannot be loaded, the render says so.
    if (score.facts.isPlayedByFont) void loadFont().catch(() => undefined)
  }

  async function run(id: number, job: RenderJob): Promise<void> {
    const state: Running = { unread: 0, wake: undefined }
    running.set(id, state)
    for await (const step of render(job, loadFont)) {
      if (!running.has(id)) return
      state.unread += step.bytes?.length ?? 0
      send({ type: 'step', id, step }, step.bytes ? [step.bytes.buffer] : [])
      await messagesRead()
      while (running.has(id) && state.unread >= WINDOW_BYTES) {
        await new Promise<void>(resolve => {
          state.wake = resolve
        })
      }
      if (!running.has(id)) return
    }
    send({ type: 'end', id })
  }

  function answering(id: number, work: () => Promise<void>): void {
    work()
      .catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error)
        const problem = isProblem(error) ? { type: error.type, params: error.params } : undefined
        send({ type: 'failed', id, message, ...(problem ? { problem } : {}) })
      })
      .finally(() => running.delete(id))
  }
}

/** Messages arrive in another phase of the event loop. */
function messagesRead(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

if (!parentPort) throw new Error('thread.ts runs in a worker thread only')
serve(parentPort)
