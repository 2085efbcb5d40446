import { useRef } from 'react'
import { Icon } from './player/icons'
import { type PlayAction, PlayButton } from './player/play-button'
import styles from './transport.module.css'

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

  function stop() {
    // Stop is about to be disabled, and must not take the focus with it.
    play.current?.focus()
    onStop()
  }

  return (
    <div className={styles.transport}>
      <PlayButton ref={play} action={action} isRefused={isRefused} describedBy={describedBy} />
      <button type="button" className={styles.stop} disabled={!canStop} onClick={stop} data-scripted>
        <Icon name="stop" />
        Stop
      </button>
    </div>
  )
}
