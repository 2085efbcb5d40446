import { describe, expect, it } from 'vitest'
import { isCharacterKey, type KeyPress, SHORTCUTS, shortcutOf } from '../../../../components/player/shortcuts'

const PLAIN: KeyPress = {
  key: '',
  code: '',
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isAltGraph: false,
}

function actionOf(press: Partial<KeyPress>): string | undefined {
  return shortcutOf({ ...PLAIN, ...press })?.action
}

describe('shortcutOf', () => {
  it.each([
    [{ key: ' ', code: 'Space' }, 'toggle'],
    [{ key: 'k', code: 'KeyK' }, 'toggle'],
    [{ key: 'ArrowLeft' }, 'previous-sentence'],
    [{ key: 'ArrowLeft', shiftKey: true }, 'previous-word'],
    [{ key: 'ArrowRight' }, 'next-sentence'],
    [{ key: 'ArrowRight', shiftKey: true }, 'next-word'],
    [{ key: '?', code: 'Slash', shiftKey: true }, 'help'],
    [{ key: 'Escape' }, 'edit'],
  ])('of %j is %s', (press, action) => expect(actionOf(press)).toBe(action))

  it('takes letters with Caps Lock, but not with Shift', () => {
    expect(actionOf({ key: 'K', code: 'KeyK' })).toBe('toggle')
    expect(actionOf({ key: 'K', code: 'KeyK', shiftKey: true })).toBeUndefined()
  })

  it.each(['ctrlKey', 'altKey', 'metaKey'] as const)('leaves keys with %s to the browser', modifier => {
    const all = SHORTCUTS.flatMap(({ keys }) => keys)
    for (const { key, shift } of all) {
      expect(actionOf({ key, shiftKey: shift ?? false, [modifier]: true }), key).toBeUndefined()
    }
  })

  it.each([
    ['AZERTY: ? is Shift and M', { key: '?', code: 'KeyM', shiftKey: true }, 'help'],
    ['AZERTY: M is right of L', { key: 'm', code: 'Semicolon' }, 'mute'],
    ['AZERTY: , is where M is elsewhere', { key: ',', code: 'KeyM' }, undefined],
    ['QWERTZ: < without Shift', { key: '<', code: 'IntlBackslash' }, 'slower'],
    [
      'Hungarian: > by AltGr',
      { key: '>', code: 'KeyY', ctrlKey: true, altKey: true, isAltGraph: true },
      'faster',
    ],
    ['Cyrillic: the key of K', { key: 'л', code: 'KeyK' }, 'toggle'],
    ['Cyrillic: the key of >', { key: 'Ю', code: 'Period', shiftKey: true }, 'faster'],
    ['Cyrillic: the key of . alone', { key: 'ю', code: 'Period' }, undefined],
    ['Greek: the key of J', { key: 'ξ', code: 'KeyJ' }, 'back'],
    ['Arabic: its question mark', { key: '؟', code: 'Slash', shiftKey: true }, 'help'],
    ['Dvorak: K where it is printed', { key: 'k', code: 'KeyV' }, 'toggle'],
    ['Dvorak: not where US keyboards have K', { key: 't', code: 'KeyK' }, undefined],
  ])('%s', (_, press, action) => expect(actionOf(press)).toBe(action))

  it.each(['Dead', 'Process', 'Unidentified', 'Tab', 'Enter', 'F5', ''])('leaves %s alone', key => {
    expect(actionOf({ key })).toBeUndefined()
  })
})

describe('SHORTCUTS', () => {
  it('has each key, and each action, once', () => {
    const keys = SHORTCUTS.flatMap(shortcut =>
      shortcut.keys.map(({ key, shift }) => `${shift ? 'Shift+' : ''}${key}`),
    )
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(SHORTCUTS.map(({ action }) => action)).size).toBe(SHORTCUTS.length)
  })

  it('can be done without letters and signs, save for what has a button', () => {
    const byName = SHORTCUTS.filter(({ keys }) => keys.some(key => !isCharacterKey(key))).map(
      ({ action }) => action,
    )
    expect(byName).toEqual([
      'toggle',
      'previous-sentence',
      'next-sentence',
      'previous-word',
      'next-word',
      'edit',
    ])
  })
})
