import { type ReactNode, type RefObject, useRef } from 'react'
import styles from './dock-controls.module.css'
import { Icon, LeapIcon } from './icons'
import { type PlayAction, PlayButton } from './play-button'
import { PlayerButton } from './player-button'
import type { PlayerSettings } from './player-settings'
import { Scrubber } from './scrubber'
import { LEAP_SECONDS, type PlayerAction } from './shortcuts'
import { SpeedControl } from './speed-control'
import { useCanSetVolume } from './use-can-set-volume'
import { VolumeControl } from './volume-control'

type Props = {
  audio: RefObject<HTMLAudioElement | null>
  /** What its steps lead over. */
  unit: 'sentence' | 'bar'
  play: PlayAction
  /** Whether Play would not play just now. */
  isRefused: boolean
  /** Ids of what tells why. */
  describedBy: string
  /** Whether there is a reading to move in, or to stop. */
  isUnderWay: boolean
  startSeconds: number
  estimatedSeconds: number
  leastSeconds: number
  isLengthKnown?: boolean
  onSeek(seconds: number): void
  onAction(action: PlayerAction): void
  onStop(): void
  settings: PlayerSettings
  onSettings(change: Partial<PlayerSettings>): void
  /** Where the voice is chosen. */
  children: ReactNode
}

/** What plays and moves in the reading: every control has its place, of use or not, so that nothing moves. */
export function DockControls(props: Props) {
  const { audio, unit, isUnderWay, startSeconds, estimatedSeconds, leastSeconds, onSeek, onAction, onStop } =
    props
  const { settings, onSettings } = props
  const play = useRef<HTMLButtonElement>(null)
  const canSetVolume = useCanSetVolume()
  const moving = { isDisabled: !isUnderWay }
  return (
    <section className={styles.controls} aria-label="Player">
      <div className={styles.scrubber} data-scripted>
        <Scrubber
          audio={audio}
          startSeconds={startSeconds}
          estimatedSeconds={estimatedSeconds}
          leastSeconds={leastSeconds}
          isLengthKnown={props.isLengthKnown}
          isDisabled={!isUnderWay}
          onSeek={onSeek}
        />
      </div>
      <div className={styles.keys}>
        <PlayerButton
          {...moving}
          label={`Previous ${unit}`}
          icon={<Icon name="previous-sentence" />}
          shortcut="ArrowLeft"
          onPress={() => onAction('previous-sentence')}
        />
        <PlayerButton
          {...moving}
          label={`Back ${LEAP_SECONDS} seconds`}
          icon={<LeapIcon direction="back" seconds={LEAP_SECONDS} />}
          shortcut="J"
          onPress={() => onAction('back')}
        />
        <PlayButton
          ref={play}
          action={props.play}
          isRefused={props.isRefused}
          describedBy={props.describedBy}
        />
        <PlayerButton
          {...moving}
          label={`Forward ${LEAP_SECONDS} seconds`}
          icon={<LeapIcon direction="forward" seconds={LEAP_SECONDS} />}
          shortcut="L"
          onPress={() => onAction('forward')}
        />
        <PlayerButton
          {...moving}
          label={`Next ${unit}`}
          icon={<Icon name="next-sentence" />}
          shortcut="ArrowRight"
          onPress={() => onAction('next-sentence')}
        />
      </div>
      <div className={styles.voice}>{props.children}</div>
      <div className={styles.extras} data-scripted>
        <div className={styles.speed}>
          <SpeedControl speed={settings.speed} onSpeed={speed => onSettings({ speed })} />
        </div>
        <div className={styles.volume} data-unused={!canSetVolume}>
          <VolumeControl volume={settings.volume} isMuted={settings.isMuted} onVolume={onSettings} />
        </div>
        <PlayerButton {...moving} label="Stop" icon={<Icon name="stop" />} onPress={onStop} />
      </div>
    </section>
  )
}
