import { describe, expect, it, vi } from 'vitest'
import { importFile, MAX_FILE_BYTES } from '../../../lib/document/import-file'
import { ACCEPTED, importerFor } from '../../../lib/document/importers'
import { fixture, holdingShape } from '../../support/document-shape'
import { threadsTelling } from '../../support/import-thread'

const noThread = () => {
  throw new Error('a thread was started')
}
const refusal = (reason: string) => expect.objectContaining({ name: 'ImportError', reason })

describe('importFile', () => {
  it('imports in a thread, tells how far it is, and ends the thread', async () => {
    const ended = vi.fn()
    const fractions: number[] = []
    const file = new File([fixture('article.htm'), '<p>more</p>'.repeat(9000)], 'bees.html')
    const document = await importFile(file, {
      onProgress: fraction => fractions.push(fraction),
      start: threadsTelling(ended),
    })
    expect(holdingShape(document).title).toBe('Bees in winter')
    expect(fractions.length).toBeGreaterThan(2)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.at(-1)).toBeLessThanOrEqual(1)
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce())
  })

  it('ends at once when it is cancelled, in the midst of parsing', async () => {
    const ended = vi.fn()
    const cancelling = new AbortController()
    const file = new File(['<p>word <b>word</b>'.repeat(500_000)], 'long.html')
    const fractions: number[] = []
    const importing = importFile(file, {
      signal: cancelling.signal,
      onProgress: fraction => {
        fractions.push(fraction)
        cancelling.abort(new Error('not that one'))
      },
      start: threadsTelling(ended),
    })
    await expect(importing).rejects.toThrow('not that one')
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce())
    expect(fractions.at(-1)).toBeLessThan(0.5)
  })

  it('starts nothing where it is cancelled already', async () => {
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(importFile(new File(['a'], 'a.txt'), { signal, start: noThread })).rejects.toThrow(
      'too late',
    )
  })

  it('refuses a file that is too large, empty or of no known kind before it reads it', async () => {
    const large = new File([new Uint8Array(MAX_FILE_BYTES + 1)], 'large.txt')
    const arrayBuffer = vi.spyOn(large, 'arrayBuffer')
    const tooLarge = { reason: 'too-large', limit: MAX_FILE_BYTES, actual: MAX_FILE_BYTES + 1 }
    await expect(importFile(large, { start: noThread })).rejects.toMatchObject(tooLarge)
    expect(arrayBuffer).not.toHaveBeenCalled()
    await expect(importFile(new File([], 'a.txt'), { start: noThread })).rejects.toEqual(refusal('empty'))
    const pdf = new File(['%PDF'], 'a.pdf', { type: 'application/pdf' })
    await expect(importFile(pdf, { start: noThread })).rejects.toEqual(refusal('unsupported'))
  })

  it('refuses a file in which there is no text, in words that name it', async () => {
    const start = threadsTelling(() => undefined)
    const binary = importFile(new File([Uint8Array.of(1, 0, 2)], 'photo.txt'), { start })
    await expect(binary).rejects.toEqual(refusal('not-text'))
    await expect(binary).rejects.toThrow(/^Cannot open photo\.txt: /)
    await expect(importFile(new File(['<p> <br>'], 'a.html'), { start })).rejects.toEqual(refusal('empty'))
  })

  it('refuses Rich Text, which is called text as well', async () => {
    const rich = new File(['{\\rtf1\\ansi\\b Hello\\b0 .}'], 'letter.rtf', { type: 'text/rtf' })
    await expect(importFile(rich, { start: threadsTelling(() => undefined) })).rejects.toEqual(
      refusal('unsupported'),
    )
  })

  it('says so where the file cannot be read, or the thread breaks', async () => {
    const gone = new File(['a'], 'gone.txt')
    vi.spyOn(gone, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'))
    await expect(importFile(gone, { start: noThread })).rejects.toEqual(refusal('unreadable'))
    const stop = vi.fn()
    const broken = importFile(new File(['a'], 'a.txt'), {
      start: ({ onFailure }) => ({ send: () => onFailure(new Error('no such chunk')), stop }),
    })
    await expect(broken).rejects.toEqual(refusal('unreadable'))
    expect(stop).toHaveBeenCalledOnce()
  })
})

describe('importerFor', () => {
  it.each([
    ['a.TXT', '', 'Text'],
    ['README', '', 'Text'],
    ['a.log', 'text/x-log', 'Text'],
    ['a.md', 'application/octet-stream', 'Markdown'],
    ['note', 'text/markdown;charset=utf-8', 'Markdown'],
    ['a.b.html', '', 'HTML'],
    ['film.srt', '', 'Subtitles'],
    ['.md', '', 'Text'],
    ['a.docx', '', undefined],
    ['photo', 'image/png', undefined],
  ])('takes %s of type "%s" for %s', (name, type, expected) => {
    expect(importerFor({ name, type })?.name).toBe(expected)
  })

  it('is what a file input accepts', () => {
    for (const one of ACCEPTED.split(',')) {
      expect(
        importerFor(one.startsWith('.') ? { name: `a${one}`, type: '' } : { name: 'a', type: one }),
      ).toBeDefined()
    }
  })
})
