import { useState } from 'react'
import type { OutlineEntry } from '../../lib/document/document'
import { late, loadedAhead } from '../late'
import { LateDialog } from '../late-dialog'
import styles from './outline.module.css'
import { chapterAt } from './outline-entries'

const DIALOG = late(async () => (await import('./outline-dialog')).OutlineDialog)

type Props = {
  entries: readonly OutlineEntry[]
  /** Offset of what is read, or of the caret. */
  position: number
  onGo(offset: number): void
}

/** The chapter one is in, and the dialog with all of them. Nothing for a text without headings. */
export function Outline({ entries, position, onGo }: Props) {
  const [isOpen, setOpen] = useState(false)
  const current = chapterAt(entries, position)
  if (entries.length === 0) return null
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        {...loadedAhead(DIALOG)}
      >
        <span className={styles.label}>Chapters</span>
        <span className={styles.current} dir="auto">
          {entries[current]?.title ?? `${entries.length} in this text`}
        </span>
      </button>
      {isOpen && (
        <LateDialog dialog={DIALOG} title="Chapters" onClose={() => setOpen(false)}>
          {Dialog => (
            <Dialog
              entries={entries}
              current={current}
              onGo={offset => {
                setOpen(false)
                onGo(offset)
              }}
              onClose={() => setOpen(false)}
            />
          )}
        </LateDialog>
      )}
    </>
  )
}
