import { formatPrice, PRICE_SOURCE, priceOf } from '../../lib/reading/prices'
import type { Engine } from '../../lib/reading/reading'
import { SheetDialog } from '../sheet-dialog'
import { ENGINE_NAMES } from '../voices'
import { type Cost, formatCount } from './cost'
import styles from './cost-account.module.css'
import { useSaved } from './use-saved'

type Props = { cost: Cost; engine: Engine; onClose(): void }

/** What hearing the text costs, part by part, and what was saved. */
export function CostAccount({ cost, engine, onClose }: Props) {
  const saved = useSaved()
  const { characters, usd = 0 } = cost
  const date = new Date(PRICE_SOURCE.date).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <SheetDialog title="What it costs" onClose={onClose}>
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
    </SheetDialog>
  )
}
