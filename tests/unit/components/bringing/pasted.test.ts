import { describe, expect, it } from 'vitest'
import { importOf } from '../../../../components/bringing/pasted'

const pasted = (data: Record<string, string>, files: File[] = []) => ({
  files,
  getData: (type: string) => data[type] ?? '',
})

const ARTICLE = '<meta charset="utf-8"><h2>News</h2><p>Of <b>today</b>.</p>'

describe('importOf', () => {
  it('takes HTML with a structure that replaces all of the text, in UTF-8', async () => {
    const file = importOf(pasted({ 'text/plain': 'News\nOf today.', 'text/html': ARTICLE }), true)
    expect(file?.name).toBe('pasted.html')
    expect(file?.type).toBe('text/html;charset=utf-8')
    expect(await file?.text()).toBe(ARTICLE)
  })

  it.each<[string, Record<string, string>, boolean]>([
    ['plain text', { 'text/plain': '# News' }, true],
    ['HTML into a text that goes on around it', { 'text/plain': 'News', 'text/html': ARTICLE }, false],
    ['a styled word', { 'text/plain': 'word', 'text/html': '<span style="color:red">word</span>' }, true],
    ['an address that looks like a tag', { 'text/plain': '<pre>', 'text/html': '<b>&lt;p&gt;</b>' }, true],
  ])('leaves %s to the browser', (_, data, replacesAll) => {
    expect(importOf(pasted(data), replacesAll)).toBeUndefined()
  })

  it('takes a file that was copied, but not the picture that comes beside a text', () => {
    const file = new File(['x'], 'a.md')
    expect(importOf(pasted({}, [file]), false)).toBe(file)
    expect(importOf(pasted({ 'text/plain': 'x' }, [new File(['x'], 'a.png')]), true)).toBeUndefined()
  })
})
