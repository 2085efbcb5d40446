import { useId } from 'react'
import styles from './import-notice.module.css'
import type { ImportState } from './use-import'

type Props = {
  state: ImportState
  /** Cancels what is read, and takes away what is told. */
  onDismiss(): void
}

/**
 * What is told of an import: how far it is after a second, what was opened and
 * how to undo that, or why it failed. It lies over the foot of what stands
 * before it, so that nothing moves. The two regions stay in the page, so that
 * they are listened to: the start and the end are announced, what is between is not.
 */
export function ImportNotice({ state, onDismiss }: Props) {
  const id = useId()
  const { phase } = state
  const isReading = phase === 'reading' && state.isSlow
  const isShown = isReading || phase === 'done' || phase === 'failed'
  return (
    <div className={styles.place}>
      <div className={styles.notice} data-shown={isShown}>
        <div className={styles.words}>
          <p id={id} role="status">
            {isReading && `Opening ${state.name}`}
            {phase === 'done' && `Opened ${state.title}`}
          </p>
          <p role="alert" className={styles.failure}>
            {phase === 'failed' && state.message}
          </p>
          {isReading && <progress className={styles.progress} aria-labelledby={id} value={state.fraction} />}
        </div>
        {phase === 'done' && (
          <button type="button" className={styles.action} onClick={state.undo}>
            Undo
          </button>
        )}
        {isShown && (
          <button type="button" className={styles.action} onClick={onDismiss}>
            {isReading ? 'Cancel' : 'Close'}
          </button>
        )}
      </div>
    </div>
  )
}
