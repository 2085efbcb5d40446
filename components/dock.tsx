import type { Engine, Voice } from '../lib/reading/reading'
import { MAX_BILLED_CHARACTERS } from '../lib/reading/reading'
import styles from './dock.module.css'
import type { Intent } from './speech-state'
import { formatCharacters, formatSeconds, type Status } from './status'
import { StatusLine } from './status-line'
import { Transport } from './transport'
import { VoicePicker } from './voice-picker'

type Props = {
  intent: Intent
  /** Whether Play would not play just now; the status says why. */
  isRefused: boolean
  canStop: boolean
  onStop(): void
  elapsedSeconds: number
  characters: number
  status: Status
  voices: readonly Voice[]
  voice: Voice | undefined
  engine: Engine | undefined
  onVoice(id: string): void
  onEngine(engine: Engine): void
}

/** The controls at the foot of the page: every part has its place, filled or not, so that nothing moves. */
export function Dock(props: Props) {
  const { intent, isRefused, canStop, onStop, elapsedSeconds, characters, status } = props
  const { voices, voice, engine, onVoice, onEngine } = props
  return (
    <div className={styles.dock}>
      <Transport
        intent={intent}
        isRefused={isRefused}
        describedBy="status characters"
        canStop={canStop}
        onStop={onStop}
      />
      <span className={styles.elapsed} role="timer" aria-label="Elapsed" data-scripted>
        {formatSeconds(elapsedSeconds)}
      </span>
      <VoicePicker voices={voices} voice={voice} engine={engine} onVoice={onVoice} onEngine={onEngine} />
      <StatusLine id="status" status={status} />
      <span
        id="characters"
        className={styles.characters}
        data-tone={characters > MAX_BILLED_CHARACTERS ? 'danger' : 'calm'}
        data-scripted
      >
        {formatCharacters(characters)}
      </span>
    </div>
  )
}
