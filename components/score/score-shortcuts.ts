import { LEAP_SECONDS, type Shortcut } from '../player/shortcuts'

/** The keys of the score page: those of the reader, by bars in the place of sentences. */
export const SCORE_SHORTCUTS: readonly Shortcut[] = [
  { action: 'toggle', label: 'Play or pause', keys: [{ key: ' ' }, { key: 'k' }] },
  { action: 'previous-sentence', label: 'Previous bar', keys: [{ key: 'ArrowLeft' }], repeats: true },
  { action: 'next-sentence', label: 'Next bar', keys: [{ key: 'ArrowRight' }], repeats: true },
  { action: 'back', label: `Back ${LEAP_SECONDS} seconds`, keys: [{ key: 'j' }], repeats: true },
  { action: 'forward', label: `Forward ${LEAP_SECONDS} seconds`, keys: [{ key: 'l' }], repeats: true },
  { action: 'slower', label: 'Slower', keys: [{ key: '<' }], repeats: true },
  { action: 'faster', label: 'Faster', keys: [{ key: '>' }], repeats: true },
  { action: 'mute', label: 'Mute or unmute the sound', keys: [{ key: 'm' }] },
  { action: 'edit', label: 'Stop, back to the beginning', keys: [{ key: 'Escape' }] },
  { action: 'help', label: 'Keyboard shortcuts', keys: [{ key: '?' }] },
]
