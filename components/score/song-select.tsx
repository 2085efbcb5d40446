import type { ComponentProps } from 'react'
import styles from './song-select.module.css'

/** The browser's own list, with an arrow that says so. */
export function SongSelect(props: ComponentProps<'select'>) {
  return (
    <span className={styles.frame}>
      <select {...props} className={styles.select} />
    </span>
  )
}
