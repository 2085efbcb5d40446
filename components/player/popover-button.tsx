import { type ReactNode, type ToggleEvent, useId } from 'react'
import styles from './popover-button.module.css'

type Props = {
  /** Of the button; begins with what is seen on it, where that is a word. */
  label: string
  /** Of what it opens. */
  title: string
  face: ReactNode
  children: ReactNode
}

/** A button that opens a small panel over it: Escape, a press elsewhere, or the button closes it again. */
export function PopoverButton({ label, title, face, children }: Props) {
  const id = useId()

  function focusFirst(event: ToggleEvent<HTMLDivElement>) {
    if (event.newState === 'open') event.currentTarget.querySelector('input')?.focus()
  }

  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-label={label}
      >
        {face}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        className={styles.popover}
        onToggle={focusFirst}
      >
        {children}
      </div>
    </>
  )
}
