import { type RefObject, useEffect, useEffectEvent, useRef } from 'react'
import styles from './bar-counter.module.css'
import { placeOf } from './song-time'
import { usePlayhead } from './use-playhead'

type Props = {
  audio: RefObject<HTMLAudioElement | null>
  beatNow(): number
  /** Where the playhead was put: it is there before the audio tells of anything. */
  cursor: number
  beatsPerBar: number
  bars: number
}

/** The bar and beat at the playhead, in words; not announced, as they would talk into the music. */
export function BarCounter({ audio, beatNow, cursor, beatsPerBar, bars }: Props) {
  const place = useRef<HTMLSpanElement>(null)

  function draw() {
    const { bar, beat } = placeOf({ BeatsPerBar: beatsPerBar }, beatNow())
    const words = bar > bars ? `End of ${bars} bars` : `Bar ${bar} of ${bars}, beat ${beat}`
    if (place.current && place.current.textContent !== words) place.current.textContent = words
  }
  const drawNow = useEffectEvent(draw)
  usePlayhead(audio, draw)
  useEffect(() => drawNow(), [cursor, beatsPerBar, bars])

  return (
    <span ref={place} className={styles.place} role="timer" aria-label="Place">
      {`Bar 1 of ${bars}, beat 1`}
    </span>
  )
}
