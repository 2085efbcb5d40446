import { ENGINES, type Engine } from '../../lib/reading/reading'

/** How somebody likes to listen, kept from visit to visit. */
export type Preferences = {
  /** Ids of voices, the latest first. */
  favourites: readonly string[]
  /** The choice that was made last. */
  voiceId?: string | undefined
  engine?: Engine | undefined
  /** 1 is the voice's own. */
  speed: number
  /** 0 to 1. */
  volume: number
}

export const SPEED = { min: 0.5, max: 3 } as const
/** More are no favourites; a store that holds them is not this app's. */
const MAX_FAVOURITES = 100

const KEY = 'pollyphony.preferences'

export function loadPreferences(): Preferences {
  try {
    return parsePreferences(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch (error) {
    console.warn('What was preferred here before could not be read:', error)
    return parsePreferences(null)
  }
}

export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch (error) {
    // A browser may refuse to keep anything, or be full: the page works without.
    console.warn('What is preferred here cannot be kept:', error)
  }
}

/** What is of use of what was kept, and the usual for all else. */
export function parsePreferences(kept: unknown): Preferences {
  const fields: Partial<Record<keyof Preferences, unknown>> =
    typeof kept === 'object' && kept !== null ? kept : {}
  const favourites = Array.isArray(fields.favourites) ? fields.favourites : []
  const engine = ENGINES.find(name => name === fields.engine)
  return {
    favourites: [...new Set(favourites.filter(id => typeof id === 'string'))].slice(0, MAX_FAVOURITES),
    ...(typeof fields.voiceId === 'string' ? { voiceId: fields.voiceId } : {}),
    ...(engine ? { engine } : {}),
    speed: within(SPEED.min, SPEED.max, fields.speed),
    volume: within(0, 1, fields.volume),
  }
}

/** The favourites with this one, first, or without it where it was one. */
export function toggleFavourite(favourites: readonly string[], id: string): readonly string[] {
  return favourites.includes(id)
    ? favourites.filter(each => each !== id)
    : [id, ...favourites].slice(0, MAX_FAVOURITES)
}

function within(min: number, max: number, value: unknown): number {
  return typeof value === 'number' && value >= min && value <= max ? value : 1
}
