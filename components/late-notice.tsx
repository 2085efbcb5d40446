import type { Late } from './late'
import styles from './late-notice.module.css'

/** In the place of what is not loaded yet, or could not be. */
export function LateNotice({ part, hasFailed }: { part: Late<unknown>; hasFailed: boolean }) {
  return (
    <>
      <p role="status" className={hasFailed ? undefined : styles.waiting}>
        {hasFailed
          ? 'This part of the page could not be loaded. Check the connection, then try again.'
          : 'One moment: this part of the page is on its way.'}
      </p>
      {hasFailed && (
        <button type="button" className={styles.again} onClick={part.load}>
          Try again
        </button>
      )}
    </>
  )
}
