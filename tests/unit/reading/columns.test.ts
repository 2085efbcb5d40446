import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { columnsOf } from '../../../lib/reading/columns'
import { atomsOf } from '../../../lib/reading/cue-atoms'

describe('columnsOf', () => {
  it.each([
    ['', 0],
    ['word', 4],
    ['今天。', 6],
    ['e\u0301a', 2],
    ['👩‍👩‍👧‍👦🇩🇪', 4],
  ])('of %j are %d', (text, columns) => expect(columnsOf(text)).toBe(columns))
})

describe('atomsOf', () => {
  it('finds the graphemes of a long word once', () => {
    const text = '👍🏽'.repeat(700)
    const offsets = Array.from(text, (_, i) => i)
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment')
    onTestFinished(() => segment.mockRestore())
    const atoms = atomsOf({ text, starts: offsets, ends: offsets }, 'en')
    const segmented = segment.mock.calls.reduce((sum, [part = '']) => sum + part.length, 0)
    expect(atoms.map(({ text: part }) => part).join('')).toBe(text)
    expect(new Set(atoms.map(({ columns }) => columns))).toEqual(new Set([42, (2 * 700) % 42]))
    expect(segmented).toBe(text.length)
  })
})
