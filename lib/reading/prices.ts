import type { Engine } from './reading'

/** The public price list, and the day of this table: prices change, and differ in some regions. */
export const PRICE_SOURCE = { url: 'https://aws.amazon.com/polly/pricing/', date: '2026-11-21' } as const

/**
 * What Amazon Polly charges for a million characters, in USD, before taxes and
 * without the free tier of an account's first year. Marks are a request of
 * their own, and are charged like audio.
 */
const USD_PER_MILLION: Readonly<Record<Engine, number>> = {
  standard: 4,
  neural: 16,
  generative: 30,
  'long-form': 100,
}

/** @param engine Absent: a voice that comes with the app, which is free. */
export function priceOf(billedCharacters: number, engine?: Engine): { usd: number } {
  return { usd: engine === undefined ? 0 : (billedCharacters * USD_PER_MILLION[engine]) / 1_000_000 }
}

const CENT = 0.01

/**
 * A price as people read it: "free", "< $0.01", "$1.20".
 *
 * @param locales BCP 47; absent: those of the browser.
 */
export function formatPrice({ usd }: { usd: number }, locales?: string | string[]): string {
  if (usd === 0) return 'free'
  const format = new Intl.NumberFormat(locales, { style: 'currency', currency: 'USD' })
  return usd < CENT ? `< ${format.format(CENT)}` : format.format(usd)
}
