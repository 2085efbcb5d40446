import type { ReactNode } from 'react'
import styles from './dock.module.css'
import type { Status } from './status'
import { StatusLine } from './status-line'

type Props = {
  status: Status
  /** What plays and moves. */
  player: ReactNode
  /** What it costs. */
  cost: ReactNode
  onHelp(): void
}

/** The controls at the foot of the page: every part has its place, filled or not, so that nothing moves. */
export function Dock({ status, player, cost, onHelp }: Props) {
  return (
    <div className={styles.dock}>
      {player}
      <div className={styles.foot}>
        <div className={styles.status}>
          <StatusLine id="status" status={status} />
        </div>
        <div className={styles.cost}>{cost}</div>
        <button type="button" className={styles.help} onClick={onHelp} data-scripted>
          <span aria-hidden="true">?</span>
          <span className="visually-hidden">Keyboard shortcuts</span>
        </button>
      </div>
    </div>
  )
}
