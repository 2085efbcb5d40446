import { useState } from 'react'
import { formatPrice, PRICE_SOURCE, priceOf } from '../../lib/reading/prices'
import type { Engine } from '../../lib/reading/reading'
import { SheetDialog } from '../sheet-dialog'
import { ENGINE_NAMES } from '../voices'
import { type Cost, costOf, costWords, formatCount } from './cost'
import styles from './cost-line.module.css'
import { useSaved } from './use-saved'

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
        data-scripted
      >
        <span id={id} className={styles.words}>
          {words}
        </span>
      </button>
      {isOpen && (
        <SheetDialog title="What it costs" onClose={() => setOpen(false)}>
          <Account cost={cost} engine={engine} />
        </SheetDialog>
      )}
    </>
  )
}

function Account({ cost, engine }: { cost: Cost; engine: Engine }) {
  const saved = useSaved()
  const { characters, usd = 0 } = cost
  const date = new Date(PRICE_SOURCE.date).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <div className={styles.account}>
      <dl className={styles.sums}>
        <dt>Sound, {formatCount(characters)} characters</dt>
        <dd>{formatPrice({ usd: usd / 2 }, 'en')}</dd>
        <dt>Word marks, the same again</dt>
        <dd>{formatPrice({ usd: usd / 2 }, 'en')}</dd>
        <dt>Together, at most</dt>
        <dd>{formatPrice({ usd }, 'en')}</dd>
      </dl>
      <p>
        {`Amazon Polly charges ${formatPrice(priceOf(1_000_000, engine), 'en')} for a million characters with the ${ENGINE_NAMES[engine]} engine. The marks, which show the word that is read, are a request of their own. What was read before is kept, and free.`}
      </p>
      <p className={styles.saved}>
        {saved !== undefined &&
          saved > 0 &&
          `Kept readings have saved ${formatCount(saved)} characters here.`}
      </p>
      <p>
        <a href={PRICE_SOURCE.url} target="_blank" rel="noreferrer">
          Amazon’s price list
        </a>
        {` as of ${date}, before taxes.`}
      </p>
    </div>
  )
}
