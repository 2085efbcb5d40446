import type { Document } from './document'
import { ImportError, type ImportRefusal } from './import-error'
import type { ImportReply, ImportRequest } from './import-messages'
import { importerFor } from './importers'

/** Larger files are refused before they are read: the longest text that can be heard is a fiftieth of this. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

/** A thread with an import worker in it. */
export type ImportThread = {
  /** Sends the request; its buffer is transferred. */
  send(request: ImportRequest): void
  /** Ends the thread at once, whatever it is doing. */
  stop(): void
}

export type StartImportThread = (listener: {
  onReply(reply: ImportReply): void
  /** The thread broke, or never started. */
  onFailure(cause: unknown): void
}) => ImportThread

export type ImportOptions = {
  /** Cancels the import: it ends at once and throws the signal's reason. */
  signal?: AbortSignal
  /** Told how far it is, 0 to 1. */
  onProgress?(fraction: number): void
  /** @default a Web Worker of this page */
  start?: StartImportThread
}

/**
 * Imports a file that was opened, dropped or pasted. Its text is parsed in a
 * worker, so the page stays as quick as it is, however long that takes.
 *
 * @throws ImportError `too-large`, `unsupported`, `not-text`, `empty`, `unreadable`; the signal's reason.
 */
export async function importFile(
  file: File,
  { signal, onProgress, start = startWorker }: ImportOptions = {},
): Promise<Document> {
  const { name, type, size } = file
  signal?.throwIfAborted()
  if (!importerFor(file)) throw new ImportError('unsupported', { name })
  if (size > MAX_FILE_BYTES) throw new ImportError('too-large', { name, limit: MAX_FILE_BYTES, actual: size })
  if (size === 0) throw new ImportError('empty', { name })
  const buffer = await file.arrayBuffer().catch((cause: unknown) => {
    throw new ImportError('unreadable', { name }, cause)
  })
  signal?.throwIfAborted()

  return inThread(start, { name, type, bytes: new Uint8Array(buffer) }, signal, onProgress)
}

function inThread(
  start: StartImportThread,
  request: ImportRequest,
  signal: AbortSignal | undefined,
  onProgress: ImportOptions['onProgress'],
): Promise<Document> {
  let thread: ImportThread | undefined
  let cancel: (() => void) | undefined
  return new Promise<Document>((resolve, reject) => {
    const refuse = (reason: ImportRefusal, cause: unknown) =>
      reject(new ImportError(reason, { name: request.name }, cause))
    cancel = () => reject(signal?.reason)
    signal?.addEventListener('abort', cancel)
    thread = start({
      onReply(reply) {
        if (reply.type === 'progress') onProgress?.(reply.fraction)
        else if (reply.type === 'document') resolve(reply.document)
        else refuse(reply.reason, reply.message)
      },
      onFailure: cause => refuse('unreadable', cause),
    })
    thread.send(request)
  }).finally(() => {
    if (cancel) signal?.removeEventListener('abort', cancel)
    thread?.stop()
  })
}

const startWorker: StartImportThread = ({ onReply, onFailure }) => {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<ImportReply>) => onReply(data)
  worker.onerror = onFailure
  return {
    send: request => worker.postMessage(request, [request.bytes.buffer]),
    stop: () => worker.terminate(),
  }
}
