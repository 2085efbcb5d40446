import styles from './masthead.module.css'

type Props = {
  speaker: string
  /** The page at whose head it stands; the link leads to the other. */
  page: 'reader' | 'score'
}

export function Masthead({ speaker, page }: Props) {
  return (
    <header className={styles.masthead}>
      <h1 className={styles.wordmark}>Pollyphony</h1>
      <p className={styles.speaker}>{speaker}</p>
      <nav className={styles.pages} aria-label="Pages">
        {page === 'reader' ? <a href="/score">Score</a> : <a href="/">Reader</a>}
      </nav>
    </header>
  )
}
