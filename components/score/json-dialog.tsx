import { useId, useLayoutEffect, useRef, useState } from 'react'
import { SheetDialog } from '../sheet-dialog'
import styles from './json-dialog.module.css'
import type { Piece } from './piece'
import { SongError } from './song-error'

type Props = {
  /** What stands in it at first. */
  text: string
  /** What is wrong with that, where something is. */
  fault?: SongError | undefined
  /** Of the song, if it is heard. */
  name: string
  onPiece(piece: Piece): void
  onClose(): void
}

/** The song as the JSON that it is: to write, to paste, and to mend. */
export function JsonDialog({ text, fault: givenFault, name, onPiece, onClose }: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [fault, setFault] = useState(givenFault)
  const id = useId()

  // To where it is wrong.
  useLayoutEffect(() => {
    const offset = fault?.source?.offset
    const element = field.current
    if (offset === undefined || !element) return
    element.focus()
    const end = element.value.indexOf('\n', offset)
    element.setSelectionRange(offset, end < 0 ? element.value.length : end)
    const lines = element.value.split('\n').length
    const line = element.value.slice(0, offset).split('\n').length
    element.scrollTop = (element.scrollHeight * (line - 1)) / lines - element.clientHeight / 2
  }, [fault])

  async function use() {
    const written = field.current?.value ?? ''
    try {
      const { readSongText } = await import('./read-song')
      onPiece(await readSongText(written, name))
    } catch (error) {
      if (!(error instanceof SongError)) console.error('The song could not be read:', error)
      setFault(
        error instanceof SongError
          ? error
          : new SongError('What reads songs could not be loaded. Check the connection, then try again.'),
      )
    }
  }

  return (
    <SheetDialog title="The song as JSON" closeLabel="Cancel" onClose={onClose}>
      <textarea
        ref={field}
        className={styles.text}
        form=""
        aria-label="Song as JSON"
        aria-invalid={fault !== undefined}
        aria-describedby={id}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        defaultValue={text}
        data-first
      />
      <p id={id} role="alert" className={styles.fault}>
        {fault?.message}
      </p>
      <button type="button" className={styles.use} onClick={use}>
        Use this song
      </button>
    </SheetDialog>
  )
}
