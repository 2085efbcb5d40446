import { useEffect, useRef, useState } from 'react'
import type { Document } from '../../lib/document/document'
import type { Outcome } from './outcome'

/** Sooner nobody asks what is going on, in ms. */
const SLOW_MS = 1000

export type ImportState =
  | { phase: 'idle' }
  /** `fraction` is 0 to 1, and absent until something is known; `otherwise` as it was brought with. */
  | { phase: 'reading'; name: string; isSlow: boolean; fraction?: number; otherwise?: Otherwise | undefined }
  /** `undo` brings back what was there: to be dismissed once something is written, which would be lost. */
  | { phase: 'done'; title: string; undo(): void }
  | Exclude<Outcome, { phase: 'done' }>

/** @param isWrittenBehind Whether something was written behind it meanwhile. */
type Otherwise = (isWrittenBehind: boolean) => void

export type Import = {
  state: ImportState
  /**
   * Imports a file that was opened, dropped or pasted; what is under way ends.
   *
   * @param otherwise Done instead of telling why, where it fails; for the caller to do where it is dismissed.
   */
  bring(files: readonly File[], otherwise?: Otherwise): void
  /** Takes the part that was chosen of a text that is too long. */
  choose(part: Document): void
  /** Ends the import, and takes back whatever it told. */
  dismiss(): void
}

/**
 * Brings files into the page.
 *
 * @param limit Characters of a reading at most.
 * @param failure What is told of at first, if anything.
 * @param onDocument Takes the document over, and returns how to undo that.
 */
export function useImport(
  limit: number,
  failure: string | undefined,
  onDocument: (document: Document) => () => void,
): Import {
  const [state, setState] = useState<ImportState>(
    failure === undefined ? IDLE : { phase: 'failed', message: failure },
  )
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

  function fail(message: string, otherwise: Otherwise | undefined): void {
    setState(otherwise ? IDLE : { phase: 'failed', message })
    otherwise?.(false)
  }

  async function bringOne(file: File, signal: AbortSignal, otherwise?: Otherwise): Promise<void> {
    const { name } = file
    setState({ phase: 'reading', name, isSlow: false, otherwise })
    const change = (news: { isSlow: true } | { fraction: number }) =>
      setState(before => (before.phase === 'reading' && !signal.aborted ? { ...before, ...news } : before))
    const slow = setTimeout(() => change({ isSlow: true }), SLOW_MS)
    try {
      // What reads files is loaded with the first one.
      const { outcomeOf } = await import('./outcome')
      const outcome = await outcomeOf(file, { limit, signal, onProgress: fraction => change({ fraction }) })
      if (signal.aborted) return
      if (outcome.phase === 'done') accept(outcome.document)
      else if (outcome.phase === 'failed') fail(outcome.message, otherwise)
      else setState(outcome)
    } catch (error) {
      if (signal.aborted) return
      console.error('The file could not be imported:', error)
      fail(
        `Cannot open ${name}: what reads it could not be loaded. Check the connection, then try again.`,
        otherwise,
      )
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
    choose: accept,
    dismiss() {
      flight.current?.abort()
      setState(IDLE)
    },
  }
}

const IDLE: ImportState = { phase: 'idle' }
