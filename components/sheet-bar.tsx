import type { ReactNode } from 'react'
import styles from './sheet-bar.module.css'

/** What is done with the whole of a text or a song, at the head of the sheet. */
export function SheetBar({ label = 'The text', children }: { label?: string; children: ReactNode }) {
  return (
    <section className={styles.bar} aria-label={label} data-scripted>
      {children}
    </section>
  )
}
