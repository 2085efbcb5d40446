import type { Track } from '../../lib/score/song'
import { isHeard, type Mix } from './piece'
import styles from './track-list.module.css'
import { TrackRow } from './track-row'

type Props = {
  tracks: readonly Track[]
  mix: Mix
  /** Each the same function from one render to the next. */
  onMute(index: number): void
  onSolo(index: number): void
  onInstrument(index: number, name: string): void
  onLook(index: number | undefined): void
}

/** The tracks in words: what the piano roll shows, for who does not see it as well. */
export function TrackList({ tracks, mix, ...handlers }: Props) {
  return (
    <section aria-label="Tracks">
      <ul className={styles.tracks}>
        {tracks.map((track, index) => (
          <TrackRow
            key={index}
            track={track}
            index={index}
            isMuted={mix.muted.has(index)}
            isSoloed={mix.soloed.has(index)}
            isHeard={isHeard(mix, index)}
            {...handlers}
          />
        ))}
      </ul>
    </section>
  )
}
