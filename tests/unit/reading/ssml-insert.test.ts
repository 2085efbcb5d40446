import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkSsml } from '../../../lib/reading/ssml-check'
import { type InsertKind, insertSsml } from '../../../lib/reading/ssml-insert'

/** The selection is what stands between brackets; one bar alone is a caret. */
function marked(text: string): [string, { start: number; end: number }] {
  const start = text.search(/[[|]/)
  const end = text.includes(']') ? text.indexOf(']') - 1 : start
  return [text.replace(/[[\]|]/g, ''), { start, end }]
}

function shown({ text, selection }: ReturnType<typeof insertSsml>): string {
  const { start, end } = selection
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
}

const KINDS: readonly InsertKind[] = ['pause', 'emphasis', 'say-as', 'phoneme', 'mark']

describe('insertSsml', () => {
  it.each<[InsertKind, string, string]>([
    ['pause', '<speak>One,| two</speak>', '<speak>One,<break time="[500ms]"/> two</speak>'],
    ['pause', '<speak>[One] two</speak>', '<speak>One<break time="[500ms]"/> two</speak>'],
    ['mark', '<speak>[One] two</speak>', '<speak><mark name="[mark-1]"/>One two</speak>'],
    [
      'mark',
      '<speak><mark name="mark-1"/>One |two</speak>',
      '<speak><mark name="mark-1"/>One <mark name="[mark-2]"/>two</speak>',
    ],
    [
      'emphasis',
      '<speak>a [b c] d</speak>',
      '<speak>a <emphasis level="[moderate]">b c</emphasis> d</speak>',
    ],
    [
      'say-as',
      '<speak>call [911]</speak>',
      '<speak>call <say-as interpret-as="[characters]">911</say-as></speak>',
    ],
    [
      'phoneme',
      '<speak>a [pecan]</speak>',
      '<speak>a <phoneme alphabet="ipa" ph="[]">pecan</phoneme></speak>',
    ],
  ])('puts a %s into %j', (kind, before, after) => {
    expect(shown(insertSsml(...marked(before), kind))).toBe(after)
  })

  it('takes the word at the caret, whole, whatever its letters', () => {
    expect(shown(insertSsml(...marked('<speak>tout l’é|té dure</speak>'), 'emphasis'))).toBe(
      '<speak>tout <emphasis level="[moderate]">l’été</emphasis> dure</speak>',
    )
  })

  it('never goes into a tag, a comment or a reference', () => {
    const into = (text: string, kind: InsertKind) => insertSsml(...marked(text), kind).text
    expect(into('<speak><s xml:la|ng="en-US">a</s></speak>', 'pause')).toBe(
      '<speak><s xml:lang="en-US"><break time="500ms"/>a</s></speak>',
    )
    expect(into('<speak>a &a|mp; b</speak>', 'pause')).toBe('<speak>a &amp;<break time="500ms"/> b</speak>')
    expect(into('<speak>a <!-- n|o --> b</speak>', 'mark')).toBe(
      '<speak>a <!-- no --><mark name="mark-1"/> b</speak>',
    )
  })

  it('wraps as much of the selection as no tag crosses', () => {
    const around = (text: string, kind: InsertKind) => insertSsml(...marked(text), kind).text
    expect(around('<speak><s>a [b</s><s>c] d</s></speak>', 'emphasis')).toBe(
      '<speak><s>a <emphasis level="moderate">b</emphasis></s><s>c d</s></speak>',
    )
    expect(around('<speak>[a <mark name="x"/>b]</speak>', 'say-as')).toBe(
      '<speak><say-as interpret-as="characters">a </say-as><mark name="x"/>b</speak>',
    )
    expect(around('<speak>[a <sub alias="b">c</sub>] d</speak>', 'emphasis')).toBe(
      '<speak><emphasis level="moderate">a <sub alias="b">c</sub></emphasis> d</speak>',
    )
  })

  it('leaves an element that holds text only as it is', () => {
    const [text, selection] = marked('<speak><sub alias="b">c|c</sub> d</speak>')
    expect(insertSsml(text, selection, 'pause').text).toBe(
      '<speak><sub alias="b">cc</sub><break time="500ms"/> d</speak>',
    )
    expect(insertSsml(text, selection, 'emphasis').text).toBe(
      '<speak><emphasis level="moderate"><sub alias="b">cc</sub></emphasis> d</speak>',
    )
  })

  it('makes a document of plain text, and escapes what stands for markup', () => {
    expect(shown(insertSsml(...marked('Fish & chips, 3 < 4: [yes]'), 'emphasis'))).toBe(
      '<speak>Fish &amp; chips, 3 &lt; 4: <emphasis level="[moderate]">yes</emphasis></speak>',
    )
    expect(insertSsml('', { start: 0, end: 0 }, 'pause').text).toBe('<speak><break time="500ms"/></speak>')
  })

  it('stays within <speak>', () => {
    expect(insertSsml('<speak>a</speak>\n', { start: 17, end: 17 }, 'pause').text).toBe(
      '<speak>a<break time="500ms"/></speak>\n',
    )
    expect(insertSsml('<speak>a</speak>', { start: 0, end: 0 }, 'mark').text).toBe(
      '<speak><mark name="mark-1"/>a</speak>',
    )
  })

  it('replaces no more than it must, and what it says it replaced gives the text', () => {
    const { replaced } = insertSsml(...marked('<speak>a [b] c</speak>'), 'emphasis')
    expect(replaced).toEqual({ start: 9, end: 10, with: '<emphasis level="moderate">b</emphasis>' })
  })

  const document = fc
    .array(
      fc.constantFrom(
        ...[
          'word ',
          'é🙂 ',
          '&amp;',
          '<p>a</p>',
          '<s>b <break/>c</s>',
          '<emphasis>d <sub alias="e">f</sub></emphasis>',
        ],
        ...[
          '<!-- g -->',
          '<![CDATA[h]]>',
          '<say-as interpret-as="date">1.2.</say-as>',
          '\n',
          '<mark name="mark-1"/>',
        ],
      ),
      { maxLength: 8 },
    )
    .map(pieces => `<speak>${pieces.join('')}</speak>`)

  it.each(KINDS)('leaves a sound document sound, wherever a %s is put', kind => {
    fc.assert(
      fc.property(document, fc.nat(200), fc.nat(200), (text, a, b) => {
        const selection = { start: Math.min(a, b, text.length), end: Math.min(Math.max(a, b), text.length) }
        const { text: after, replaced } = insertSsml(text, selection, kind)
        expect(text.slice(0, replaced.start) + replaced.with + text.slice(replaced.end)).toBe(after)
        const errors = checkSsml(after.replace('ph=""', 'ph="a"'), 'standard').filter(
          ({ severity }) => severity === 'error',
        )
        expect(errors, after).toEqual([])
        expect(after.length).toBeGreaterThan(text.length)
      }),
      { numRuns: 500 },
    )
  })
})
