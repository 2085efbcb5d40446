import type { SpessaSynthProcessor } from 'spessasynth_core'

/** What the class of the synthesizer's filters keeps for all synthesizers of a thread. */
type Filters = { cachedCoefficients: Map<number, unknown>; smoothingConstant: number }

/** What it is to keep for one rate. */
type Table = Pick<Filters, 'cachedCoefficients' | 'smoothingConstant'>

/** Some 150 bytes each. There are eleven million that sweeps of the filter could ask for. */
const MOST_COEFFICIENTS = 20_000

const tables = new Map<number, Table>()
let filters: Filters | undefined

/**
 * Makes a synthesizer, and gives it with what is to be called before it renders.
 *
 * The synthesizer keeps coefficients of filters by their cutoff and resonance, whatever the rate
 * (spessasynth_core 4.3.22): those of the rate that came first would shape what is rendered at
 * another one, and no song would have bytes that are its own. Besides, it never lets one go.
 */
export function withFilters(
  rateHz: number,
  make: () => SpessaSynthProcessor,
): { synth: SpessaSynthProcessor; prepare: () => void } {
  const table = tables.get(rateHz) ?? { cachedCoefficients: new Map(), smoothingConstant: 1 }
  tables.set(rateHz, table)
  if (filters) Object.assign(filters, table)
  // To make one fills the table of its rate.
  const synth = make()
  filters ??= filtersOf(synth)
  table.cachedCoefficients = filters.cachedCoefficients
  table.smoothingConstant = filters.smoothingConstant
  const shared = filters

  return {
    synth,
    prepare() {
      if (table.cachedCoefficients.size > MOST_COEFFICIENTS) table.cachedCoefficients.clear()
      shared.cachedCoefficients = table.cachedCoefficients
      shared.smoothingConstant = table.smoothingConstant
    },
  }
}

/** As far as it is looked into: the class of its filters is not exported. */
type Inside = { synthCore?: { voices?: readonly { filter?: { constructor: unknown } }[] } }

function filtersOf(synth: SpessaSynthProcessor): Filters {
  const { synthCore } = synth as unknown as Inside
  const found = synthCore?.voices?.[0]?.filter?.constructor as Partial<Filters> | undefined
  if (!(found?.cachedCoefficients instanceof Map) || typeof found.smoothingConstant !== 'number') {
    throw new Error('Cannot keep rates apart: the synthesizer has no table of filters where it had one')
  }
  return found as Filters
}
