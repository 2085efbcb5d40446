import { describe, expect, it } from 'vitest'
import { outlineOf } from '../../../lib/document/document'
import { importFixture, importText, linesOf, spansOf } from '../../support/document-shape'

describe('a Markdown file', () => {
  it('becomes blocks that have its structure and none of its signs', async () => {
    const document = await importFixture('readme.md')
    expect(document.title).toBe('The Lighthouse')
    expect(linesOf(document)).toEqual([
      'heading 1|The Lighthouse A lamp',
      "paragraph|build status A keeper's guide, with a link in it, code and old words. The line goes on\u00a0here & ends.\n" +
        'A new line. See https://sea.example/map now.',
      'paragraph|A chart of the bay',
      'heading 2|Tasks',
      'item 1|oil the lamp',
      'item 1|wind the clock',
      'paragraph 1|every morning',
      'item 2|at six',
      'item 1|3. three',
      'item 1|4. four',
      'code 1|light --on',
      'code 1|  --bright',
      'heading 2|Tables',
      'paragraph|Name: North; Height: 10² m',
      'paragraph|Name: South',
      'quote|Note: Mind the step.',
      'paragraph|More',
      'paragraph|Hidden no longer.',
      'paragraph|Home and script and relative.',
      'item 1|1. The tide is out.',
    ])
  })

  it('keeps links that lead to the web, emphasis, code and what is struck out as spans', async () => {
    expect(spansOf(await importFixture('readme.md'))).toEqual([
      'emphasis|Lighthouse',
      'link|build status|https://ci.example/',
      'strong|guide, with a link in it',
      'link|a link|https://sea.example/log',
      'code|code',
      'deleted|old words',
      'link|https://sea.example/map|https://sea.example/map',
      'emphasis|clock',
      'link|North|https://sea.example/n',
      'emphasis|no longer',
    ])
  })

  it('has its headings as an outline whose places are those of the text', async () => {
    const document = await importFixture('readme.md')
    const outline = outlineOf(document)
    expect(outline.map(({ title, level }) => [level, title])).toEqual([
      [1, 'The Lighthouse A lamp'],
      [2, 'Tasks'],
      [2, 'Tables'],
    ])
    for (const { title, start } of outline) expect(document.text.slice(start).startsWith(title)).toBe(true)
  })

  it('joins lines of Japanese without a space, and keeps its numbers', async () => {
    const document = await importFixture('japanese.md')
    expect(linesOf(document)).toEqual([
      'heading 1|吾輩は猫である',
      'paragraph|吾輩は猫である。名前はまだ無い。「青空文庫」より。',
      'item 1|1. どこで生れたか',
      'item 1|2. 見当がつかぬ',
    ])
    expect(spansOf(document)).toEqual(['strong|猫', 'link|青空文庫|https://aozora.example/'])
  })

  it('leaves Arabic in its order, and emoji whole', async () => {
    const document = await importFixture('arabic.md')
    expect(linesOf(document)).toEqual([
      'heading 1|مرحبا بالعالم',
      'paragraph|هذا نص عربي مع رابط وcode.',
      'item 1|البند الأول',
      'item 1|البند الثاني 👩‍👩‍👧‍👦',
    ])
  })

  it('is named after its first heading, else after the file', async () => {
    expect((await importText('notes.md', 'Hello\n\n# A *good* day')).title).toBe('A good day')
    expect((await importText('my notes.md', 'Hello')).title).toBe('my notes')
  })

  it('takes two rules for what they are where there is no front matter between them', async () => {
    const document = await importText('a.md', '---\n\nHello\n\n---\n\nworld')
    expect(linesOf(document)).toEqual(['paragraph|Hello', 'paragraph|world'])
  })
})
