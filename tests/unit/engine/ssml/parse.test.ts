import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SsmlError } from '../../../../lib/engine/ssml/error'
import { MAX_DEPTH, parseXml, type XmlElement, type XmlNode } from '../../../../lib/engine/ssml/parse'

function errorOf(source: string): SsmlError {
  try {
    parseXml(source)
  } catch (error) {
    if (error instanceof SsmlError) return error
    throw error
  }
  throw new Error(`was taken for well-formed: ${source.slice(0, 80)}`)
}

function textOf(node: XmlNode): string {
  return node.kind === 'text' ? node.text : node.children.map(textOf).join('')
}

function nodesOf(element: XmlElement): XmlNode[] {
  return element.children.flatMap(child => (child.kind === 'text' ? [child] : [child, ...nodesOf(child)]))
}

describe('parseXml', () => {
  it('gives elements, attributes and text with their places', () => {
    const source = '<speak a="1">Hi <amazon:effect name=\'drc\'>you</amazon:effect><break/></speak>'
    const root = parseXml(source)
    expect(root).toMatchObject({ name: 'speak', start: 0, end: source.length, contentStart: 13 })
    expect(root.attributes.get('a')).toBe('1')
    const [hi, effect, pause] = root.children
    expect(hi).toMatchObject({ kind: 'text', text: 'Hi ', starts: [13, 14, 15], ends: [14, 15, 16] })
    if (effect?.kind !== 'element' || pause?.kind !== 'element') throw new Error('no elements')
    expect(source.slice(effect.start, effect.contentStart)).toBe("<amazon:effect name='drc'>")
    expect(source.slice(effect.contentStart, effect.contentEnd)).toBe('you')
    expect(source.slice(pause.start, pause.end)).toBe('<break/>')
  })

  it.each([
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['numeric references', '<a>&#65;&#x42;&#x1F600;</a>', 'AB😀'],
    ['a CDATA section', '<a>x<![CDATA[<b>&amp;]]>y</a>', 'x<b>&amp;y'],
    ['a comment within text', '<a>x<!-- > <b> & -->y</a>', 'xy'],
    ['comments around the root', '<!--1--> <a>x</a> <!--2-->', 'x'],
    ['a declaration', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a>x</a>', 'x'],
    ['a byte order mark', "\uFEFF<?xml version='1.0'?><a>x</a>", 'x'],
    ['a processing instruction', '<?style href="x"?><a>x<?y?>z</a>', 'xz'],
    ['space within tags', '<a\n b = "1"\t>x</a\r\n>', 'x'],
    ['names in other scripts', '<ñandú>x</ñandú>', 'x'],
    ['nothing but the root', '<a/>', ''],
  ])('reads %s', (_, source, text) => {
    expect(textOf(parseXml(source))).toBe(text)
  })

  it('gives each unit of a reference the place of all of it', () => {
    const [text] = parseXml('<a>x&#x1F600;&amp;y</a>').children
    expect(text).toMatchObject({ text: 'x😀&y', starts: [3, 4, 4, 13, 18], ends: [4, 13, 13, 18, 19] })
  })

  it('makes spaces of white space in values, but not of references to it', () => {
    expect(parseXml('<a b="1\r\n2\t3&#10;4"/>').attributes.get('b')).toBe('1 2 3\n4')
  })

  it('takes no name for a property of objects', () => {
    const root = parseXml('<constructor __proto__="1" toString="2"/>')
    expect([...root.attributes]).toEqual([
      ['__proto__', '1'],
      ['toString', '2'],
    ])
  })

  it.each([
    '',
    ' ',
    'hello',
    '<',
    '<>',
    '</a>',
    '<a',
    '<a ',
    '<a>',
    '<a/',
    '<a></b>',
    '<a><b></a></b>',
    '<a></a',
    '<a></a b="1">',
    '<a></ a>',
    '< a/>',
    '<a / >',
    '<a/><b/>',
    '<a></a>x',
    'x<a/>',
    '<a/><![CDATA[x]]>',
    '<![CDATA[x]]><a/>',
    '<a>&#65;</a>&#65;',
    '<1a/>',
    '<-a/>',
    '<a:/>',
    '<:a/>',
    '<a:b:c/>',
    '<a b/>',
    '<a b=/>',
    '<a b=1/>',
    '<a b="1/>',
    '<a b="1\'/>',
    '<a b="<"/>',
    '<a b="&"/>',
    '<a b="&foo;"/>',
    '<a b="1"c="2"/>',
    '<a b="1" b="2"/>',
    '<a "1"/>',
    '<a =""/>',
    '<a b==""/>',
    '<a 1b=""/>',
    '<a>&</a>',
    '<a>& b</a>',
    '<a>&amp</a>',
    '<a>&nbsp;</a>',
    '<a>&AMP;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#xG;</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999999999999999999;</a>',
    '<a>&#-1;</a>',
    '<a>\0</a>',
    '<a>\u000B</a>',
    '<a>\uD800</a>',
    '<a>\uFFFF</a>',
    '<a>x ]]> y</a>',
    '<a><!-- -- --></a>',
    '<a><!--></a>',
    '<a><!-- </a>',
    '<a><![CDATA[</a>',
    '<a><![cdata[x]]></a>',
    '<a><!x></a>',
    '<!DOCTYPE a><a/>',
    '<!doctype a><a/>',
    '<a><!ENTITY x "y"></a>',
    ' <?xml version="1.0"?><a/>',
    '<?xml?><a/>',
    '<?xml version="2.0"?><a/>',
    '<?xml version="1.0" encoding=""?><a/>',
    '<?xml version="1.0"><a/>',
    '<a><?xml version="1.0"?></a>',
    '<a><?></a>',
    '<a><?x</a>',
  ])('refuses %j', source => {
    expect(errorOf(source).message).toMatch(/^Invalid SSML request: .+ \(line \d+, column \d+\)$/)
  })

  it('says line and column of what is wrong', () => {
    expect(errorOf('<a>\n  <b>\r\n</c></a>')).toMatchObject({ line: 3, column: 1 })
    expect(errorOf('<a>x &foo;</a>')).toMatchObject({ line: 1, column: 6 })
  })

  it('resolves no entity that a document brings along', () => {
    const lols = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
    expect(errorOf(`<!DOCTYPE a [<!ENTITY l0 "lol">${lols}]><a>&l9;</a>`).reason).toContain('document type')
    expect(errorOf('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>').reason).toContain(
      'type',
    )
  })

  it('takes elements as deep as MAX_DEPTH and no deeper', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(nodesOf(parseXml(nested(MAX_DEPTH)))).toHaveLength(MAX_DEPTH - 1)
    expect(errorOf(nested(MAX_DEPTH + 1)).reason).toContain('deeper')
    expect(errorOf('<a>'.repeat(100_000)).reason).toContain('deeper')
  })

  it('gives back what was escaped, with places that slice it out of the source', () => {
    const escapes = [
      (c: string) => (/[<>&]/.test(c) ? `&#${c.codePointAt(0)};` : c),
      (c: string) => `&#x${c.codePointAt(0)?.toString(16)};`,
      (c: string) => (c === ']' || c === '>' ? `&#${c.codePointAt(0)};` : `<![CDATA[${c}]]>`),
    ]
    const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter(isXml)
    const written = fc.array(fc.tuple(character, fc.nat(2)), { maxLength: 30 })
    fc.assert(
      fc.property(written, pieces => {
        const source = `<a>${pieces.map(([text, how]) => [...text].map(escapes[how] ?? String).join('')).join('')}</a>`
        const root = parseXml(source)
        expect(textOf(root)).toBe(pieces.map(([text]) => text).join(''))
        for (const node of root.children) {
          if (node.kind !== 'text') throw new Error('no text')
          const misplaced = node.text.split('').filter((unit, i) => {
            const slice = source.slice(node.starts[i], node.ends[i])
            return slice !== unit && !slice.startsWith('&#')
          })
          expect(misplaced).toEqual([])
        }
      }),
    )
  })

  it('answers anything with a tree or an SsmlError', () => {
    const markup = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      '&',
      ';',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      ']]>',
      '<?',
      '?>',
      ' ',
      'a',
    )
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(markup, { maxLength: 60 }).map(parts => parts.join('')),
      fc.array(markup, { maxLength: 40 }).map(parts => `<a>${parts.join('')}</a>`),
    )
    fc.assert(
      fc.property(anything, source => {
        try {
          expect(parseXml(source).kind).toBe('element')
        } catch (error) {
          expect(error).toBeInstanceOf(SsmlError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

function isXml(text: string): boolean {
  return /^[\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]+$/u.test(text)
}
