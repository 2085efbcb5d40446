/**
 * Where somebody was in a text, kept from visit to visit: as an offset, so that
 * it holds for every voice and speed, by a hash, so that no text is kept twice.
 */

/** Texts and offsets in them, the latest last. */
export type Positions = readonly (readonly [key: string, offset: number])[]

/** Texts that a position is kept of: of more, the one heard longest ago is forgotten. */
export const MAX_POSITIONS = 50

const STORE = 'pollyphony.positions'

/** Names a text by a hash of 64 bits; linear in its length (1 ms for 200,000 characters), so worth keeping. */
export function positionKey(text: string): string {
  // FNV-1a over UTF-16 units, and a second mix of the same width: to tell texts apart, not to withstand forgery.
  let [first, second] = [0x811c9dc5, 0x9e3779b9]
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    first = Math.imul(first ^ unit, 0x01000193)
    second = Math.imul(second ^ unit, 0x5bd1e995)
    second ^= second >>> 15
  }
  return hex(first) + hex(second)
}

/** @returns Where the listener was, in UTF-16 units of the text; 0 where that is not known. */
export function loadPosition(key: string): number {
  return positionOf(loadPositions(), key)
}

/** @param offset In UTF-16 units; 0 forgets the text, as one does at its end. */
export function savePosition(key: string, offset: number): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(withPosition(loadPositions(), key, offset)))
  } catch (error) {
    // A browser may refuse to keep anything, or be full: the page works without.
    console.warn('The place in the text cannot be kept:', error)
  }
}

function loadPositions(): Positions {
  try {
    return parsePositions(JSON.parse(localStorage.getItem(STORE) ?? 'null'))
  } catch (error) {
    console.warn('The places in texts that were kept here could not be read:', error)
    return []
  }
}

/** What is of use of what was kept. */
export function parsePositions(kept: unknown): Positions {
  if (!Array.isArray(kept)) return []
  return kept
    .filter((entry): entry is [string, number] => {
      if (!Array.isArray(entry) || entry.length !== 2) return false
      const [key, offset] = entry
      return typeof key === 'string' && Number.isSafeInteger(offset) && offset > 0
    })
    .slice(-MAX_POSITIONS)
}

export function positionOf(positions: Positions, key: string): number {
  return positions.findLast(([name]) => name === key)?.[1] ?? 0
}

export function withPosition(positions: Positions, key: string, offset: number): Positions {
  const others = positions.filter(([name]) => name !== key)
  return offset > 0 ? [...others, [key, offset] as const].slice(-MAX_POSITIONS) : others
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
