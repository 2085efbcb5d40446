import type { Document } from '../../lib/document/document'
import { ImportError } from '../../lib/document/import-error'
import { importFile } from '../../lib/document/import-file'
import { countCodePoints } from '../../lib/reading/reading'
import { type Part, partsOf } from './parts'

/** What came of a file. */
export type Outcome =
  | { phase: 'done'; document: Document }
  /** `parts` are those of it that can be read at once. */
  | { phase: 'too-long'; document: Document; characters: number; parts: readonly Part[] }
  /** `message` is for the person who brought it. */
  | { phase: 'failed'; message: string }

type Options = {
  /** Characters of a reading at most. */
  limit: number
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress(fraction: number): void
}

/**
 * Reads a file, and judges whether it can be heard as it is.
 *
 * @throws The reason of the signal, and what is nobody's mistake but ours.
 */
export async function outcomeOf(file: File, { limit, signal, onProgress }: Options): Promise<Outcome> {
  try {
    const document = await importFile(file, { signal, onProgress })
    const characters = countCodePoints(document.text)
    return characters <= limit
      ? { phase: 'done', document }
      : { phase: 'too-long', document, characters, parts: partsOf(document, limit) }
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    return { phase: 'failed', message: error.message }
  }
}
