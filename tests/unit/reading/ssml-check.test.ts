import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseXml } from '../../../lib/engine/ssml/parse'
import { checkSsml as checkByEngine } from '../../../lib/engine/ssml/tags'
import { ENGINES } from '../../../lib/reading/reading'
import { checkSsml } from '../../../lib/reading/ssml-check'
import type { SsmlEngine } from '../../../lib/ssml/rules'

const speak = (content: string) => `<speak>${content}</speak>`
const messages = (text: string, engine: SsmlEngine = 'standard') =>
  checkSsml(text, engine).map(({ message }) => message)

/** Whether the engine that comes with the app refuses the document. */
function isRefused(text: string, engine: 'standard' | 'neural' | 'long-form' | 'generative'): boolean {
  try {
    checkByEngine(parseXml(text), text, engine)
    return false
  } catch {
    return true
  }
}

const WELL_DONE = [
  'Hello.',
  '<p xml:lang="en-US"><s>One.</s><s>Two.</s></p>',
  'A<break/>b<break time="10s"/>c<break strength="x-strong"></break>',
  "<mark name='here'/>Fish &amp; chips &#233; &#xE9; <![CDATA[a < b]]> <!-- a note -->",
  '<lang xml:lang="fr-FR" onlangfailure="processorchoice">Bonjour</lang>',
  '<prosody rate="85%" volume="+6dB">fast</prosody><prosody rate="x-slow">slow</prosody>',
  '<say-as interpret-as="date" format="dmy">1.2.2026</say-as>',
  '<sub alias="World Wide Web Consortium">W3C</sub> <w role="amazon:VBD">read</w>',
  '<phoneme alphabet="x-sampa" ph="pI&quot;kA:n">pecan</phoneme>',
]

