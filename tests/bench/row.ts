/** One measured figure. */
export type Row = { name: string; value: number; unit: string }

/** A row and the bound that it has to keep. */
export type Held = Row & { atMost?: number; atLeast?: number }

/** Nearest-rank percentile of the values, p from 0 to 100; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil((p / 100) * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

export const median = (values: readonly number[]) => percentile(values, 50)

export function isKept({ value, atMost, atLeast }: Held): boolean {
  // NaN keeps no bound.
  return (
    (atMost === undefined || value <= atMost) &&
    (atLeast === undefined || value >= atLeast) &&
    !Number.isNaN(value)
  )
}

/** A GitHub table: figure, target, whether it is kept. */
export function heldTable(rows: readonly Held[]): string {
  const lines = rows.map(row => {
    const { name, value, unit, atMost, atLeast } = row
    const bounds = [
      ...(atMost === undefined ? [] : [`≤ ${atMost} ${unit}`]),
      ...(atLeast === undefined ? [] : [`≥ ${atLeast} ${unit}`]),
    ]
    const verdict = bounds.length === 0 ? '' : isKept(row) ? 'kept' : '**missed**'
    return [name, `${figure(value)} ${unit}`, bounds.join(', '), verdict]
  })
  return table(['Measure', 'Figure', 'Target', ''], lines)
}

/** Three significant digits where they matter: 0.123, 1.23, 12.3, 123. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return 'none'
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toFixed(digits)
}

export function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...lines.map(row)].join('\n')
}
