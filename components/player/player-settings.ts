import { SPEED } from './speed'

/** How somebody likes to hear what is read, kept from visit to visit. */
export type PlayerSettings = {
  /** Within {@link SPEED}. */
  speed: number
  /** 0 to 1. */
  volume: number
  isMuted: boolean
  /**
   * Whether letters and signs are shortcuts: whoever speaks to the computer
   * types them unawares, and can turn them off (WCAG 2.2, 2.1.4).
   */
  hasCharacterKeys: boolean
}

export const USUAL_SETTINGS: PlayerSettings = { speed: 1, volume: 1, isMuted: false, hasCharacterKeys: true }

const KEY = 'pollyphony.player'

export function loadPlayerSettings(): PlayerSettings {
  try {
    return parsePlayerSettings(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch (error) {
    console.warn('How it was listened to here before could not be read:', error)
    return USUAL_SETTINGS
  }
}

export function savePlayerSettings(settings: PlayerSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch (error) {
    // A browser may refuse to keep anything, or be full: the page works without.
    console.warn('How it is listened to here cannot be kept:', error)
  }
}

/** What is of use of what was kept, and the usual for all else. */
export function parsePlayerSettings(kept: unknown): PlayerSettings {
  const fields: Partial<Record<keyof PlayerSettings, unknown>> =
    typeof kept === 'object' && kept !== null ? kept : {}
  return {
    speed: within(SPEED.min, SPEED.max, fields.speed, USUAL_SETTINGS.speed),
    volume: within(0, 1, fields.volume, USUAL_SETTINGS.volume),
    isMuted: fields.isMuted === true,
    hasCharacterKeys: fields.hasCharacterKeys !== false,
  }
}

function within(min: number, max: number, value: unknown, usual: number): number {
  return typeof value === 'number' && value >= min && value <= max ? value : usual
}
