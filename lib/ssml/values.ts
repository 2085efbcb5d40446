/**
 * Values of SSML attributes, read: one function for each kind, undefined for
 * what the attribute cannot hold. Where the service names a level but gives no
 * figure ("x-slow"), the figure is that of the voices that come with the app.
 */

/** What a value makes of that of the elements around it. */
export type Change = (current: number) => number

/** Silence in ms by strength (Polly, break): none, that after a comma, after a sentence, after a paragraph. */
export const BREAK_MS: ReadonlyMap<string, number> = new Map([
  ['none', 0],
  ['x-weak', 0],
  ['weak', 200],
  ['medium', 200],
  ['strong', 320],
  ['x-strong', 650],
])

/** @returns ms of "3s" or "250ms". */
export function duration(value: string): number | undefined {
  const [, digits, unit] = /^\+?(\d+(?:\.\d+)?|\.\d+)(ms|s)$/.exec(value) ?? []
  return digits === undefined ? undefined : Number(digits) * (unit === 's' ? 1000 : 1)
}

const RATES = new Map([
  ['default', 1],
  ['x-slow', 0.5],
  ['slow', 0.75],
  ['medium', 1],
  ['fast', 1.25],
  ['x-fast', 1.75],
])

/**
 * A named rate, "85%" of the rate around, "-10%" off it or the bare factor of
 * SSML 1.0; 20 to 200 % (Polly, prosody).
 */
export function rate(value: string): Change | undefined {
  const named = RATES.get(value)
  if (named !== undefined) return () => named
  const [, sign, digits, percent] = /^([+-]?)(\d+(?:\.\d+)?)(%?)$/.exec(value) ?? []
  if (digits === undefined || (sign !== '' && percent === '')) return undefined
  const given = Number(digits) / (percent === '%' ? 100 : 1)
  const factor = sign === '+' ? 1 + given : sign === '-' ? 1 - given : given
  return factor >= 0.2 - 1e-9 && factor <= 2 ? current => current * factor : undefined
}

const PITCHES = new Map([
  ['default', 1],
  ['x-low', 0.7],
  ['low', 0.85],
  ['medium', 1],
  ['high', 1.2],
  ['x-high', 1.45],
])

/** A named pitch, or a change by "+5%" (Polly, prosody). */
export function pitch(value: string): Change | undefined {
  const named = PITCHES.get(value)
  if (named !== undefined) return () => named
  const percent = signedPercent(value)
  return percent === undefined ? undefined : current => current * Math.max(0, 1 + percent / 100)
}

const VOLUMES = new Map([
  ['default', 0],
  ['silent', Number.NEGATIVE_INFINITY],
  ['x-soft', -12],
  ['soft', -6],
  ['medium', 0],
  ['loud', 6],
  ['x-loud', 12],
])

/** In dB: a named volume, or a change by "+6dB" (Polly, prosody). */
export function volume(value: string): Change | undefined {
  const named = VOLUMES.get(value)
  if (named !== undefined) return () => named
  const [, digits] = /^([+-]\d+(?:\.\d+)?)dB$/.exec(value) ?? []
  return digits === undefined ? undefined : current => current + Number(digits)
}

/** "+15%" or "115%" of the voice's own; beyond −50 % and +100 % it is clipped (Polly, vocal-tract-length). */
export function vocalTract(value: string): number | undefined {
  const change = signedPercent(value)
  const [, whole] = /^(\d+(?:\.\d+)?)%$/.exec(value) ?? []
  if (change === undefined && whole === undefined) return undefined
  const percent = change === undefined ? Number(whole) : 100 + change
  return Math.min(2, Math.max(0.5, percent / 100))
}

function signedPercent(value: string): number | undefined {
  const [, digits] = /^([+-]\d+(?:\.\d+)?)%$/.exec(value) ?? []
  return digits === undefined ? undefined : Number(digits)
}

export type Emphasis = { rate: number; pitch: number; gainDb: number }

/** Slower and louder, or quicker and softer; without a level moderate (Polly, emphasis). */
const EMPHASES: ReadonlyMap<string, Emphasis> = new Map([
  ['strong', { rate: 0.8, pitch: 1.08, gainDb: 5 }],
  ['moderate', { rate: 0.9, pitch: 1.04, gainDb: 2.5 }],
  ['reduced', { rate: 1.12, pitch: 0.97, gainDb: -4 }],
])

/** The service's documentation writes the levels both ways: "Strong", "strong". */
export function emphasis(level = 'moderate'): Emphasis | undefined {
  return EMPHASES.get(level.toLowerCase())
}

/** A language tag in form (RFC 5646): whether a voice has it is not known here. */
export function isLanguage(value: string): boolean {
  return /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(value)
}
