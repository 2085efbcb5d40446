import type { ReactNode } from 'react'
import styles from './player-button.module.css'

type Props = {
  /** Its name, and what is shown where a pointer rests on it. */
  label: string
  icon: ReactNode
  /** In the notation of `aria-keyshortcuts`. */
  shortcut?: string
  /** A button that cannot do anything just now keeps the focus all the same. */
  isDisabled: boolean
  onPress(): void
}

/** A button that is a sign. */
export function PlayerButton({ label, icon, shortcut, isDisabled, onPress }: Props) {
  return (
    <button
      type="button"
      className={styles.button}
      // Its name as well: beside a label of its own it would be read out twice.
      title={label}
      aria-keyshortcuts={shortcut}
      aria-disabled={isDisabled}
      data-scripted
      onClick={() => isDisabled || onPress()}
    >
      {icon}
    </button>
  )
}
