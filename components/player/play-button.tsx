import { type RefObject, useEffect } from 'react'
import type { Intent } from '../speech-state'
import { Icon } from './icons'
import styles from './play-button.module.css'

/** What the large button does next: `ask-again` where there are no voices to read with. */
export type PlayAction = Intent | 'ask-again'

const LOOKS: readonly { action: PlayAction; label: string; icon?: 'play' | 'pause' }[] = [
  { action: 'start', label: 'Play', icon: 'play' },
  { action: 'pause', label: 'Pause', icon: 'pause' },
  { action: 'resume', label: 'Resume', icon: 'play' },
  { action: 'ask-again', label: 'Try again' },
]

type Props = {
  ref: RefObject<HTMLButtonElement | null>
  action: PlayAction
  isRefused: boolean
  /** Ids of what tells why Play is refused. */
  describedBy: string
}

/** Play, which submits the form. */
export function PlayButton({ ref, action, isRefused, describedBy }: Props) {
  useEffect(() => {
    // The first sound is one key away, unless somebody is somewhere already.
    if (document.activeElement === document.body) ref.current?.focus({ preventScroll: true })
  }, [ref])

  return (
    <button
      ref={ref}
      type="submit"
      className={styles.play}
      aria-disabled={isRefused}
      aria-describedby={isRefused ? describedBy : undefined}
      aria-keyshortcuts="Control+Enter Meta+Enter"
    >
      {/* All looks lie in one place, one of them visible: so the button is as wide as its longest word. */}
      {LOOKS.map(look => (
        <span key={look.action} className={styles.look} aria-hidden={look.action !== action}>
          {look.icon && <Icon name={look.icon} />}
          {look.label}
        </span>
      ))}
    </button>
  )
}
