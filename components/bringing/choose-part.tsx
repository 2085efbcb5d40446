import type { Document } from '../../lib/document/document'
import { SheetDialog } from '../sheet-dialog'
import styles from './choose-part.module.css'
import { documentOfPart, type Part } from './parts'

type Props = {
  document: Document
  characters: number
  limit: number
  parts: readonly Part[]
  onChoose(part: Document): void
  onClose(): void
}

const formatCount = new Intl.NumberFormat('en').format

/** Which part of a text to read that is too long to be read at once. */
export function ChoosePart({ document, characters, limit, parts, onChoose, onClose }: Props) {
  return (
    <SheetDialog title="Choose a chapter" closeLabel="Cancel" onClose={onClose}>
      <p className={styles.why}>
        {`This text has ${formatCount(characters)} characters; a reading may have ${formatCount(limit)}.`}
      </p>
      <ol className={styles.parts}>
        {parts.map((part, index) => (
          <li key={part.start} className={styles.row}>
            <button
              type="button"
              className={styles.part}
              data-first={index === 0 ? '' : undefined}
              onClick={() => onChoose(documentOfPart(document, part))}
            >
              <span dir="auto">{part.title}</span>
              <span className={styles.characters}>{`${formatCount(part.characters)} characters`}</span>
            </button>
          </li>
        ))}
      </ol>
    </SheetDialog>
  )
}
