import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { positionStateOf, titleOf } from '../../../../components/player/media-session'

describe('titleOf', () => {
  it('is a short text itself, and the first line of a longer one', () => {
    expect(titleOf('  Hello,\tworld  ')).toBe('Hello, world')
    expect(titleOf('\n\nChapter 1\n\nIt was a dark night.')).toBe('Chapter 1')
    expect(titleOf(`${' '.repeat(5000)}Late`)).toBe('Late')
    expect(titleOf('')).toBe('')
  })

  it('ends between words', () => {
    const title = titleOf('The quick brown fox jumps over the lazy dog and runs away into the woods')
    expect(title).toBe('The quick brown fox jumps over the lazy dog and runs away…')
  })

  it('ends between letters where there are no spaces', () => {
    expect(titleOf('吾輩は猫である'.repeat(20))).toBe(`${'吾輩は猫である'.repeat(8)}吾輩は猫…`)
    expect(titleOf('👩‍👩‍👧‍👦'.repeat(80))).toBe(`${'👩‍👩‍👧‍👦'.repeat(60)}…`)
  })

  it('is well-formed and short, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), text => {
        const title = titleOf(text)
        expect(title.isWellFormed()).toBe(true)
        expect(title).not.toContain('\n')
        expect(title.length).toBeLessThanOrEqual(text.length + 1)
      }),
    )
  })
})

describe('positionStateOf', () => {
  it('is the position of an audio whose length is known', () => {
    expect(positionStateOf({ duration: 60, currentTime: 12.5, playbackRate: 1.5 })).toEqual({
      duration: 60,
      position: 12.5,
      playbackRate: 1.5,
    })
  })

  it('never lies past the end', () => {
    expect(positionStateOf({ duration: 60, currentTime: 60.02, playbackRate: 1 })?.position).toBe(60)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0])('is not told for a duration of %d', duration => {
    expect(positionStateOf({ duration, currentTime: 1, playbackRate: 1 })).toBeUndefined()
  })

  it('is not told for a rate of 0, which the browser refuses', () => {
    expect(positionStateOf({ duration: 60, currentTime: 1, playbackRate: 0 })).toBeUndefined()
  })
})
