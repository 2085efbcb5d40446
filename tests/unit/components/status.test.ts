import { describe, expect, it } from 'vitest'
import { SILENT } from '../../../components/speech-state'
import { refusalOf, statusOf } from '../../../components/status'

const attempt = { path: '/read', retries: 0 }

describe('refusalOf', () => {
  const page = {
    text: 'Words.',
    textType: 'text' as const,
    characters: 6,
    maxCharacters: 3000,
    trouble: undefined,
  }

  it('lets a text within the limit pass', () => {
    expect(refusalOf(page)).toBeUndefined()
    expect(refusalOf({ ...page, characters: 3000 })).toBeUndefined()
  })

  it('says by how much a text is too long, but does not announce every number', () => {
    expect(refusalOf({ ...page, characters: 3001 })?.shown).toContain('shorten it by 1 character to')
    const far = refusalOf({ ...page, characters: 4500 })
    expect(far?.shown).toContain('by 1,500 characters to')
    expect(far?.announced).not.toMatch(/\d/)
  })

  it('asks for a text where there is only space', () => {
    expect(refusalOf({ ...page, text: ' \n\t' })).toMatchObject({ tone: 'calm' })
  })

  it.each(['...', '---\n\n* * *', '\u200b'])('says that nothing of a text is read: %j', text => {
    expect(refusalOf({ ...page, text })?.shown).toMatch(/^There is nothing in this text/)
  })

  it.each(['😀', '?', '第'])('lets signs pass that are read: %s', text => {
    expect(refusalOf({ ...page, text })).toBeUndefined()
  })

  it('says first that there are no voices', () => {
    expect(refusalOf({ ...page, text: '', trouble: 'There are none.' })?.shown).toBe('There are none.')
  })
})

describe('statusOf', () => {
  it('announces nothing over the voice, and no number that counts down', () => {
    for (const phase of ['loading', 'playing', 'paused'] as const) {
      expect(statusOf({ ...attempt, phase, heard: true }).announced).toBe('')
    }
    const retrying = statusOf({ ...attempt, phase: 'retrying', heard: false, title: 'Busy', secondsLeft: 3 })
    expect(retrying).toMatchObject({ tone: 'danger', shown: 'Busy. Trying again in 3 s.' })
    expect(retrying.announced).not.toMatch(/\d/)
  })

  it('tells the first sound from more of it', () => {
    const first = statusOf({ ...attempt, phase: 'loading', heard: false })
    expect(first.shown).not.toBe(statusOf({ ...attempt, phase: 'loading', heard: true }).shown)
  })

  it('announces the end and every failure', () => {
    expect(statusOf({ ...attempt, phase: 'ended' }).announced).toBe('Finished')
    const trouble = { title: 'Failed', message: 'Failed. Try again.' }
    expect(statusOf({ phase: 'failed', trouble })).toMatchObject({
      tone: 'danger',
      announced: trouble.message,
    })
    expect(statusOf(SILENT)).toMatchObject({ shown: '', announced: '' })
  })
})
