import type { RefObject } from 'react'
import type { TextType } from '../../lib/reading/reading'
import { writeInto } from './field'
import { toPlain, toSsml } from './text-type'
import styles from './text-type-switch.module.css'

const TYPES: readonly { type: TextType; label: string }[] = [
  { type: 'text', label: 'Text' },
  { type: 'ssml', label: 'SSML' },
]

type Props = {
  textType: TextType
  onTextType(type: TextType): void
  field: RefObject<HTMLTextAreaElement | null>
  /** While the text is heard it stays what it is. */
  isDisabled: boolean
}

/**
 * Whether the text is plain or SSML. Changing over takes the text along: it is
 * put in `<speak>`, or its tags are taken out.
 */
export function TextTypeSwitch({ textType, onTextType, field, isDisabled }: Props) {
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
    <div className={styles.switch} role="radiogroup" aria-label="The text is">
      {TYPES.map(({ type, label }) => (
        <label key={type} className={styles.type} data-label={label}>
          <input
            type="radio"
            form=""
            name="text-type"
            className={styles.radio}
            checked={type === textType}
            disabled={isDisabled}
            onChange={event => change(type, event.currentTarget)}
          />
          {label}
        </label>
      ))}
    </div>
  )
}
