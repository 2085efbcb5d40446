import { VolumeIcon } from './icons'
import { PopoverButton } from './popover-button'
import { Slider } from './slider'
import styles from './volume-control.module.css'

type Props = {
  /** 0 to 1. */
  volume: number
  isMuted: boolean
  onVolume(change: { volume?: number; isMuted: boolean }): void
}

/** How loud it is. Where the device keeps that to itself, its caller leaves it out ({@link useCanSetVolume}). */
export function VolumeControl({ volume, isMuted, onVolume }: Props) {
  const heard = isMuted ? 0 : volume
  const percent = `${Math.round(heard * 100)} %`
  return (
    <PopoverButton
      label={isMuted ? 'Volume, muted' : `Volume, ${percent}`}
      title="Volume"
      face={<VolumeIcon volume={heard} />}
    >
      <div className={styles.row}>
        <button type="button" aria-pressed={isMuted} onClick={() => onVolume({ isMuted: !isMuted })}>
          Mute
        </button>
        <Slider
          label="Volume"
          min={0}
          max={1}
          step={0.05}
          value={heard}
          text={percent}
          onValue={louder => onVolume({ volume: louder, isMuted: false })}
        />
      </div>
    </PopoverButton>
  )
}
