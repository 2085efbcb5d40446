import { describe, expect, it } from 'vitest'
import { importFixture, importText, linesOf, spansOf } from '../../support/document-shape'

const linesOfPage = async (html: string) => linesOf(await importText('page.html', html))

describe('an HTML file', () => {
  it('is read as its article, without what stands around it or is not shown', async () => {
    const document = await importFixture('article.htm')
    expect(document.title).toBe('Bees in winter')
    expect(linesOf(document)).toEqual([
      'heading 1|Bees in winter',
      'paragraph|By Ann',
      'paragraph|A hive at 10\u00a0degrees is quiet. Mostly, snowbound.',
      'paragraph|Text without a paragraph\nand a break',
      'paragraph|and another.',
      'paragraph|A hive under snow',
      'paragraph|The old hive.',
      'heading 2|What to do',
      'item 1|2. Wait.',
      'item 2|Be patient.',
      'item 1|9. Listen.',
      'paragraph 1|Again.',
      'heading 3|Read',
      'paragraph|more',
      'paragraph|Weights',
      'paragraph|Month: January; Weight: 12 kg',
      'paragraph|Weight: 11 kg',
      'paragraph|Month: March',
      'paragraph|left',
      'paragraph|right',
      'quote|A quiet hive is a living hive.',
      'quote|— a keeper',
      'code|hive.open()',
      'code|  hive.close()',
      'paragraph|蜂',
      'item 1|1. A note.',
    ])
    expect(spansOf(document)).toEqual([
      'link|Ann|mailto:ann@garden.example',
      'strong|10\u00a0degrees',
      'emphasis|Mostly',
      'link|Read|https://garden.example/2026/more.html',
      'link|more|https://garden.example/2026/more.html',
    ])
  })

  it('is read as its main element rather than its article', async () => {
    const page = '<header>Site</header><main><h1>Head</h1><article>Text</article></main><p>After</p>'
    expect(await linesOfPage(page)).toEqual(['heading 1|Head', 'paragraph|Text'])
  })

  it('is read as a whole where its articles are teasers', async () => {
    const teasers = '<p>A long page about many things.</p><article>One</article><article>Two</article>'
    expect(await linesOfPage(teasers)).toEqual([
      'paragraph|A long page about many things.',
      'paragraph|One',
      'paragraph|Two',
    ])
  })

  it('is named after its title where it has no heading', async () => {
    expect((await importText('a.html', '<title> Bees &amp;\nhoney </title><p>Text')).title).toBe(
      'Bees & honey',
    )
  })

  it('that is XHTML may have empty elements of one tag', async () => {
    const page = '<html><head><title/><script src="a.js" /></head><body><p>Text</p></body></html>'
    expect(await linesOfPage(`<?xml version="1.0"?>\n${page}`)).toEqual(['paragraph|Text'])
  })

  it('of a word processor has no bullets of its own, and bold only what is', async () => {
    const sign = (text: string) =>
      `<![if !supportLists]><span style='mso-list:Ignore'>${text}<span>&nbsp; </span></span><![endif]>`
    const word = ['·', 'o', '§', '2.', 'iv)'].map(text => `<p class=MsoListParagraph>${sign(text)}Milk</p>`)
    expect(await linesOfPage(word.join(''))).toEqual(
      ['Milk', 'Milk', 'Milk', '2. Milk', 'iv) Milk'].map(text => `paragraph|${text}`),
    )
    const docs = '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>All <b>bold</b></p></b>'
    expect(spansOf(await importText('a.html', docs))).toEqual(['strong|bold'])
  })

  it('counts a reversed list down, and skips an item without text', async () => {
    expect(await linesOfPage('<ol reversed><li>c<li>b<li><li>a</ol>')).toEqual([
      'item 1|4. c',
      'item 1|3. b',
      'item 1|1. a',
    ])
  })

  it('finds the headers of a table where cells reach over columns and rows', async () => {
    const table = `<table><tr><th>A<th>B<th>C</tr>
      <tr><td rowspan=2>1<td colspan=2>2</tr><tr><td>3<td><p>4</p><p>5</p></tr></table>`
    expect(await linesOfPage(table)).toEqual(['paragraph|A: 1; B: 2', 'paragraph|B: 3; C: 4 5'])
  })

  it('reads a table without headers cell by cell', async () => {
    expect(await linesOfPage('<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>')).toEqual([
      'paragraph|a; b',
      'paragraph|c; d',
    ])
  })

  it('survives nesting that is deeper than the stack is high', async () => {
    expect(await linesOfPage(`${'<div>'.repeat(20_000)}deep`)).toEqual(['paragraph|deep'])
  })

  it('takes names of elements that JavaScript knows for unknown ones', async () => {
    expect(await linesOfPage('<constructor>a</constructor> <valueOf>b</valueOf>')).toEqual(['paragraph|a b'])
  })

  it('keeps no address that a browser would run', async () => {
    const page =
      '<a href=" java&#10;script:alert(1)">a</a> <a href="data:text/html,x">b</a> <a href="HTTPS://x.example">c</a>'
    expect(spansOf(await importText('a.html', page))).toEqual(['link|c|https://x.example/'])
  })
})
