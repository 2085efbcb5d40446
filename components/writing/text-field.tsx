import { type ClipboardEvent, type KeyboardEvent, type RefObject, useDeferredValue, useMemo } from 'react'
import { directionOf } from '../right-to-left'
import styles from './text-field.module.css'

type Props = {
  field: RefObject<HTMLTextAreaElement | null>
  /** What the server renders; from then on the DOM owns the value. */
  initialText: string
  /** What is written by now. */
  text: string
  /** Of the text, as BCP 47 has it. */
  lang: string | undefined
  /** Sets type, measure and padding, as where the text is heard. */
  textClass: string | undefined
  isInvalid: boolean
  /** Id of what says more of it. */
  describedBy: string | undefined
  /** While the text is heard in the same place. */
  isOutOfSight: boolean
  onWrite(text: string): void
  onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void
  /** By Enter with Control or Command. */
  onPlay(): void
}

/** The place to write. */
export function TextField(props: Props) {
  // Another language has every line laid out anew: a voice is chosen before that.
  const lang = useDeferredValue(props.lang)
  const direction = useMemo(() => directionOf(props.text), [props.text])

  function playByKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    props.onPlay()
  }

  // Out of sight its lines stay as they are: to lay out a long text anew would be felt.
  return (
    <div className={styles.writing} inert={props.isOutOfSight}>
      <label className="visually-hidden" htmlFor="text">
        Text to read
      </label>
      <textarea
        ref={props.field}
        id="text"
        name="text"
        className={props.textClass}
        dir={direction}
        lang={lang}
        defaultValue={props.initialText}
        aria-invalid={props.isInvalid}
        aria-describedby={props.describedBy}
        onInput={event => props.onWrite(event.currentTarget.value)}
        onPaste={props.onPaste}
        onKeyDown={playByKey}
      />
    </div>
  )
}
