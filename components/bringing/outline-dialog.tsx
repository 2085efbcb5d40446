import { type CSSProperties, type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react'
import type { OutlineEntry } from '../../lib/document/document'
import { SheetDialog } from '../sheet-dialog'
import styles from './outline-dialog.module.css'
import { depthsOf } from './outline-entries'

type Props = {
  entries: readonly OutlineEntry[]
  /** Index of the chapter that one is in; -1 before the first. */
  current: number
  onGo(offset: number): void
  onClose(): void
}

/** All chapters. Of hundreds one is a stop of Tab; the arrow keys go on from there. */
export function OutlineDialog({ entries, current, onGo, onClose }: Props) {
  const depths = useMemo(() => depthsOf(entries), [entries])
  const first = Math.max(0, current)
  // One function for all of them, so that only those are drawn anew that begin or cease to be the current one.
  const latest = useRef(onGo)
  useEffect(() => {
    latest.current = onGo
  }, [onGo])
  const goTo = useCallback((offset: number) => latest.current(offset), [])

  function goAlong(event: KeyboardEvent<HTMLOListElement>) {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
    const focused = document.activeElement
    const at = focused instanceof HTMLElement ? buttons.indexOf(focused) : -1
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    buttons[Math.min(buttons.length - 1, Math.max(0, next))]?.focus()
  }

  return (
    <SheetDialog title="Chapters" onClose={onClose}>
      <nav aria-label="Chapters">
        <ol className={styles.chapters} onKeyDown={goAlong}>
          {entries.map((entry, index) => (
            <Chapter
              key={entry.start}
              entry={entry}
              depth={depths[index] ?? 0}
              isCurrent={index === current}
              isFirst={index === first}
              onGo={goTo}
            />
          ))}
        </ol>
      </nav>
    </SheetDialog>
  )
}

type ChapterProps = {
  entry: OutlineEntry
  depth: number
  isCurrent: boolean
  isFirst: boolean
  onGo(offset: number): void
}

const Chapter = memo(function Chapter({ entry, depth, isCurrent, isFirst, onGo }: ChapterProps) {
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.chapter}
        style={{ '--depth': depth } as CSSProperties}
        tabIndex={isFirst ? 0 : -1}
        data-first={isFirst ? '' : undefined}
        aria-current={isCurrent ? 'location' : undefined}
        onClick={() => onGo(entry.start)}
      >
        <span dir="auto">{entry.title}</span>
      </button>
    </li>
  )
})
