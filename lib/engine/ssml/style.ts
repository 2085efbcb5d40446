import { duration, emphasis, pitch, rate, vocalTract, volume } from '../../ssml/values'
import type { Style } from '../script'
import type { XmlElement } from './parse'

/** Bounds of what tags within tags add up to: those of {@link Style}. */
const RATE = { min: 0.2, max: 5 }
const PITCH = { min: 0.5, max: 2 }
/** Louder than this is no voice any more. */
const MAX_GAIN_DB = 24

/** A voice's own manner. */
export function plainStyle(language: string): Style {
  return { language, rate: 1, pitch: 1, gainDb: 0, vocalTract: 1, drc: false }
}

/**
 * How the content of an element is spoken. Percentages and decibels add to what
 * is around; named levels replace it (Polly, prosody). The same object where
 * the element changes nothing.
 *
 * @param element One that `checkSsml` lets through.
 */
export function styleWithin(outer: Style, { name, attributes }: XmlElement): Style {
  // All words are spoken in the language of the voice but those within <lang> (Polly, lang).
  if (name === 'lang') return { ...outer, language: attributes.get('xml:lang') ?? outer.language }
  if (name === 'prosody') return prosodyWithin(outer, attributes)
  if (name === 'amazon:effect') {
    return {
      ...outer,
      drc: outer.drc || attributes.get('name') === 'drc',
      vocalTract: vocalTract(attributes.get('vocal-tract-length') ?? '') ?? outer.vocalTract,
    }
  }
  const emphasised = name === 'emphasis' ? emphasis(attributes.get('level')) : undefined
  if (!emphasised) return outer
  return {
    ...outer,
    rate: within(RATE, outer.rate * emphasised.rate),
    pitch: within(PITCH, outer.pitch * emphasised.pitch),
    gainDb: Math.min(MAX_GAIN_DB, outer.gainDb + emphasised.gainDb),
  }
}

function prosodyWithin(outer: Style, attributes: XmlElement['attributes']): Style {
  const changed = (attribute: string, read: typeof rate, current: number) =>
    read(attributes.get(attribute) ?? '')?.(current) ?? current
  const ms = duration(attributes.get('amazon:max-duration') ?? '')
  // Of two durations the outer one counts, and within it no rate does (Polly, max-duration).
  const maxDuration = outer.maxDuration ?? (ms === undefined ? undefined : { ms })
  return {
    ...outer,
    rate: maxDuration ? outer.rate : within(RATE, changed('rate', rate, outer.rate)),
    pitch: within(PITCH, changed('pitch', pitch, outer.pitch)),
    gainDb: Math.min(MAX_GAIN_DB, changed('volume', volume, outer.gainDb)),
    ...(maxDuration ? { maxDuration } : {}),
  }
}

function within({ min, max }: { min: number; max: number }, value: number): number {
  return Math.min(max, Math.max(min, value))
}