describe('checkSsml', () => {
  it.each(ENGINES)('finds nothing in what the %s engine speaks', engine => {
    for (const content of WELL_DONE) expect(checkSsml(speak(content), engine), content).toEqual([])
  })

  it.each([
    ['Fish & chips', 1, 13, 'An & stands alone. Write &amp; for it.'],
    ['caf&eacute;', 1, 11, 'SSML does not know &eacute; Write the character itself, or &amp; for the &.'],
    ['3 < 4', 1, 10, 'A < stands alone. Write &lt; for it.'],
    ['a\n<p>b', 2, 1, '<p> is not closed. Write </p> before </speak>.'],
    ['a\r\n\r\nb</p>', 3, 2, '</p> closes nothing. Delete it, or write <p> before.'],
    ['<break time=1s/>', 1, 20, 'The value of time has no quotes. Write time="1s".'],
    ['<break time="1s/> He said "no".', 1, 20, 'The value of time is not closed. Write " after it.'],
    [
      '<break time="11s"/>',
      1,
      15,
      'time cannot be "11s". Write seconds up to 10s, or milliseconds such as 500ms.',
    ],
    ['<audio src="a.mp3"/>', 1, 8, 'Amazon Polly has no tag <audio>. Delete it, or write &lt; for a <.'],
    ['<Break/>', 1, 8, 'Tags are written small: write <break>.'],
    ['<w role="amazon:VB"><s>a</s></w>', 1, 28, '<w> holds text only. Write <s> outside of it.'],
    ['<p><p>a</p></p>', 1, 11, '<p> cannot stand in <p>. Close <p> before.'],
    ['<break>a</break>', 1, 15, '<break> holds no text. Write <break/> before it.'],
    ['<prosody>a</prosody>', 1, 8, '<prosody> needs one of rate, volume, pitch, amazon:max-duration.'],
    ['<mark/>', 1, 8, '<mark> needs name. Write name="…": a name such as chapter-2.'],
    ['a <!-- b', 1, 10, 'A comment is not closed. Write --> at its end.'],
  ])('says where %j is wrong, and what to do', (content, line, column, message) => {
    expect(checkSsml(speak(content), 'standard')).toContainEqual(
      expect.objectContaining({ line, column, message, severity: 'error' }),
    )
  })

  it('wants one <speak> around all of it', () => {
    expect(messages('Hello.')).toEqual([
      'Text stands outside <speak>. Write it between <speak> and </speak>.',
    ])
    expect(messages('<p>a</p>')).toEqual([
      'An SSML document starts with <speak>. Write it before <p>, and </speak> at the end.',
    ])
    expect(messages('<speak>a')).toEqual(['<speak> is not closed. Write </speak> before the end.'])
    expect(messages('')).toEqual([])
  })

  it('says what an engine lacks, and which one has it', () => {
    const whispered = speak('<amazon:effect name="whispered">a</amazon:effect>')
    expect(messages(speak('<emphasis>a</emphasis>'), 'neural')).toEqual([
      '<emphasis> is not supported by the neural engine. Delete it, or choose a voice with the standard engine.',
    ])
    expect(messages(whispered, 'standard')).toEqual([])
    expect(messages(whispered, 'embedded')).toEqual([
      'name="whispered" cannot be spoken by the voices that come with the app. Delete it.',
    ])
  })

  it('warns of an element with nothing in it', () => {
    expect(checkSsml(speak('<emphasis></emphasis>'), 'standard')).toMatchObject([
      { severity: 'warning', start: 7 },
    ])
  })

  it('gives a replacement where one is certain, which mends the document', () => {
    const source = speak('Fish & chips, 3 < 4, <break time=1s/>')
    let mended = source
    for (const { start, end, replacement = '' } of checkSsml(source, 'standard').toReversed()) {
      mended = mended.slice(0, start) + replacement + mended.slice(end)
    }
    expect(messages(mended)).toEqual([])
  })

  it('gives a hundred troubles at most, in the order of the text', () => {
    const troubles = checkSsml(speak('& <p> '.repeat(20_000)), 'standard')
    expect(troubles).toHaveLength(100)
    expect(troubles).toEqual(troubles.toSorted((a, b) => a.start - b.start))
  })

  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<s>',
        '</s>',
        '<break time="1s"/>',
        '<break',
        '</break>',
        ' time="',
        '"',
        "'",
        '/>',
        '>',
        '<',
      ],
      ...[
        '&',
        '&amp;',
        '&#xe9;',
        '&#0;',
        '&x;',
        '<!--',
        '-->',
        '--',
        '<![CDATA[',
        ']]>',
        '<?a b?>',
        '<?',
        '?>',
        '\n',
      ],
      ...[
        '<prosody rate="',
        '50%',
        '300%',
        '<prosody pitch="+5%">',
        '</prosody>',
        '<emphasis level="Strong">',
      ],
      ...[
        '</emphasis>',
        '<sub alias="',
        '</sub>',
        '<say-as interpret-as="date">',
        '</say-as>',
        ' a="b"',
        ' = ',
        'é🙂',
      ],
      ...[
        '<w role="amazon:VB">',
        '</w>',
        '<speak>',
        '</speak>',
        '<P>',
        '\u0001',
        '\ud800',
        '<voice name="x">',
        '<a:b:c/>',
      ],
      ...[
        '<amazon:effect name="drc">',
        '</amazon:effect>',
        '<amazon:effect phonation="soft">',
        '<mark name="1"/>',
      ],
    ),
    fc.constant('text '),
  )
  const document = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))

  it.each([
    ['embedded', 'standard'],
    ['neural', 'neural'],
    ['generative', 'generative'],
  ] as const)('finds an error (%s) just where the engine refuses the document (%s)', (engine, byEngine) => {
    fc.assert(
      fc.property(fc.oneof(document.map(speak), document), text => {
        const errors = checkSsml(text, engine).filter(({ severity }) => severity === 'error')
        // An empty text is no document, but nobody who starts to write needs to be told.
        if (text.trim() !== '') expect(errors.length > 0, text).toBe(isRefused(text, byEngine))
      }),
      { numRuns: 3000 },
    )
  })

  it('points within the text, at what it means', () => {
    fc.assert(
      fc.property(document, text => {
        for (const { start, end, line, column } of checkSsml(text, 'neural')) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
          const lines = text.slice(0, start).split(/\r\n|\r|\n/)
          expect([line, column]).toEqual([lines.length, (lines.at(-1) ?? '').length + 1])
        }
      }),
    )
  })
})
