import { useState } from 'react'
import type { Engine } from '../../lib/reading/reading'
import { late, loadedAhead } from '../late'
import { LateDialog } from '../late-dialog'
import { costOf, costWords } from './cost'
import styles from './cost-line.module.css'

const ACCOUNT = late(async () => (await import('./cost-account')).CostAccount)

type Props = {
  /** For what is described by it. */
  id: string
  /** Billed characters of the text. */
  characters: number
  /** Of a reading at most. */
  limit: number
  /** The engine that is to speak. */
  engine: Engine | undefined
  /** Whether Amazon Polly speaks. */
  isPaid: boolean
}

/** How much there is to read and what that costs; where it costs something, a press tells why. */
export function CostLine({ id, characters, limit, engine, isPaid }: Props) {
  const [isOpen, setOpen] = useState(false)
  const cost = costOf(characters, engine, isPaid)
  const words = costWords(cost, limit)
  const tone = characters > limit ? 'danger' : 'calm'
  if (!isPaid || !engine) {
    return (
      <span id={id} className={styles.line} data-tone={tone} data-scripted>
        {words}
      </span>
    )
  }
  return (
    <>
      <button
        type="button"
        className={styles.line}
        data-tone={tone}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        {...loadedAhead(ACCOUNT)}
        data-scripted
      >
        <span id={id} className={styles.words}>
          {words}
        </span>
      </button>
      {isOpen && (
        <LateDialog dialog={ACCOUNT} title="What it costs" onClose={() => setOpen(false)}>
          {Account => <Account cost={cost} engine={engine} onClose={() => setOpen(false)} />}
        </LateDialog>
      )}
    </>
  )
}
