import { PopoverButton } from './popover-button'
import { Slider } from './slider'
import { formatSpeed, SPEED, SPEED_PRESETS } from './speed'
import styles from './speed-control.module.css'

type Props = {
  /** Within {@link SPEED}. */
  speed: number
  onSpeed(speed: number): void
}

/** How fast it is read: a slider, and the speeds that are wanted most. */
export function SpeedControl({ speed, onSpeed }: Props) {
  return (
    <PopoverButton label={`${formatSpeed(speed)}, speed`} title="Speed" face={formatSpeed(speed)}>
      <div className={styles.row}>
        <Slider
          label="Speed"
          min={SPEED.min}
          max={SPEED.max}
          step={SPEED.step}
          value={speed}
          text={formatSpeed(speed)}
          onValue={onSpeed}
        />
        <span className={styles.value} aria-hidden="true">
          {formatSpeed(speed)}
        </span>
      </div>
      <div className={styles.presets}>
        {SPEED_PRESETS.map(preset => (
          <button
            key={preset}
            type="button"
            className={styles.preset}
            aria-pressed={preset === speed}
            onClick={() => onSpeed(preset)}
          >
            {formatSpeed(preset)}
          </button>
        ))}
      </div>
    </PopoverButton>
  )
}
