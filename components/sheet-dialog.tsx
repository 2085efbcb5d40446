import { type MouseEvent, type PointerEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { letGoOfSelection } from './let-go'
import styles from './sheet-dialog.module.css'

type Props = {
  title: string
  /** What the button that closes it says. @default 'Done' */
  closeLabel?: string
  /** It was closed: by its button, by Escape, or by a press beside it. */
  onClose(): void
  children: ReactNode
}

/**
 * A modal dialog, open as long as it is rendered: at the foot of a phone, in the
 * middle elsewhere. The focus goes to what is marked `data-first`, else to the
 * first control, and back to where it was in the end.
 */
export function SheetDialog({ title, closeLabel = 'Done', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const pressed = useRef<EventTarget>(undefined)
  const id = useId()

  // Before it is painted, and before it is taken out of the page: only closing it gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    letGoOfSelection()
    element?.showModal()
    const first = element?.querySelector<HTMLElement>('[data-first]')
    first?.focus()
    first?.scrollIntoView({ block: 'center' })
    return () => element?.close()
  }, [])

  function tell() {
    // The event comes late: it may be open again.
    if (!dialog.current?.open) onClose()
  }

  function press(event: PointerEvent) {
    pressed.current = event.target
  }

  function closeFromOutside(event: MouseEvent) {
    // The dialog's content covers it: what is clicked of the dialog itself is its backdrop. Text that is
    // selected as far as there counts as a click on both, but was pressed in its field.
    if (event.target === dialog.current && pressed.current === dialog.current) onClose()
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard, Escape closes it.
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={id}
      onClose={tell}
      onPointerDown={press}
      onClick={closeFromOutside}
    >
      <div className={styles.sheet}>
        <header className={styles.header}>
          <h2 id={id} className={styles.title}>
            {title}
          </h2>
          <button type="button" className={styles.close} onClick={onClose}>
            {closeLabel}
          </button>
        </header>
        <div className={styles.content}>{children}</div>
      </div>
    </dialog>
  )
}
