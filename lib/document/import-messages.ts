import type { Document } from './document'
import type { ImportRefusal } from './import-error'

/** What the page asks of an import worker, once. The buffer is transferred. */
export type ImportRequest = { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }

/** What the worker answers: how far it is, 0 to 1, as often as it likes; then one of the others. */
export type ImportReply =
  | { type: 'progress'; fraction: number }
  | { type: 'document'; document: Document }
  /** `message` is for the log, not for people. */
  | { type: 'refused'; reason: ImportRefusal; message: string }
