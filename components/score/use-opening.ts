import { useEffect, useRef, useState } from 'react'
import type { Example } from '../../lib/score/examples'
import type { ImportState } from '../bringing/use-import'
import type { Piece } from './piece'
import { SongError } from './song-error'

/** Sooner nobody asks what is going on, in ms. */
const SLOW_MS = 1000

export type Opening = {
  state: ImportState
  /** A JSON text that is no song yet, to be mended. */
  faulty: SongError | undefined
  /** Opens a file that was chosen, dropped or pasted; what is under way gives way. */
  bring(files: readonly File[]): void
  /** Opens one of the songs that come with the page. */
  bringExample(example: Example): void
  /** Opens what was read already. */
  bringPiece(piece: Piece): void
  dismiss(): void
}

const IDLE: ImportState = { phase: 'idle' }

/** @param onPiece Takes the piece over, and returns how to undo that. */
export function useOpening(onPiece: (piece: Piece) => () => void): Opening {
  const [state, setState] = useState<ImportState>(IDLE)
  const [faulty, setFaulty] = useState<SongError>()
  /** Counts what was opened: only the latest counts. */
  const latest = useRef(0)
  const take = useRef(onPiece)

  useEffect(() => {
    take.current = onPiece
  }, [onPiece])

  async function open(name: string, load: () => Promise<Piece>): Promise<void> {
    const turn = ++latest.current
    const isStale = () => turn !== latest.current
    setFaulty(undefined)
    setState({ phase: 'reading', name, isSlow: false })
    const slow = setTimeout(() => isStale() || setState({ phase: 'reading', name, isSlow: true }), SLOW_MS)
    try {
      const piece = await load()
      if (isStale()) return
      const undo = take.current(piece)
      const undoAndForget = () => {
        undo()
        setState(IDLE)
      }
      setState({ phase: 'done', title: piece.name, undo: undoAndForget })
    } catch (error) {
      if (isStale()) return
      if (error instanceof SongError && error.source) {
        setState(IDLE)
        setFaulty(error)
        return
      }
      if (!(error instanceof SongError)) console.error('The song could not be opened:', error)
      setState({ phase: 'failed', message: wordsOf(error, name) })
    } finally {
      clearTimeout(slow)
    }
  }

  return {
    state,
    faulty,
    bring(files) {
      const [file] = files
      if (!file) return
      if (files.length === 1) void open(file.name, async () => (await reader()).readSongFile(file))
      else setState({ phase: 'failed', message: `Cannot open ${files.length} files at once. Open one.` })
    },
    bringExample: example =>
      void open(example.title, async () => {
        const [{ readExample }, json] = await Promise.all([reader(), example.load()])
        return readExample(json, example)
      }),
    bringPiece: piece => void open(piece.name, async () => piece),
    dismiss() {
      latest.current++
      setFaulty(undefined)
      setState(IDLE)
    },
  }
}

/** What reads songs is loaded with the first one. */
const reader = () => import('./read-song')

function wordsOf(error: unknown, name: string): string {
  if (error instanceof SongError) return error.message
  return `Cannot open ${name}: not all that it takes could be loaded. Check the connection, then try again.`
}
