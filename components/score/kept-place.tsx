import type { ReactNode } from 'react'
import styles from './kept-place.module.css'
import { KEY } from './kept-song'

type Props = {
  /** Whether the song in it is the one to be shown. */
  isSettled: boolean
  children: ReactNode
}

/**
 * Where a song is seen. The one that the server renders is not, where another was
 * kept: it would be gone at once, and all below it would move.
 */
export function KeptPlace({ isSettled, children }: Props) {
  // Run by the browser as it reads the page. Why nothing can be kept is told by what reads it.
  const script = `try {
    if (localStorage.getItem('${KEY}') !== null) document.currentScript.parentElement.dataset.kept = ''
  } catch {}`
  return (
    // The script's attribute is none of the server's.
    <div className={styles.place} data-settled={isSettled} suppressHydrationWarning>
      <script dangerouslySetInnerHTML={{ __html: script }} />
      {children}
    </div>
  )
}
