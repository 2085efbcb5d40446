import styles from './masthead.module.css'

export function Masthead({ speaker }: { speaker: string }) {
  return (
    <header className={styles.masthead}>
      <h1 className={styles.wordmark}>Pollyphony</h1>
      <p className={styles.speaker}>{speaker}</p>
    </header>
  )
}
