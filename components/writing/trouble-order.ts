import type { SsmlTrouble } from '../../lib/reading/ssml-check'

/** What would be refused before what only does nothing, each in the order of the text. */
export function worstFirst(troubles: readonly SsmlTrouble[]): SsmlTrouble[] {
  const rank = ({ severity }: SsmlTrouble) => (severity === 'error' ? 0 : 1)
  return troubles.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)
}

/** "2 errors, 1 warning"; empty where there is nothing. */
export function countWords(troubles: readonly SsmlTrouble[]): string {
  const errors = troubles.filter(({ severity }) => severity === 'error').length
  const warnings = troubles.length - errors
  return [counted(errors, 'error'), counted(warnings, 'warning')].filter(words => words !== '').join(', ')
}

function counted(count: number, unit: string): string {
  if (count === 0) return ''
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}
