import { type RefObject, useEffect, useState } from 'react'
import type { SsmlTrouble } from '../../lib/reading/ssml-check'
import { showIn } from './field'
import styles from './ssml-troubles.module.css'
import { countWords } from './trouble-order'

/** How many there are is announced when it was the same for so long, in ms: not while somebody types. */
const ANNOUNCE_MS = 2000

type Props = {
  /** Of the words that tell how many there are: the text is described by them. */
  id: string
  /** The worst first. */
  troubles: readonly SsmlTrouble[]
  field: RefObject<HTMLTextAreaElement | null>
}

/** What would be refused of the SSML, each with the way to its place. The room for it is always there. */
export function SsmlTroubles({ id, troubles, field }: Props) {
  const count = countWords(troubles)
  const announced = useSettled(count === '' ? 'The SSML is in order' : count)
  return (
    <section className={styles.troubles} aria-label="Checks">
      <p id={id} className={styles.count} data-tone={troubles[0]?.severity === 'error' ? 'danger' : 'calm'}>
        {count === '' ? 'The SSML is in order' : count}
      </p>
      <p role="status" className="visually-hidden">
        {announced}
      </p>
      <ol className={styles.list}>
        {troubles.map(trouble => (
          <li key={`${trouble.start} ${trouble.end} ${trouble.message}`}>
            <button
              type="button"
              className={styles.trouble}
              onClick={() => field.current && showIn(field.current, trouble)}
            >
              <span className={styles.line} data-severity={trouble.severity}>
                {`Line ${trouble.line}`}
                <span className="visually-hidden">{`, ${trouble.severity}: `}</span>
              </span>
              <span>{trouble.message}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The value that was the same for a while; none at first, as nobody needs to be told what they find. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState<{ now: string; first: string }>({ now: '', first: value })
  useEffect(() => {
    const timer = setTimeout(
      () => setSettled(({ now, first }) => ({ now: now === '' && value === first ? '' : value, first })),
      ANNOUNCE_MS,
    )
    return () => clearTimeout(timer)
  }, [value])
  return settled.now
}
