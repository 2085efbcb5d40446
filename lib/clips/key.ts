import { createHash } from 'node:crypto'

/**
 * Names a clip by everything that shapes it: SHA-256, 64 hexadecimal digits.
 *
 * The parts are JSON data. The order of an object's keys does not matter, and a
 * key whose value is undefined counts as absent; the order of a list does matter.
 */
export function clipKey(parts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(parts, inOrder)).digest('hex')
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
