import { useEffect, useEffectEvent } from 'react'
import { isCharacterKey, type PlayerAction, SHORTCUTS, shortcutOf } from './shortcuts'

/** What each action does; a key whose action is absent is left to whoever else wants it. */
export type PlayerActions = Partial<Record<PlayerAction, () => void>>

/** Where keys write, or pick by typing. */
const FIELDS =
  'textarea, select, [contenteditable]:not([contenteditable=false]), input:not([type=range], [type=checkbox], [type=radio], [type=button], [type=submit], [type=file])'
/** What the Space bar presses. */
const PRESSED_BY_SPACE =
  'button, summary, a[href], input:not([type=range]), audio[controls], [role=button], [role=switch]'
/** What the arrow keys move in. */
const MOVED_BY_ARROWS = 'input, audio[controls], [role=slider], [role=listbox], [role=menu], [role=tablist]'

/**
 * The keys of the table, anywhere on the page where they do not belong to
 * something else: a field, a button or a slider in focus, a dialog that is open.
 *
 * @param hasCharacterKeys Whether letters and signs count (WCAG 2.2, 2.1.4).
 */
export function useShortcuts(actions: PlayerActions, hasCharacterKeys: boolean, shortcuts = SHORTCUTS): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const press = {
      key: event.key,
      code: event.code,
      shiftKey: event.shiftKey,
      ctrlKey: event.ctrlKey,
      altKey: event.altKey,
      metaKey: event.metaKey,
      isAltGraph: event.getModifierState('AltGraph'),
    }
    const shortcut = shortcutOf(press, shortcuts)
    const act = shortcut && actions[shortcut.action]
    if (!shortcut || !act || (isCharacterKey(event) && !hasCharacterKeys) || isTaken(event)) return
    // Also where a held key does nothing more: Space would scroll the page.
    event.preventDefault()
    if (!event.repeat || shortcut.repeats) act()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}

/** Whether the key belongs to what has the focus, or to what lies over the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (document.querySelector('dialog:modal')) return true
  const target = event.target instanceof Element ? event.target : undefined
  if (target?.closest(FIELDS)) return true
  if (event.key === ' ') return target?.closest(PRESSED_BY_SPACE) != null
  if (event.key === 'Escape') return document.querySelector(':popover-open') !== null
  if (event.key.startsWith('Arrow')) {
    // With Shift they widen what is selected.
    return (
      target?.closest(MOVED_BY_ARROWS) != null || (event.shiftKey && getSelection()?.isCollapsed === false)
    )
  }
  return false
}
