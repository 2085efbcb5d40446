import type { TextType } from '../../lib/reading/reading'
import { late, useLate } from '../late'
import { writeInto } from './field'
import type { SsmlButtonsProps } from './ssml-buttons'
import styles from './ssml-tools.module.css'
import { toPlain, toSsml } from './text-type'

const SSML_BUTTONS = late(async () => (await import('./ssml-buttons')).SsmlButtons)

const TYPES: readonly { type: TextType; label: string }[] = [
  { type: 'text', label: 'Text' },
  { type: 'ssml', label: 'SSML' },
]

type Props = SsmlButtonsProps & { textType: TextType; onTextType(type: TextType): void }

/**
 * Whether the text is plain or SSML, and the buttons for the latter, which are
 * loaded when it is. Changing over takes the text along: it is put in
 * `<speak>`, or its tags are taken out.
 */
export function SsmlTools({ textType, onTextType, field, engine }: Props) {
  const { part: SsmlButtons, hasFailed } = useLate(SSML_BUTTONS, textType === 'ssml')

  function change(type: TextType, radio: HTMLInputElement) {
    const element = field.current
    if (element) {
      const { value } = element
      const text = type === 'ssml' ? toSsml(value) : toPlain(value)
      if (text !== value) writeInto(element, { start: 0, end: value.length, with: text })
      // The arrow keys go on from here.
      radio.focus()
    }
    onTextType(type)
  }

  return (
    <div className={styles.tools} data-scripted>
      <div className={styles.switch} role="radiogroup" aria-label="The text is">
        {TYPES.map(({ type, label }) => (
          <label key={type} className={styles.type}>
            <input
              type="radio"
              form=""
              name="text-type"
              className={styles.radio}
              checked={type === textType}
              onChange={event => change(type, event.currentTarget)}
            />
            {label}
          </label>
        ))}
      </div>
      <fieldset className={styles.inserts} hidden={textType === 'text'}>
        <legend className="visually-hidden">Put into the text</legend>
        {SsmlButtons && <SsmlButtons field={field} engine={engine} />}
        {hasFailed && (
          <button type="button" className={styles.insert} onClick={SSML_BUTTONS.load}>
            The tags could not be loaded: try again
          </button>
        )}
      </fieldset>
    </div>
  )
}
