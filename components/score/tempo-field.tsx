import { useState } from 'react'
import styles from './tempo-field.module.css'

/** Beats a minute that a song may have. */
const [MIN, MAX] = [1, 1000]

type Props = {
  tempo: number
  /** Slower it would be too long to be heard. */
  slowest: number
  onTempo(tempo: number): void
}

/** How fast the song goes. What is half written changes nothing: 12 may become 120. */
export function TempoField({ tempo, slowest, onTempo }: Props) {
  const min = Math.max(MIN, slowest)
  const [written, setWritten] = useState<string>()
  return (
    <label className={styles.tempo}>
      <span className={styles.label}>Tempo</span>
      <input
        type="number"
        form=""
        inputMode="decimal"
        min={min}
        max={MAX}
        step="any"
        value={written ?? String(Math.round(tempo * 1000) / 1000)}
        onChange={event => {
          const { value, valueAsNumber } = event.currentTarget
          setWritten(value)
          if (valueAsNumber >= min && valueAsNumber <= MAX) onTempo(valueAsNumber)
        }}
        onBlur={() => setWritten(undefined)}
      />
      <span className={styles.unit}>beats a minute</span>
    </label>
  )
}
