/** What can be asked of the player by a key, by a button, or on a lock screen. */
export type PlayerAction =
  | 'toggle'
  | 'previous-sentence'
  | 'next-sentence'
  | 'previous-word'
  | 'next-word'
  | 'back'
  | 'forward'
  | 'slower'
  | 'faster'
  | 'mute'
  | 'edit'
  | 'help'

/** What `back` and `forward` leap over, in s of the audio. */
export const LEAP_SECONDS = 10

/** A key as `KeyboardEvent.key` names it, letters in lower case. */
type Key = { key: string; shift?: true }

export type Shortcut = {
  action: PlayerAction
  label: string
  keys: readonly Key[]
  /** Whether it does the same again while the key is held down. */
  repeats?: true
}

/** The one table of them, for the keys and for the dialog that lists them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'toggle', label: 'Play or pause', keys: [{ key: ' ' }, { key: 'k' }] },
  { action: 'previous-sentence', label: 'Previous sentence', keys: [{ key: 'ArrowLeft' }], repeats: true },
  { action: 'next-sentence', label: 'Next sentence', keys: [{ key: 'ArrowRight' }], repeats: true },
  {
    action: 'previous-word',
    label: 'Previous word',
    keys: [{ key: 'ArrowLeft', shift: true }],
    repeats: true,
  },
  { action: 'next-word', label: 'Next word', keys: [{ key: 'ArrowRight', shift: true }], repeats: true },
  { action: 'back', label: `Back ${LEAP_SECONDS} seconds`, keys: [{ key: 'j' }], repeats: true },
  { action: 'forward', label: `Forward ${LEAP_SECONDS} seconds`, keys: [{ key: 'l' }], repeats: true },
  { action: 'slower', label: 'Slower', keys: [{ key: '<' }], repeats: true },
  { action: 'faster', label: 'Faster', keys: [{ key: '>' }], repeats: true },
  { action: 'mute', label: 'Mute or unmute', keys: [{ key: 'm' }] },
  { action: 'edit', label: 'Edit the text', keys: [{ key: 'Escape' }] },
  { action: 'help', label: 'Keyboard shortcuts', keys: [{ key: '?' }] },
]

/** What is known of a key that was pressed: the part of a `KeyboardEvent` that matters. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'> & {
  /** Whether AltGr is held, as some keyboards need it for a sign; Windows tells it as Ctrl and Alt. */
  isAltGraph: boolean
}

/** What that key asks for, or undefined for any other key. */
export function shortcutOf(press: KeyPress, shortcuts = SHORTCUTS): Shortcut | undefined {
  const key = keyOf(press)
  const hasModifier = press.ctrlKey || press.altKey || press.metaKey
  // A sign is what is printed on the key, whatever it takes to type it.
  if (isSign(key)) {
    return hasModifier && !press.isAltGraph
      ? undefined
      : shortcuts.find(has(candidate => candidate.key === key))
  }
  if (hasModifier || press.isAltGraph) return undefined
  return shortcuts.find(
    has(candidate => candidate.key === key && (candidate.shift ?? false) === press.shiftKey),
  )
}

/** Whether it is typed as a letter or a sign, which speech input may type as well. */
export function isCharacterKey({ key }: { key: string }): boolean {
  return key.length === 1 && key !== ' '
}

function has(isMeant: (key: Key) => boolean): (shortcut: Shortcut) => boolean {
  return ({ keys }) => keys.some(isMeant)
}

function isSign(key: string): boolean {
  return isCharacterKey({ key }) && !/\p{L}/u.test(key)
}

/** Where the letters of a keyboard are not Latin, a key means what a US keyboard has in its place. */
const SIGNS_BY_CODE: Readonly<Record<string, string>> = { Comma: '<', Period: '>', Slash: '?' }

function keyOf({ key, code, shiftKey }: KeyPress): string {
  // The Arabic question mark.
  if (key === '؟') return '?'
  if (!/^\p{L}$/u.test(key) || /^\p{sc=Latin}$/u.test(key))
    return [...key].length === 1 ? key.toLowerCase() : key
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? ((shiftKey && SIGNS_BY_CODE[code]) || key)
}
