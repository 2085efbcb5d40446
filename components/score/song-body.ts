import type { Song } from '../../lib/score/song'

/** What the song format takes for granted. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  Beat: 0,
  Duration: 1,
  Velocity: 60,
  Octave: 5,
  Instrument: '',
  IsDrumsTrack: false,
  BankUsed: 0,
}

/**
 * The song as short JSON: a song that was short enough to be opened is short
 * enough to be sent, whatever its defaults were filled in with.
 */
export function songBody(song: Song): string {
  return JSON.stringify(song, function (this: unknown, key: string, value: unknown) {
    return isGranted(this, key, value) ? undefined : value
  })
}

function isGranted(of: unknown, key: string, value: unknown): boolean {
  // Tracks have names as well, and another for granted.
  if (key === 'Name') return value === 'A' && typeof of === 'object' && of !== null && 'Octave' in of
  return Object.hasOwn(DEFAULTS, key) && DEFAULTS[key] === value
}
