import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { parseXml, type XmlElement } from '../../../lib/engine/ssml/parse'
import { cutSsml } from '../../../lib/reading/chunk-ssml'
import { billedCharacters, countCodePoints } from '../../../lib/reading/reading'

const LIMITS = { all: 500, billed: 60 }
const fragments = (source: string, limits = LIMITS) => [...cutSsml(source, 'en', limits)]
const cut = (source: string, limits = LIMITS) => fragments(source, limits).map(({ text }) => text)
const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ')

function textOf({ children }: XmlElement): string {
  return children.map(child => (child.kind === 'text' ? child.text : textOf(child))).join('')
}

const text = fc
  .array(
    fc.constantFrom(
      'One word. ',
      'two, ',
      'three ',
      'Dr. Who ',
      '&amp; ',
      '&#128077;',
      '今天。',
      '👩‍👩‍👧‍👦',
      '\n\n',
      '* ',
      ' &lt;b&gt; ',
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(parts => parts.join(''))
const whole = fc.constantFrom(
  '<sub alias="a > b">WWW</sub>',
  '<phoneme alphabet="ipa" ph="həˈloʊ">hi</phoneme>',
  '<say-as interpret-as="digits">12345</say-as>',
  '<prosody amazon:max-duration="2s">now <mark name="m"/>soon</prosody>',
  '<w role="amazon:VB">read</w>',
)
const empty = fc.constantFrom(
  '<break time="1s"/>',
  '<break strength="none"/>',
  '<mark name="a"/>',
  '<!-- <p> -->',
  '<![CDATA[a <b> & c]]>',
  '<?pi x?>',
)
const { inline } = fc.letrec<{ inline: string; element: string }>(tie => ({
  inline: fc
    .array(fc.oneof({ maxDepth: 3 }, text, whole, empty, tie('element')), { maxLength: 6 })
    .map(all => all.join('')),
  element: fc
    .tuple(
      fc.constantFrom('prosody rate="slow"', 'emphasis', 'lang xml:lang="fr-FR"', "amazon:effect name='drc'"),
      tie('inline'),
    )
    .map(([tag, content]) => `<${tag}>${content}</${tag.split(' ')[0]} >`),
}))
const sentence = inline.map(content => `<s>${content}</s>`)
const paragraph = fc.array(fc.oneof(inline, sentence), { maxLength: 4 }).map(all => `<p>${all.join('')}</p>`)
const ssml = fc
  .array(
    fc.oneof(
      paragraph,
      sentence,
      inline,
      paragraph.map(p => `<prosody volume="loud">\n${p} ${p}</prosody>`),
    ),
    { maxLength: 6 },
  )
  .map(all => `<?xml version="1.0"?>\n<speak version='1.0' xml:lang="en-US">${all.join('\n')}</speak>\n`)

describe('cutSsml', () => {
  it('makes documents within the limits of any, which hold all of it, in order', () => {
    fc.assert(
      fc.property(ssml, source => {
        let at = 0
        let heard = ''
        const pieces = fragments(source)
        for (const { text: document, start, end, lead } of pieces) {
          const root = parseXml(document)
          expect(root.name).toBe('speak')
          expect(root.attributes.get('xml:lang')).toBe('en-US')
          heard += textOf(root)
          expect(document.slice(lead, lead + end - start)).toBe(source.slice(start, end))
          expect(document.slice(0, lead), 'said twice').not.toMatch(/<(?:break|mark|sub|say-as|phoneme|w )/)
          expect(countCodePoints(document)).toBeLessThanOrEqual(LIMITS.all)
          expect(billedCharacters(document, 'ssml')).toBeLessThanOrEqual(LIMITS.billed)
          const between = source.slice(at, start)
          expect(between, 'left out').not.toMatch(/<(?:break|mark|sub|say-as|phoneme|w )/)
          expect(between.replace(/<!--.*?-->|<[^>]*>/g, '').trim(), 'left out').toBe('')
          expect(start).toBeGreaterThanOrEqual(at)
          at = end
        }
        expect(heard.replace(/\s/g, '')).toBe(textOf(parseXml(source)).replace(/\s/g, ''))
      }),
      { numRuns: 200 },
    )
  })

  it('cuts a paragraph as if it stood alone, so that an edit in one changes no other', () => {
    const spoken = inline.map(content => `<p>Well, ${content.replaceAll('\n', ' ')}</p>`)
    const around = ['<speak><prosody rate="slow">', '</prosody></speak>'] as const
    // Too long for one document whatever is beside it.
    const filler = `<p>${words(40)}</p>`
    fc.assert(
      fc.property(fc.array(spoken, { minLength: 1, maxLength: 4 }), paragraphs => {
        const alone = (p: string) =>
          cut(around.join(`${filler}\n${p}`)).map(document => document.replace('\n', ''))
        const fillers = cut(around.join(filler)).length
        const all = cut(around.join([filler, ...paragraphs].join(' ')))
        const ended = (document: string) => document.replace(/\s*(?:<\/prosody>)?\s*<\/speak>\s*$/, '')
        expect(all.slice(fillers).map(ended)).toEqual(
          paragraphs.flatMap(p => alone(p).slice(fillers).map(ended)),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('makes a document of each paragraph, and of what stands between them', () => {
    const [one, two] = [`<p>${words(9)}</p>`, `<p><s>${words(4)}</s></p>`]
    expect(cut(`<speak>Title <break/>\n${one}\n<p>***</p><break/>${two} End.</speak>`)).toEqual([
      '<speak>Title <break/></speak>',
      `<speak>${one}\n<p>***</p><break/></speak>`,
      `<speak>${two}</speak>`,
      '<speak>End.</speak>',
    ])
    expect(cut(`<speak>${words(9)}\n \n<emphasis>${words(3)}</emphasis>, and\n\nEnd.</speak>`)).toEqual([
      `<speak>${words(9)}</speak>`,
      `<speak><emphasis>${words(3)}</emphasis>, and</speak>`,
      '<speak>End.</speak>',
    ])
  })

  it('leaves a paragraph or sentence that goes on out of the document: its pause comes where it ends', () => {
    const [a, b, c] = [words(7, 'Abcde'), words(8, 'Fghij'), words(6, 'Klmno')]
    expect(
      cut(`<speak><prosody rate="slow"><p xml:lang="en-US">${a}. ${b}. ${c}.</p></prosody></speak>`),
    ).toEqual([
      `<speak><prosody rate="slow">${a}.</prosody></speak>`,
      `<speak><prosody rate="slow">${b}.</prosody></speak>`,
      `<speak><prosody rate="slow"><p xml:lang="en-US">${c}.</p></prosody></speak>`,
    ])
    expect(cut(`<speak><p><s>${a}, ${b}, ${c}.</s> <s>End.</s></p></speak>`)).toEqual([
      `<speak>${a},</speak>`,
      `<speak>${b},</speak>`,
      `<speak><p><s>${c}.</s> <s>End.</s></p></speak>`,
    ])
  })

  it.each([
    ['at the end of a sentence', `One, two. We ${words(9)}, three`, 'One, two.'],
    ['behind a sentence’s tag', `<s>One</s> ${words(12)}`, '<s>One</s>'],
    [
      'at the end of a sentence that goes through tags',
      `So <emphasis>it was.</emphasis> We ${words(12)}`,
      'So <emphasis>it was.</emphasis>',
    ],
    ['else at a break', `One, two<break time="1s"/> ${words(12)}`, 'One, two'],
    ['at no break that is none', `One, two<break strength="none"/> ${words(12)}`, 'One,'],
    ['within no element that is said as a whole', `${words(11)} <sub alias="x">a b c d</sub>`, words(11)],
    ['within no reference', 'a&amp;'.repeat(20), 'a&amp;'.repeat(10)],
  ])('cuts %s', (_, content, first) => {
    expect(cut(`<speak>${content}</speak>`)[0]).toBe(`<speak>${first}</speak>`)
  })

  it.each([
    [
      'an element that is not closed',
      '\n\n<p>a <emphasis>b</p>',
      'line 3 of the SSML: </p> where </emphasis> was expected',
    ],
    ['a root that is not closed', '\n<speak>', 'line 2 of the SSML: </root> where </speak> was expected'],
    [
      'a tag that is none',
      '\na < b',
      'line 2 of the SSML: "<" starts no tag; write &lt; for the sign itself',
    ],
    [
      'a value without quotes',
      '<p a=b>',
      'line 1 of the SSML: "<" starts no tag; write &lt; for the sign itself',
    ],
    [
      'a sign that is no reference',
      'R&D',
      'line 1 of the SSML: "&" starts no reference; write &amp; for the sign itself',
    ],
    ['a comment that is not closed', '<!-- a', 'line 1 of the SSML: a comment is not closed'],
    ['a document type', '<!DOCTYPE a>', 'line 1 of the SSML: a document type is not allowed'],
  ])('refuses a long document with %s before anything of it is heard', (_, content, reason) => {
    const source = `<speak>${words(40)}.${content}</root>`
    expect(() => fragments(source)).toThrow(
      expect.objectContaining({ type: 'invalid-parameter', params: { field: 'text', reason } }),
    )
  })

  it.each([
    [words(40), 'line 1 of the SSML: there is text outside <speak>'],
    [`<p>${words(40)}</p>`, 'line 1 of the SSML: the root is <p>, not <speak>'],
    [`<speak>${words(40)}`, 'line 1 of the SSML: <speak> is not closed'],
    [`<speak>${words(40)}</speak>\n<speak/>`, 'line 2 of the SSML: there is a second root'],
    [' '.repeat(2000), 'line 1 of the SSML: there is no <speak>'],
  ])('refuses a long document without a root of its own', (source, reason) => {
    expect(() => fragments(source)).toThrow(expect.objectContaining({ params: { field: 'text', reason } }))
  })

  it.each([
    ['billed', `<sub alias="x">${words(20)}</sub>`, 60, 99],
    ['tags', `<sub alias="${words(120)}">a</sub>`, 500, 635],
    ['tags around', `${'<lang xml:lang="fr-FR">'.repeat(20)}a${'</lang>'.repeat(20)}`, 500, 525],
  ])('refuses what must not be cut and is too long (%s)', (_, content, limit, actual) => {
    const source = `<speak>${words(40)}${content}</speak>`
    expect(() => fragments(source)).toThrow(
      expect.objectContaining({ type: 'text-too-long', params: { field: 'text', limit, actual } }),
    )
  })

  it('comes to the end of documents of many small parts', () => {
    const size = 50_000
    for (const unit of [
      '<mark name="a"/>',
      '&amp;',
      '<s>a</s>',
      '<!---->',
      ' ',
      '\n\n',
      '<emphasis>a. </emphasis>',
    ]) {
      const source = `<speak>${unit.repeat(size / unit.length)}a</speak>`
      expect(fragments(source, { all: 6000, billed: 3000 }).at(-1)?.text).toMatch(/a<\/speak>$/)
    }
  })

  it('parts of a text of many paragraphs no more than a document takes', () => {
    const paragraphs = 2000
    const source = `<speak>${'a\n\n'.repeat(paragraphs)}</speak>`
    const slice = vi.spyOn(String.prototype, 'slice')
    onTestFinished(() => slice.mockRestore())
    const documents = [...cutSsml(source, 'en', { all: 6000, billed: 3000 })]
    const slices = slice.mock.calls.length
    expect(documents).toHaveLength(paragraphs)
    expect(slices).toBeLessThan(30 * paragraphs)
  })
})
