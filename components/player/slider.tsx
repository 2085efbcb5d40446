import type { CSSProperties } from 'react'
import styles from './slider.module.css'

type Props = {
  label: string
  min: number
  max: number
  step: number
  value: number
  /** The value as it is read out. */
  text: string
  onValue(value: number): void
}

/** A slider that is filled up to its value. It has a form of its own, so that Enter on it does not press Play. */
export function Slider({ label, min, max, step, value, text, onValue }: Props) {
  const style: CSSProperties & Record<'--filled', number> = { '--filled': (value - min) / (max - min) }
  return (
    <input
      type="range"
      form=""
      className={styles.slider}
      style={style}
      min={min}
      max={max}
      step={step}
      value={value}
      aria-label={label}
      aria-valuetext={text}
      onChange={event => onValue(event.currentTarget.valueAsNumber)}
    />
  )
}
