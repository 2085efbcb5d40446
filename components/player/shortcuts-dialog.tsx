import { Fragment, useEffect, useId, useRef } from 'react'
import { letGoOfSelection } from '../let-go'
import { isCharacterKey, SHORTCUTS, type Shortcut } from './shortcuts'
import styles from './shortcuts-dialog.module.css'

/** Keys by what is printed on them and, for who hears it, by their names. */
const KEYS: Readonly<Record<string, { seen: string; heard?: string }>> = {
  ' ': { seen: 'Space' },
  ArrowLeft: { seen: '←', heard: 'Left arrow' },
  ArrowRight: { seen: '→', heard: 'Right arrow' },
  Escape: { seen: 'Esc', heard: 'Escape' },
  '<': { seen: '<', heard: 'Less than' },
  '>': { seen: '>', heard: 'Greater than' },
  '?': { seen: '?', heard: 'Question mark' },
}

type Props = {
  /** @default Those of the reader. */
  shortcuts?: readonly Shortcut[]
  hasCharacterKeys: boolean
  onCharacterKeys(has: boolean): void
  onClose(): void
}

/** The keys, open as long as it is there; the focus goes back to where it was. */
export function ShortcutsDialog(props: Props) {
  const { shortcuts = SHORTCUTS, hasCharacterKeys, onCharacterKeys, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    letGoOfSelection()
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])

  // The element gives the focus back when it closes, which taking it away would not do; then it tells `onClose`.
  const close = () => dialog.current?.close()

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      // By a press beside it as well, where the browser knows that.
      closedby="any"
      onClose={onClose}
    >
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          Keyboard shortcuts
        </h2>
        <button type="button" className={styles.done} onClick={close}>
          Done
        </button>
      </header>
      <dl className={styles.list} data-without-characters={!hasCharacterKeys}>
        {shortcuts.map(({ action, label, keys }) => (
          <div key={action} className={styles.row}>
            <dt>{label}</dt>
            <dd className={styles.keys}>
              {keys.map(({ key, shift }, index) => (
                <Fragment key={key}>
                  {index > 0 && <span className={styles.or}>or</span>}
                  {shift && <kbd>Shift</kbd>}
                  <kbd data-character={isCharacterKey({ key }) || undefined}>
                    <KeyName of={key} />
                  </kbd>
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className={styles.switch}>
        <input
          type="checkbox"
          form=""
          checked={hasCharacterKeys}
          onChange={event => onCharacterKeys(event.currentTarget.checked)}
        />
        Letters and signs are shortcuts
      </label>
    </dialog>
  )
}

function KeyName({ of: key }: { of: string }) {
  const { seen, heard } = KEYS[key] ?? { seen: key.toUpperCase() }
  if (!heard) return seen
  return (
    <>
      <span aria-hidden="true">{seen}</span>
      <span className="visually-hidden">{heard}</span>
    </>
  )
}
