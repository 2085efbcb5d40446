import type { Status } from './status'
import styles from './status-line.module.css'

/**
 * The state in words. What is shown may count down or repeat what is heard
 * anyway: screen readers are told in two quiet regions instead, which stay in
 * the page so that they are listened to.
 */
export function StatusLine({ id, status }: { id: string; status: Status }) {
  const { tone, shown, announced } = status
  return (
    <div className={styles.line}>
      <p id={id} className={styles.shown} data-tone={tone} aria-hidden="true">
        {shown}
      </p>
      <p role="status" className="visually-hidden">
        {tone === 'calm' ? announced : ''}
      </p>
      <p role="alert" className="visually-hidden">
        {tone === 'danger' ? announced : ''}
      </p>
    </div>
  )
}
