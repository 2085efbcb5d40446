import type { ComponentProps } from 'react'
import styles from './song-select.module.css'

type Props = ComponentProps<'select'> & {
  /** Whether it is no wider than a button. */
  isNarrow?: boolean
}

/** The browser's own list, with an arrow that says so. */
export function SongSelect({ isNarrow = false, ...props }: Props) {
  return (
    <span className={styles.frame} data-narrow={isNarrow}>
      <select {...props} className={styles.select} />
    </span>
  )
}
