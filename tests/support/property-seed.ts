import fc from 'fast-check'

/**
 * One seed for all property tests, so that a run that failed can be run again,
 * and a change is not blamed for what another seed would have found before it.
 * FC_SEED=… looks elsewhere.
 */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_121) })
