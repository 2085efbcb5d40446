import { formatPrice, priceOf } from '../../lib/reading/prices'
import type { Engine } from '../../lib/reading/reading'

/** What hearing a text once costs. */
export type Cost = {
  /** Billed characters of the text. */
  characters: number
  /** Absent while it is not known which engine speaks. */
  usd?: number
}

/** What is asked about before it is read, where each character costs something. */
const LARGE = { usd: 1, characters: 50_000 } as const

export const formatCount = new Intl.NumberFormat('en').format

/**
 * The price of the sound and of the marks, which show the word that is read:
 * they are a request of their own, and billed like it (Polly, Speech marks).
 *
 * @param isPaid Whether Amazon Polly speaks: the voices that come with the app are free.
 */
export function costOf(characters: number, engine: Engine | undefined, isPaid: boolean): Cost {
  if (!isPaid) return { characters, usd: 0 }
  return engine ? { characters, usd: 2 * priceOf(characters, engine).usd } : { characters }
}

/** Whether somebody should say yes before it is read. */
export function isLarge({ characters, usd = 0 }: Cost): boolean {
  return usd >= LARGE.usd || (usd > 0 && characters > LARGE.characters)
}

/**
 * "412 characters · $0.01", or of how many where there are too many.
 *
 * @param limit Characters of a reading at most.
 */
export function costWords({ characters, usd }: Cost, limit: number): string {
  if (characters > limit) return `${formatCount(characters)} of ${formatCount(limit)} characters`
  const count = `${formatCount(characters)} ${characters === 1 ? 'character' : 'characters'}`
  // Nothing costs nothing, whoever speaks.
  return usd === undefined || characters === 0 ? count : `${count} · ${formatPrice({ usd }, 'en')}`
}
