import { useEffect, useRef, useState } from 'react'
import type { Document } from '../../lib/document/document'
import { ImportError } from '../../lib/document/import-error'
import { countCodePoints } from '../../lib/reading/reading'
import { documentOfPart, type Part, partsOf } from './parts'

/** Sooner nobody asks what is going on, in ms. */
const SLOW_MS = 1000

export type ImportState =
  | { phase: 'idle' }
  /** `fraction` is 0 to 1, and absent until something is known. */
  | { phase: 'reading'; name: string; isSlow: boolean; fraction?: number }
  /** `undo` brings back what was there: to be dismissed once something is written, which would be lost. */
  | { phase: 'done'; title: string; undo(): void }
  | { phase: 'too-long'; document: Document; characters: number; parts: readonly Part[] }
  | { phase: 'failed'; message: string }

export type Import = {
  state: ImportState
  /**
   * Imports a file that was opened, dropped or pasted; what is under way ends.
   *
   * @param otherwise Done instead of telling why, where it fails.
   */
  bring(files: readonly File[], otherwise?: () => void): void
  /** Takes a part of a text that is too long. */
  choose(part: Part): void
  /** Ends the import, and takes back whatever it told. */
  dismiss(): void
}

/**
 * Brings files into the page.
 *
 * @param limit Characters of a reading at most.
 * @param onDocument Takes the document over, and returns how to undo that.
 */
export function useImport(limit: number, onDocument: (document: Document) => () => void): Import {
  const [state, setState] = useState<ImportState>(IDLE)
  const flight = useRef<AbortController>(undefined)
  const latest = useRef(onDocument)

  useEffect(() => {
    latest.current = onDocument
  }, [onDocument])

  useEffect(() => () => flight.current?.abort(), [])

  function accept(document: Document): void {
    const undo = latest.current(document)
    const undoAndForget = () => {
      undo()
      setState(IDLE)
    }
    setState({ phase: 'done', title: document.title ?? 'the text', undo: undoAndForget })
  }

  function judge(document: Document): void {
    const characters = countCodePoints(document.text)
    if (characters <= limit) accept(document)
    else setState({ phase: 'too-long', document, characters, parts: partsOf(document, limit) })
  }

  async function bringOne(file: File, signal: AbortSignal, otherwise?: () => void): Promise<void> {
    const { name } = file
    setState({ phase: 'reading', name, isSlow: false })
    const change = (news: { isSlow: true } | { fraction: number }) =>
      setState(before => (before.phase === 'reading' && !signal.aborted ? { ...before, ...news } : before))
    const slow = setTimeout(() => change({ isSlow: true }), SLOW_MS)
    try {
      const document = await read(file, signal, fraction => change({ fraction }))
      if (!signal.aborted) judge(document)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ImportError)) console.error('The file could not be imported:', error)
      setState(otherwise ? IDLE : { phase: 'failed', message: wordsOf(error, name) })
      otherwise?.()
    } finally {
      clearTimeout(slow)
    }
  }

  return {
    state,
    bring(files, otherwise) {
      const [file] = files
      if (!file) return
      flight.current?.abort()
      flight.current = new AbortController()
      if (files.length === 1) void bringOne(file, flight.current.signal, otherwise)
      else setState({ phase: 'failed', message: `Cannot open ${files.length} files at once. Open one.` })
    },
    choose(part) {
      if (state.phase === 'too-long') accept(documentOfPart(state.document, part))
    },
    dismiss() {
      flight.current?.abort()
      setState(IDLE)
    },
  }
}

const IDLE: ImportState = { phase: 'idle' }

/** What reads files is loaded with the first one. */
async function read(
  file: File,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Document> {
  const { importFile } = await import('../../lib/document/import-file')
  return importFile(file, { signal, onProgress })
}

function wordsOf(error: unknown, name: string): string {
  if (error instanceof ImportError) return error.message
  return `Cannot open ${name}: what reads it could not be loaded. Check the connection, then try again.`
}
