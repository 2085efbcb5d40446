import { formatPrice, priceOf } from '../../lib/reading/prices'
import type { Engine } from '../../lib/reading/reading'
import { SheetDialog } from '../sheet-dialog'
import { ENGINE_NAMES } from '../voices'
import styles from './confirm-large.module.css'
import { type Cost, formatCount } from './cost'

type Props = {
  cost: Cost
  engine: Engine
  /** In the click itself, so that sound may start in it. */
  onRead(): void
  onClose(): void
}

/** Asks before much is read for money. */
export function ConfirmLarge({ cost, engine, onRead, onClose }: Props) {
  const { characters, usd = 0 } = cost
  const price = formatPrice({ usd }, 'en')
  return (
    <SheetDialog title="Read all of it?" closeLabel="Cancel" onClose={onClose}>
      <p>
        {`${formatCount(characters)} characters with the ${ENGINE_NAMES[engine]} engine cost ${price} at most: ${formatPrice(priceOf(characters, engine), 'en')} for the sound, and as much for the word marks.`}
      </p>
      <button type="button" className={styles.read} onClick={onRead} data-first="">
        {`Read it for ${price}`}
      </button>
    </SheetDialog>
  )
}
