import type { ReactNode } from 'react'
import styles from './sheet-bar.module.css'

/** What is done with a whole text, at the head of the sheet: in one row that scrolls where it is narrow. */
export function SheetBar({ children }: { children: ReactNode }) {
  return (
    <section className={styles.bar} aria-label="The text">
      {children}
    </section>
  )
}
