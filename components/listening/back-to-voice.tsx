import styles from './back-to-voice.module.css'

type Props = {
  /** Whether the voice is elsewhere; the place of the button stays the same. */
  isShown: boolean
  onClick(): void
}

/** Brings a reader who scrolled away back to what is heard. */
export function BackToVoice({ isShown, onClick }: Props) {
  return (
    <button type="button" className={styles.back} data-shown={isShown} onClick={onClick}>
      Back to the voice
    </button>
  )
}
