import { late, useLate } from '../late'
import type { SsmlButtonsProps } from './ssml-buttons'
import styles from './ssml-tools.module.css'

const SSML_BUTTONS = late(async () => (await import('./ssml-buttons')).SsmlButtons)

/** The buttons that put SSML into the text, in a row of their own which is there before they are loaded. */
export function SsmlTools({ isDisabled, ...props }: SsmlButtonsProps & { isDisabled: boolean }) {
  const { part: SsmlButtons, hasFailed } = useLate(SSML_BUTTONS, true)
  return (
    <fieldset className={styles.tools} disabled={isDisabled}>
      <legend className="visually-hidden">Put into the text</legend>
      {SsmlButtons && <SsmlButtons {...props} />}
      {hasFailed && (
        <button type="button" className={styles.insert} onClick={SSML_BUTTONS.load}>
          The tags could not be loaded: try again
        </button>
      )}
    </fieldset>
  )
}
