import { lazy, Suspense } from 'react'
import type { SsmlButtonsProps } from './ssml-buttons'
import styles from './ssml-tools.module.css'

const SsmlButtons = lazy(() => import('./ssml-buttons').then(module => ({ default: module.SsmlButtons })))

/** The buttons that put SSML into the text, in a row of their own which is there before they are loaded. */
export function SsmlTools({ isDisabled, ...props }: SsmlButtonsProps & { isDisabled: boolean }) {
  return (
    <fieldset className={styles.tools} disabled={isDisabled}>
      <legend className="visually-hidden">Put into the text</legend>
      <Suspense>
        <SsmlButtons {...props} />
      </Suspense>
    </fieldset>
  )
}
