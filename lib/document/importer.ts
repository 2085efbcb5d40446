import type { Document } from './document'

/** A file's name and all of its bytes. */
export type Source = { name: string; bytes: Uint8Array }

export type ReadOptions = {
  /** Told now and then how far it is, 0 to 1. */
  onProgress(fraction: number): void
}

/**
 * What a file in `importers/` exports as `read`. It runs in a worker, so it may
 * take its time without a pause, and is cancelled by ending the worker.
 *
 * @throws ImportError where the file is not what it seemed.
 */
export type Read = (source: Source, options: ReadOptions) => Document | Promise<Document>
