import { Worker } from 'node:worker_threads'
import type { StartImportThread } from '../../lib/document/import-file'

/** Starts the import worker in a thread of node, as the page does in one of the browser. Tells of its end. */
export function threadsTelling(onExit: () => void): StartImportThread {
  return ({ onReply, onFailure }) => {
    const thread = new Worker(new URL('./import-thread-main.ts', import.meta.url))
    thread.on('message', onReply)
    thread.on('error', onFailure)
    thread.on('exit', onExit)
    return {
      send: request => thread.postMessage(request, [request.bytes.buffer]),
      stop: () => void thread.terminate(),
    }
  }
}
