import { describe, expect, it } from 'vitest'
import { importFixture, importText, linesOf } from '../../support/document-shape'

describe('a subtitles file', () => {
  it('in SubRip is what is said: sentences whole, a paragraph for each speaker and after each silence', async () => {
    expect(linesOf(await importFixture('film.srt'))).toEqual([
      'cue|The sea was calm that night, and nobody slept.',
      'cue|Who goes there?',
      'cue|Only me & the cat.',
      'cue|la la',
      'cue|Minus -5 degrees',
    ])
  })

  it('in WebVTT is read without styles, notes, positions and names of speakers', async () => {
    expect(linesOf(await importFixture('lecture.vtt'))).toEqual([
      'cue|Welcome to the lecture on waves',
      'cue|Good morning.',
      'cue|Hello, Bob. 1 < 2.',
      'cue|波は海です。',
    ])
  })

  it('that rolls is read once, but what is said twice is read twice', async () => {
    expect(linesOf(await importFixture('rolling.vtt'))).toEqual([
      'cue|so today we look at birds look at birds',
    ])
  })

  it('without full stops is cut into paragraphs all the same', async () => {
    const cues = Array.from(
      { length: 60 },
      (_, i) => `${i}\n00:00:${10 + i},000 --> 00:00:${11 + i},000\nword number ${i} of the talk\n`,
    )
    const { blocks } = await importText('talk.srt', cues.join('\n'))
    expect(blocks.length).toBeGreaterThan(2)
    for (const { start, end } of blocks) expect(end - start).toBeLessThan(600)
  })

  it('with blanks in the lines between cues is read without their numbers', async () => {
    const file = '1\n0:01 --> 0:02\nOne.\n \n2\n0:02 --> 0:03\nTwo.\n'
    expect(linesOf(await importText('a.srt', file))).toEqual(['cue|One.', 'cue|Two.'])
  })

  it('leaves a reference to no character as it stands', async () => {
    const file = '0:01 --> 0:02\n&#9999999; &constructor; &#x41;'
    expect(linesOf(await importText('a.srt', file))).toEqual(['cue|&#9999999; &constructor; A'])
  })
})
