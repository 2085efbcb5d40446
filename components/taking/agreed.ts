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
  const key = keyOf(text)
  return agreed.some(each => each.key === key && each.usd >= usd)
}

export function agree(text: string, usd: number): void {
  agreed ??= load()
  const key = keyOf(text)
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

/** Its length and 64 bits of it (FNV-1a, in two halves): enough to tell one's own texts apart. */
function keyOf(text: string): string {
  let forward = 0x811c9dc5
  let backward = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    forward = Math.imul(forward ^ text.charCodeAt(i), 0x01000193)
    backward = Math.imul(backward ^ text.charCodeAt(text.length - 1 - i), 0x01000193)
  }
  return `${text.length}-${(forward >>> 0).toString(36)}-${(backward >>> 0).toString(36)}`
}
