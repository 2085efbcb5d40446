import { positionKey } from '../player/positions'

/** A text that somebody wants to hear for that much. */
type Agreed = { key: string; usd: number }

const KEY = 'pollyphony.agreed'
/** Of so many texts, the latest first, the yes is remembered. */
const MAX = 20

/** Of this visit, for where the browser keeps nothing. */
let agreed: readonly Agreed[] | undefined

/** Whether it was agreed to hear this very text for that much, or more, on this visit or an earlier one. */
export function isAgreed(text: string, usd: number): boolean {
  agreed ??= load()
  const key = positionKey(text)
  return agreed.some(each => each.key === key && each.usd >= usd)
}

export function agree(text: string, usd: number): void {
  agreed ??= load()
  const key = positionKey(text)
  agreed = [{ key, usd }, ...agreed.filter(each => each.key !== key)].slice(0, MAX)
  try {
    localStorage.setItem(KEY, JSON.stringify(agreed))
  } catch (error) {
    console.warn('What was agreed to cannot be kept:', error)
  }
}

function load(): readonly Agreed[] {
  try {
    return parseAgreed(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch (error) {
    console.warn('What was agreed to before could not be read:', error)
    return []
  }
}

/** What is of use of what was kept. */
export function parseAgreed(kept: unknown): readonly Agreed[] {
  if (!Array.isArray(kept)) return []
  return kept
    .filter(
      (each: unknown): each is Agreed =>
        typeof each === 'object' &&
        each !== null &&
        'key' in each &&
        typeof each.key === 'string' &&
        'usd' in each &&
        typeof each.usd === 'number',
    )
    .slice(0, MAX)
}
