import type { Engine, Voice } from '../lib/reading/reading'
import styles from './dock.module.css'
import type { PlayAction } from './player/play-button'
import { formatCharacters, formatSeconds, type Status } from './status'
import { StatusLine } from './status-line'
import { Transport } from './transport'
import { VoicePicker } from './voice-picker'

type Props = {
  action: PlayAction
  /** Whether Play would not play just now; the status says why. */
  isRefused: boolean
  canStop: boolean
  onStop(): void
  elapsedSeconds: number
  characters: number
  maxCharacters: number
  status: Status
  voices: readonly Voice[]
  voice: Voice | undefined
  engine: Engine | undefined
  onVoice(id: string): void
  onEngine(engine: Engine): void
}

/** The controls at the foot of the page: every part has its place, filled or not, so that nothing moves. */
export function Dock(props: Props) {
  const { action, isRefused, canStop, onStop, elapsedSeconds, status } = props
  const { characters, maxCharacters, voices, voice, engine, onVoice, onEngine } = props
  return (
    <div className={styles.dock}>
      <div className={styles.transport}>
        <Transport
          action={action}
          isRefused={isRefused}
          describedBy="status characters"
          canStop={canStop}
          onStop={onStop}
        />
      </div>
      <span className={styles.elapsed} role="timer" aria-label="Elapsed" data-scripted>
        {formatSeconds(elapsedSeconds)}
      </span>
      <div className={styles.picker}>
        <VoicePicker voices={voices} voice={voice} engine={engine} onVoice={onVoice} onEngine={onEngine} />
      </div>
      <div className={styles.foot}>
        <div className={styles.status}>
          <StatusLine id="status" status={status} />
        </div>
        <span
          id="characters"
          className={styles.characters}
          data-tone={characters > maxCharacters ? 'danger' : 'calm'}
          data-scripted
        >
          {formatCharacters(characters, maxCharacters)}
        </span>
      </div>
    </div>
  )
}
