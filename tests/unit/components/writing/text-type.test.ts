import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toPlain, toSsml } from '../../../../components/writing/text-type'
import { checkSsml } from '../../../../lib/reading/ssml-check'

describe('toSsml', () => {
  it('puts a text in <speak>, and escapes what stands for markup', () => {
    expect(toSsml('Fish & chips, 3 < 4')).toBe('<speak>Fish &amp; chips, 3 &lt; 4</speak>')
  })

  it.each(['<speak>a</speak>', ' \n<speak version="1.1">a</speak>', '<?xml version="1.0"?>\n<speak/>'])(
    'leaves %j as it is',
    text => {
      expect(toSsml(text)).toBe(text)
    },
  )

  it('makes a sound document of anything that can be written, which toPlain makes that text again', () => {
    const written = fc.string({
      unit: fc.constantFrom('a', 'é', '🙂', ' ', '\n', '<', '>', '&', ';', ']]', '"'),
    })
    fc.assert(
      fc.property(written, text => {
        fc.pre(text.trim() !== '')
        const ssml = toSsml(text)
        // In XML this one may not be written out, though Polly says nothing to it.
        if (!text.includes(']]>')) expect(checkSsml(ssml, 'standard')).toEqual([])
        expect(toPlain(ssml)).toBe(text.replace(/(?<![ \t])[ \t]*\n[ \t]*\n\s*/g, '\n\n').trim())
      }),
    )
  })
})

describe('toPlain', () => {
  it.each([
    ['<speak>One<break time="1s"/> two</speak>', 'One two'],
    ['<speak><p>One.</p><p xml:lang="de">Zwei.</p></speak>', 'One.\n\nZwei.'],
    ['<speak><sub alias="World Wide Web">W3</sub> &#169; &#x1F642; &lt;p&gt;</speak>', 'W3 © 🙂 <p>'],
    ['<speak>a<!-- <p>no</p> -->b<![CDATA[ <p>&amp;]]></speak>', 'ab <p>&amp;'],
    ['<?xml version="1.0"?><speak>a &nbsp; &#xFFFFFF;</speak>', 'a &nbsp; &#xFFFFFF;'],
    ['<speak>unfinished <!-- comment', 'unfinished'],
    ['a < b & c', 'a < b & c'],
  ])('of %j is %j', (ssml, text) => {
    expect(toPlain(ssml)).toBe(text)
  })
})
