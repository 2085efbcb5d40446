import { useEffect, useRef } from 'react'
import type { Intent } from './speech-state'
import styles from './transport.module.css'

const TRIANGLE = 'M7 4.5v15l12.5-7.5z'
const BARS = 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z'
const SQUARE = 'M6.5 6.5h11v11h-11z'

/** What the large button does next: `ask-again` where there are no voices to read with. */
export type PlayAction = Intent | 'ask-again'

const LOOKS: readonly { action: PlayAction; label: string; icon?: string }[] = [
  { action: 'start', label: 'Play', icon: TRIANGLE },
  { action: 'pause', label: 'Pause', icon: BARS },
  { action: 'resume', label: 'Resume', icon: TRIANGLE },
  { action: 'ask-again', label: 'Try again' },
]

type Props = {
  action: PlayAction
  isRefused: boolean
  /** Ids of what tells why Play is refused. */
  describedBy: string
  canStop: boolean
  onStop(): void
}

/** Play, which submits the form, and Stop. */
export function Transport({ action, isRefused, describedBy, canStop, onStop }: Props) {
  const play = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    // The first sound is one key away, unless somebody is somewhere already.
    if (document.activeElement === document.body) play.current?.focus({ preventScroll: true })
  }, [])

  function stop() {
    // Stop is about to be disabled, and must not take the focus with it.
    play.current?.focus()
    onStop()
  }

  return (
    <div className={styles.transport}>
      <button
        ref={play}
        type="submit"
        className={styles.play}
        aria-disabled={isRefused}
        aria-describedby={isRefused ? describedBy : undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      >
        {/* All looks lie in one place, one of them visible: so the button is as wide as its longest word. */}
        {LOOKS.map(look => (
          <span key={look.action} className={styles.look} aria-hidden={look.action !== action}>
            {look.icon && <Icon path={look.icon} />}
            {look.label}
          </span>
        ))}
      </button>
      <button type="button" className={styles.stop} disabled={!canStop} onClick={stop} data-scripted>
        <Icon path={SQUARE} />
        Stop
      </button>
    </div>
  )
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
