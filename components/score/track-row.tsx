import { memo, useMemo } from 'react'
import { isSay, type Track } from '../../lib/score/song'
import { InstrumentSelect } from './instrument-select'
import { Swatch } from './swatch'
import { factsOf } from './track-facts'
import styles from './track-list.module.css'

type Props = {
  track: Track
  index: number
  isMuted: boolean
  isSoloed: boolean
  /** Whether it is heard, by its own and all other tracks' buttons. */
  isHeard: boolean
  onMute(index: number): void
  onSolo(index: number): void
  onInstrument(index: number, name: string): void
  /** While the pointer or the focus is on it; undefined when it left. */
  onLook(index: number | undefined): void
}

/** A track: what it is, what plays it, and whether it is heard. Drawn anew only where it changes. */
export const TrackRow = memo(function TrackRow(props: Props) {
  const { track, index, isMuted, isSoloed, isHeard, onMute, onSolo, onInstrument, onLook } = props
  /** Its controls are told apart by it. */
  const name = track.Name.trim() || `Track ${index + 1}`
  const facts = useMemo(() => factsOf(track), [track])
  const hasNotes = useMemo(
    () => track.Bars.length === 0 || track.Bars.some(bar => bar.SoundEvents.some(event => !isSay(event))),
    [track],
  )
  return (
    <li
      className={styles.track}
      data-heard={isHeard}
      onPointerEnter={() => onLook(index)}
      onPointerLeave={() => onLook(undefined)}
      onFocus={() => onLook(index)}
      onBlur={() => onLook(undefined)}
    >
      <Swatch track={index} />
      <div className={styles.names}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>{facts}</span>
      </div>
      <div className={styles.instrument} data-scripted>
        {hasNotes ? (
          <InstrumentSelect
            label={`${name}: ${track.IsDrumsTrack ? 'drum kit' : 'instrument'}`}
            instrument={track.Instrument}
            isDrums={track.IsDrumsTrack}
            onInstrument={instrument => onInstrument(index, instrument)}
          />
        ) : (
          <span className={styles.facts}>Speech</span>
        )}
      </div>
      <div className={styles.switches} data-scripted>
        <button
          type="button"
          aria-pressed={isMuted}
          aria-label={`Mute ${name}`}
          onClick={() => onMute(index)}
        >
          Mute
        </button>
        <button
          type="button"
          aria-pressed={isSoloed}
          aria-label={`Solo ${name}`}
          onClick={() => onSolo(index)}
        >
          Solo
        </button>
      </div>
    </li>
  )
})
