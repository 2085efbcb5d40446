import { type RefObject, useMemo } from 'react'
import { type InsertKind, insertSsml } from '../../lib/reading/ssml-insert'
import type { SsmlEngine } from '../../lib/ssml/rules'
import { writeInto } from './field'
import { OFFERS, offersOf } from './ssml-offers'
import styles from './ssml-tools.module.css'

export type SsmlButtonsProps = { field: RefObject<HTMLTextAreaElement | null>; engine: SsmlEngine }

/** Put a tag where the caret or the selection is; what the engine lacks is not to be had. */
export function SsmlButtons({ field, engine }: SsmlButtonsProps) {
  const offered = useMemo(() => offersOf(engine), [engine])

  function insert(kind: InsertKind) {
    const element = field.current
    if (!element) return
    const { value, selectionStart, selectionEnd } = element
    const { selection, replaced } = insertSsml(value, { start: selectionStart, end: selectionEnd }, kind)
    writeInto(element, replaced, selection)
  }

  return OFFERS.map(({ kind, label }) => (
    <button
      key={kind}
      type="button"
      className={styles.insert}
      disabled={!offered.includes(kind)}
      title={offered.includes(kind) ? undefined : `This voice has no ${label.toLowerCase()}`}
      onClick={() => insert(kind)}
    >
      {label}
    </button>
  ))
}
