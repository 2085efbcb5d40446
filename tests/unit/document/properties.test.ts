import fc from 'fast-check'
import { describe, it } from 'vitest'
import { documentOfPlain } from '../../../lib/document/plain'
import { holdingShape, importText } from '../../support/document-shape'

/** Pieces that parsers care about, among any others: markup that is open, closed, nested or torn. */
const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    ...[
      '\n',
      '\n\n',
      '\r\n',
      '\f',
      ' ',
      '\u00a0',
      '\u2028',
      '\t',
      '# ',
      '- ',
      '1. ',
      '> ',
      '```\n',
      '`',
      '**',
      '_',
      '~~',
    ],
    ...[
      '[a](https://b.example)',
      '![',
      '](',
      '[^1]',
      '\n[^1]: n\n',
      '|a|b|\n|-|-|\n',
      '|',
      '---\n',
      'https://c.example/',
      '&amp;',
      '&#0;',
    ],
    ...[
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<a href="//d.example">',
      '</a>',
      '<br>',
      '<br><br>',
      '<ol start=5>',
      '<ul>',
      '<li>',
      '</li>',
    ],
    ...[
      '<table>',
      '<th>h',
      '<tr>',
      '<td colspan=3 rowspan=2>',
      '</table>',
      '<pre>',
      '</pre>',
      '<h3>',
      '<sup>2</sup>',
      '<!--',
      '<script>',
    ],
    ...[
      '</script>',
      '<main>',
      '<article>',
      '<img alt="x y">',
      '<blockquote>',
      '<svg>',
      '<math>',
      '<template>',
      '<title>',
    ],
    ...[
      '\n\n00:01.000 --> 00:02.000\n',
      '<v Ann>',
      '{\\an8}',
      '- Hi',
      '♪',
      '文',
      '。',
      '\ud800',
      'Chapter 1\n',
    ],
  ),
)
const anything = fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join(''))

describe('any string', () => {
  it('becomes a document as plain text', () => {
    fc.assert(
      fc.property(anything, text => void holdingShape(documentOfPlain(text))),
      { numRuns: 400 },
    )
  })

  it.each(['a.txt', 'a.md', 'a.html', 'a.srt', 'a.vtt'])(
    'becomes a document as %s, or is refused for what it is',
    async name => {
      await fc.assert(
        fc.asyncProperty(anything, async text => {
          try {
            await importText(name, text)
          } catch (error) {
            const reason = error instanceof Error && 'reason' in error ? error.reason : undefined
            const expected = text.includes('\0') ? 'not-text' : 'empty'
            if (reason !== expected) throw error
          }
        }),
        { numRuns: 300 },
      )
    },
  )
})

describe('plain words', () => {
  it('are all there, in order, whatever blank space is between them', () => {
    const word = fc.stringMatching(/^[a-zäöüß]{1,12}$/)
    const space = fc.constantFrom(' ', '  ', '\n', '\n\n', '\r\n\r\n', '\t', '\f')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, space), { minLength: 1 }), words => {
        const { text } = documentOfPlain(words.flat().join(''))
        const expected = words.map(([each]) => each).join(' ')
        if (text.split(/\s+/).join(' ') !== expected) throw new Error(`${text} is not ${expected}`)
      }),
    )
  })
})
