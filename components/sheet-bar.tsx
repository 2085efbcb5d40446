import type { ReactNode } from 'react'
import styles from './sheet-bar.module.css'

/** What is done with a whole text, at the head of the sheet. */
export function SheetBar({ children }: { children: ReactNode }) {
  return (
    <section className={styles.bar} aria-label="The text" data-scripted>
      {children}
    </section>
  )
}
