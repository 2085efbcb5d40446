import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Script, ScriptItem, Style, Word } from '../../../lib/engine/script'
import { SsmlError } from '../../../lib/engine/ssml/error'
import { type WriteOptions, writeScript } from '../../../lib/engine/write-script'
import { plainReaders } from '../../support/plain-readers'

const BASE: WriteOptions = {
  ...plainReaders,
  textType: 'ssml',
  engine: 'standard',
  language: 'en-US',
  toIpa: (alphabet, ph) => {
    if (ph === '?') throw new Error('no phoneme')
    return `${alphabet} ${ph}`
  },
}

function ssml(content: string, options: Partial<WriteOptions> = {}): Script {
  return writeScript(`<speak>${content}</speak>`, { ...BASE, ...options })
}

function plain(text: string, options: Partial<WriteOptions> = {}): Script {
  return writeScript(text, { ...BASE, textType: 'text', ...options })
}

function isWord(item: ScriptItem): item is Word {
  return item.kind === 'word'
}

function wordsOf(script: Script): Word[] {
  return script.filter(isWord)
}

/** Short to read: words as they are spoken, "|" before a sentence, "300" for a break, "@name" for a mark. */
function outline(script: Script): string {
  return script
    .map(item => {
      if (item.kind === 'word') return `${item.spoken}${item.punctuation}`
      return { sentence: '|', break: item.kind === 'break' ? String(item.ms) : '', mark: `@${item.value}` }[
        item.kind
      ]
    })
    .join(' ')
}

function styleOf(content: string, options?: Partial<WriteOptions>): Style {
  const word = wordsOf(ssml(content, options)).find(({ spoken }) => spoken === 'x')
  if (!word) throw new Error('no word "x"')
  return word.style
}

describe('writeScript', () => {
  it('gives the marks of the service’s own example', () => {
    const text =
      '<speak><prosody volume="+20dB">Mary had <break time="300ms"/>a little <mark name="animal"/>lamb</prosody></speak>'
    const script = writeScript(text, BASE)
    const places = script.map(({ kind, start, end, value }) => [kind, start, end, value])
    // Polly, Speech marks with SSML example
    expect(places).toEqual([
      ['sentence', 31, 95, 'Mary had <break time="300ms"/>a little <mark name="animal"/>lamb'],
      ['word', 31, 35, 'Mary'],
      ['word', 36, 39, 'had'],
      ['break', 40, 61, '<break time="300ms"/>'],
      ['word', 61, 62, 'a'],
      ['word', 63, 69, 'little'],
      ['mark', 70, 91, 'animal'],
      ['word', 91, 95, 'lamb'],
    ])
    expect(wordsOf(script).every(({ style }) => style.gainDb === 20)).toBe(true)
  })

  it('gives plain text as sentences and words, tags in it as they stand', () => {
    const script = plain('Mary had a little lamb. "Is <b> so," she said')
    expect(outline(script)).toBe('| mary had a little lamb. | is b so, she said')
    expect(wordsOf(script).map(word => word.value)).toEqual([
      ...['Mary', 'had', 'a', 'little', 'lamb', 'Is', 'b', 'so', 'she', 'said'],
    ])
  })

  it.each([
    ['One.\n\nTwo.', '| one. 650 | two.'],
    ['One.\r\n \r\nTwo.', '| one. 650 | two.'],
    ['One.\u2029Two.', '| one. 650 | two.'],
    ['One.\r\nTwo.', '| one. | two.'],
    ['One.\nTwo.\rThree.', '| one. | two. | three.'],
    ['\n\nOne.\n\n', '| one. 650'],
    ['One.\n\n…\n\nTwo.', '| one. 650 | two.'],
  ])('pauses between paragraphs of plain text: %j', (text, expected) => {
    expect(outline(plain(text))).toBe(expected)
  })

  it.each(['', ' \n\n ', '…', '!!! ???', '😀'])('has nothing to say for %j', text => {
    expect(plain(text)).toEqual([])
    expect(ssml(text)).toEqual([])
  })

  it('ends sentences at p and s, and pauses longer at p', () => {
    expect(outline(ssml('a <p>b</p> <p>c</p>d'))).toBe('| a 650 | b 650 | c 650 | d')
    expect(outline(ssml('<s>a</s><s>b</s> c'))).toBe('| a | b | c')
    expect(outline(ssml('<p><s>a</s> <s>b</s></p><p>c</p>'))).toBe('| a | b 650 | c 650')
  })

  it.each([
    ['<break strength="none"/>', 0],
    ['<break strength="x-weak"/>', 0],
    ['<break strength="weak"/>', 200],
    ['<break strength="medium"/>', 200],
    ['<break strength="strong"/>', 320],
    ['<break strength="x-strong"/>', 650],
    ['<break time="0s"/>', 0],
    ['<break time="1.5s"/>', 1500],
    ['<break time="10000ms"/>', 10_000],
    ['<break strength="weak" time="2s"/>', 2000],
    ['<break/>', 200],
  ])('pauses for %s', (tag, ms) => {
    expect(ssml(`one ${tag} two`).filter(({ kind }) => kind === 'break')).toEqual([
      { kind: 'break', ms, start: 11, end: 11 + tag.length, value: tag },
    ])
  })

  it('makes a break that says nothing longer beside punctuation', () => {
    expect(outline(ssml('one, <break/>two'))).toBe('| one, 320 two')
    expect(outline(ssml('one <break/>, two'))).toBe('| one, 320 two')
    expect(outline(ssml('one. <break/> Two'))).toBe('| one. 650 | two')
  })

  it('parts words and sentences at a break, but not at a mark', () => {
    expect(outline(ssml('One.<break time="1s"/>Two<break time="2s"/>three'))).toBe(
      '| one. 1000 | two 2000 three',
    )
    const [, word, mark] = ssml('lemo<mark name="m"/>nade')
    expect(word).toMatchObject({ spoken: 'lemonade', value: 'lemo<mark name="m"/>nade' })
    expect(mark).toMatchObject({ kind: 'mark', value: 'm' })
  })

  it('adds to a break what is still due between paragraphs', () => {
    expect(outline(ssml('<p>a</p><break time="200ms"/><p>b</p>'))).toBe('| a 200 450 | b 650')
    expect(outline(ssml('<p>a</p><break time="2s"/><p>b</p>'))).toBe('| a 2000 | b 650')
    expect(outline(ssml('<p>a</p><break strength="none"/><p>b</p>'))).toBe('| a 0 | b 650')
  })

  it('keeps marks and breaks in their places, without any word too', () => {
    expect(
      outline(ssml('<mark name="a"/>one<mark name="b"/> two.<mark name="c"/> Three<mark name="d"/>')),
    ).toBe('@a | one @b two. @c | three @d')
    expect(outline(ssml('<mark name="a"/><break time="1s"/><mark name="b"/>'))).toBe('@a 1000 @b')
  })

  it.each<[string, Partial<Style>]>([
    ['<prosody rate="x-slow">x</prosody>', { rate: 0.5 }],
    ['<prosody rate="slow">x</prosody>', { rate: 0.75 }],
    ['<prosody rate="fast">x</prosody>', { rate: 1.25 }],
    ['<prosody rate="x-fast">x</prosody>', { rate: 1.75 }],
    ['<prosody rate="85%">x</prosody>', { rate: 0.85 }],
    ['<prosody rate="-10%">x</prosody>', { rate: 0.9 }],
    ['<prosody rate="50%"><prosody rate="50%">x</prosody></prosody>', { rate: 0.25 }],
    ['<prosody rate="20%"><prosody rate="20%">x</prosody></prosody>', { rate: 0.2 }],
    ['<prosody rate="50%"><prosody rate="medium">x</prosody></prosody>', { rate: 1 }],
    ['<prosody pitch="x-low">x</prosody>', { pitch: 0.7 }],
    ['<prosody pitch="x-high">x</prosody>', { pitch: 1.45 }],
    ['<prosody pitch="+5%">x</prosody>', { pitch: 1.05 }],
    ['<prosody pitch="-99999999%">x</prosody>', { pitch: 0.5 }],
    ['<prosody pitch="+50%"><prosody pitch="-20%">x</prosody></prosody>', { pitch: 1.2 }],
    ['<prosody volume="silent">x</prosody>', { gainDb: Number.NEGATIVE_INFINITY }],
    [
      '<prosody volume="silent"><prosody volume="+6dB">x</prosody></prosody>',
      { gainDb: Number.NEGATIVE_INFINITY },
    ],
    ['<prosody volume="silent"><prosody volume="loud">x</prosody></prosody>', { gainDb: 6 }],
    ['<prosody volume="x-soft">x</prosody>', { gainDb: -12 }],
    ['<prosody volume="loud"><prosody volume="-2.5dB">x</prosody></prosody>', { gainDb: 3.5 }],
    ['<prosody volume="loud"><prosody volume="default">x</prosody></prosody>', { gainDb: 0 }],
    [`<prosody volume="+${'9'.repeat(400)}dB">x</prosody>`, { gainDb: 24 }],
    ['<prosody rate="80%" pitch="+10%" volume="+3dB">x</prosody>', { rate: 0.8, pitch: 1.1, gainDb: 3 }],
    ['<prosody amazon:max-duration="2s">x</prosody>', { maxDuration: { ms: 2000 }, rate: 1 }],
    ['<prosody amazon:max-duration="2s" rate="50%">x</prosody>', { maxDuration: { ms: 2000 }, rate: 1 }],
    ['<prosody rate="50%"><prosody amazon:max-duration="2s">x</prosody></prosody>', { rate: 0.5 }],
    ['<emphasis level="strong">x</emphasis>', { rate: 0.8, pitch: 1.08, gainDb: 5 }],
    ['<emphasis>x</emphasis>', { rate: 0.9, pitch: 1.04, gainDb: 2.5 }],
    ['<emphasis level="reduced">x</emphasis>', { rate: 1.12, pitch: 0.97, gainDb: -4 }],
    ['<lang xml:lang="fr-FR">x</lang>', { language: 'fr-FR' }],
    ['<lang xml:lang="fr-FR">y <lang xml:lang="de-DE">x</lang></lang>', { language: 'de-DE' }],
    ['<p xml:lang="fr-FR">x</p>', { language: 'en-US' }],
    ['<amazon:effect name="drc">x</amazon:effect>', { drc: true }],
    ['<amazon:effect vocal-tract-length="+15%">x</amazon:effect>', { vocalTract: 1.15 }],
    ['<amazon:effect vocal-tract-length="90%">x</amazon:effect>', { vocalTract: 0.9 }],
    ['<amazon:effect vocal-tract-length="+111%">x</amazon:effect>', { vocalTract: 2 }],
    ['<amazon:effect vocal-tract-length="-60%">x</amazon:effect>', { vocalTract: 0.5 }],
    ['<prosody rate="50%">y</prosody> x', { rate: 1 }],
  ])('speaks in the style of %s', (content, expected) => {
    const style = styleOf(content)
    for (const [key, value] of Object.entries(expected)) {
      const actual = style[key as keyof Style]
      if (typeof value === 'number' && Number.isFinite(value)) expect(actual).toBeCloseTo(value, 9)
      else expect(actual).toEqual(value)
    }
  })

  it('gives the words of one max-duration one object, the outer one', () => {
    const words = wordsOf(
      ssml(
        '<prosody amazon:max-duration="9s">a <prosody amazon:max-duration="1s" volume="loud">b</prosody> <prosody rate="50%">c</prosody></prosody><prosody amazon:max-duration="9s">d</prosody>',
      ),
    )
    const [a, b, c, d] = words.map(({ style }) => style)
    expect(a?.maxDuration).toEqual({ ms: 9000 })
    expect([b?.maxDuration, c?.maxDuration].every(span => span === a?.maxDuration)).toBe(true)
    expect(d?.maxDuration).not.toBe(a?.maxDuration)
    expect(c?.rate).toBe(1)
  })

  it.each<[string, Partial<Word>]>([
    ['<sub alias="Mercury, I say">Hg</sub>,', { spoken: 'mercury i say', value: 'Hg', punctuation: ',' }],
    ['<sub alias="">Hg</sub>', { spoken: '', value: 'Hg' }],
    ['<sub alias="World Wide Web"> W3 C. </sub>', { spoken: 'world wide web', value: 'W3 C.' }],
    [
      '<phoneme alphabet="ipa" ph="ˈpi.kæn">pecan</phoneme>.',
      { spoken: 'pecan', ipa: 'ipa ˈpi.kæn', punctuation: '.' },
    ],
    ['<phoneme alphabet="x-sampa" ph="pi">pecan</phoneme>', { ipa: 'x-sampa pi' }],
    ['<phoneme alphabet="ipa" ph="pi"/>', { spoken: '', ipa: 'ipa pi', value: '' }],
    [
      '<say-as interpret-as="date" format="mdy">12-31-1900</say-as>?',
      { spoken: 'date mdy 12-31-1900', punctuation: '?' },
    ],
    [
      '<say-as interpret-as="expletive">dr&amp;t! It.</say-as>',
      { spoken: '', bleep: true, value: 'dr&amp;t! It.' },
    ],
    ['<say-as interpret-as="address">12 Elm St.</say-as>', { spoken: '12 elm st', value: '12 Elm St.' }],
    ['<w role="amazon:VBD">Read</w>', { spoken: 'read', ipa: 'ɹɛd' }],
    ['<w role="amazon:VB">read</w>', { spoken: 'read', ipa: 'ɹid' }],
    ['<w role="amazon:SENSE_1">bass</w>', { spoken: 'bass', ipa: 'bæs' }],
    ['<w role="amazon:VB">walk</w>', { spoken: 'walk', ipa: undefined }],
    ['<lang xml:lang="de-DE"><w role="amazon:VB">use</w></lang>', { spoken: 'use', ipa: undefined }],
    ['caf&#xE9;&amp;bar,', { spoken: 'cafébar', value: 'caf&#xE9;&amp;bar', punctuation: ',' }],
    ['“Really?”', { spoken: 'really', value: 'Really', punctuation: '?' }],
    ['<![CDATA[Hi]]><!-- x -->ho', { spoken: 'hiho', value: 'Hi]]><!-- x -->ho' }],
  ])('makes one word of %s', (content, expected) => {
    const script = ssml(content)
    expect(wordsOf(script)).toHaveLength(1)
    expect(wordsOf(script)[0]).toMatchObject(expected)
    expect(script.filter(({ kind }) => kind === 'sentence')).toHaveLength(1)
  })

  it('ends no sentence within what is said as a whole', () => {
    expect(outline(ssml('Ask <sub alias="Doctor">Dr.</sub> Who. Then go.'))).toBe(
      '| ask doctor who. | then go.',
    )
    expect(outline(ssml('<say-as interpret-as="digits">1. A 2. B</say-as> is it.'))).toBe(
      '| digits 1. a 2. b is it.',
    )
  })

  it('lets a sentence reach over tags', () => {
    const script = ssml(
      'Go <emphasis level="strong">right</emphasis> now. <prosody rate="slow">Please. Do</prosody> so.',
    )
    const sentences = script.filter(({ kind }) => kind === 'sentence').map(({ value }) => value)
    expect(sentences).toEqual([
      'Go <emphasis level="strong">right</emphasis> now.',
      'Please.',
      'Do</prosody> so.',
    ])
  })

  it('puts in the words of lexicons, within one style', () => {
    const lexemes: WriteOptions['lexemes'] = text =>
      [...text.matchAll(/W3C|tomato/g)].map(({ 0: found, index }) => ({
        start: index,
        end: index + found.length,
        ...(found === 'W3C' ? { alias: 'the Consortium' } : { ipa: 'təˈmɑtoʊ' }),
      }))
    const script = ssml('A W3C tomato. <sub alias="x">W3C</sub>', { lexemes })
    expect(
      wordsOf(script).map(({ value, spoken, ipa, punctuation }) => [value, spoken, ipa, punctuation]),
    ).toEqual([
      ['A', 'a', undefined, ''],
      ['W3C', 'the consortium', undefined, ''],
      ['tomato', 'tomato', 'təˈmɑtoʊ', '.'],
      ['W3C', 'x', undefined, ''],
    ])
  })

  it.each([
    ['<sub alias="b">a</sub>, c', '| b, c'],
    ['<sub alias="b">a</sub> ? c', '| b? | c'],
    ['<emphasis>a</emphasis>.', '| a.'],
    ['<emphasis>a</emphasis>”; c', '| a; c'],
    ['<emphasis>a</emphasis> .5 c', '| a 5 c'],
    ['a, <emphasis>. c</emphasis>', '| a, c'],
  ])('gives the word before a tag the punctuation after it: %s', (content, expected) => {
    // Of signs alone this reader makes no token.
    const normalise: WriteOptions['normalise'] = (text, language) =>
      plainReaders
        .normalise(text.replace(/\s+(?=[,;:.?!](?:\s|$))/g, ''), language)
        .filter(({ spoken }) => spoken !== '')
    expect(outline(ssml(content, { normalise }))).toBe(expected)
  })

  it('reads each stretch in its own language', () => {
    const languages: string[] = []
    const normalise: WriteOptions['normalise'] = (text, language) => {
      languages.push(`${language}: ${text.trim()}`)
      return plainReaders.normalise(text, language)
    }
    ssml('Say <lang xml:lang="fr-FR">bonjour</lang> now', { normalise })
    expect(languages).toEqual(['en-US: Say', 'fr-FR: bonjour', 'en-US: now'])
  })

  it('refuses what is no pronunciation, and keeps the cause', () => {
    expect(() => ssml('one <phoneme alphabet="ipa" ph="?">x</phoneme>')).toThrow(
      expect.objectContaining({ name: 'SsmlError', column: 12, cause: new Error('no phoneme') }),
    )
  })

  it.each([
    '<',
    '&',
    '<a',
    '<a ',
    '<!--',
    '<![CDATA[',
    '<?x ',
    '</speak>',
    '<p>',
    '&#x41;',
    '&amp;',
    '<break/>',
    '<s/>',
    '<mark name="x"/>',
    '<w role="amazon:VB">read</w>',
    '. ',
    '\n',
    ' <break/>',
    '!"\')',
    '\u0301',
    '<p>a</p>',
    "<s a='",
    '<prosody rate="50%">a</prosody>',
  ])('answers 6,000 characters of %j', unit => {
    const content = unit.repeat(6000 / unit.length)
    try {
      expect(Array.isArray(ssml(content))).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(SsmlError)
    }
    expectPlaces(plain(content), content)
  })

  it('gives places that slice plain text at the value, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.lorem({ mode: 'sentences' }),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), parts => {
        const source = parts.join('\n\n')
        expectPlaces(plain(source), source)
      }),
      { numRuns: 200 },
    )
  })

  it('gives places that slice a document at the value, whatever its tags', () => {
    fc.assert(
      fc.property(documents(), source => {
        expectPlaces(writeScript(source, BASE), source)
      }),
      { numRuns: 200 },
    )
  })
})

function expectPlaces(script: Script, source: string): void {
  let sentence = { start: 0, end: 0 }
  let last = 0
  const misplaced = script.filter(item => {
    const { kind, start, end, value } = item
    const slice = source.slice(start, end)
    if (kind === 'mark') return !slice.startsWith('<mark ') || !slice.endsWith('>')
    if (kind === 'break' && !(item.ms >= 0 && item.ms <= 10_000)) return true
    if (kind === 'sentence') sentence = item
    if (kind !== 'word') return slice !== value
    const inOrder = sentence.start <= start && last <= start && start <= end && end <= sentence.end
    last = end
    return slice !== value || !inOrder
  })
  expect(misplaced).toEqual([])
}

/** Documents that the service takes, of any shape. */
function documents(): fc.Arbitrary<string> {
  const words = fc
    .oneof(fc.lorem({ mode: 'sentences', maxCount: 2 }), fc.string({ unit: 'grapheme' }))
    .map(text =>
      text.replace(
        /[<>&\]]|[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
        c => ENTITIES[c] ?? '',
      ),
    )
  const leaves = fc.constantFrom(
    '<break/>',
    '<break time="1s"/>',
    '<break strength="none"/>',
    '<mark name="&lt;"/>',
    '\n\n',
    '<!-- x -->',
  )
  const wholes = fc
    .tuple(fc.constantFrom(...WHOLES), words)
    .map(([[open, close], text]) => open + text + close)
  const { content } = fc.letrec<{ content: string }>(tie => ({
    content: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(words, leaves, wholes),
      fc.array(tie('content'), { maxLength: 4 }).map(parts => parts.join('')),
      fc
        .tuple(fc.constantFrom(...AROUND), tie('content'))
        .map(([[open, close], text]) => open + text + close),
    ),
  }))
  const paragraph = content.map(text => `<p>${text}</p>`)
  const sentence = content.map(text => `<s>${text}</s>`)
  return fc
    .array(fc.oneof(content, paragraph, sentence), { maxLength: 6 })
    .map(parts => `<speak>${parts.join('')}</speak>`)
    .filter(source => depthOf(source) <= 32)
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', ']': '&#x5D;' }
const WHOLES = [
  ['<sub alias="so">', '</sub>'],
  ['<sub alias="">', '</sub>'],
  ['<phoneme alphabet="ipa" ph="x">', '</phoneme>'],
  ['<say-as interpret-as="digits">', '</say-as>'],
  ['<say-as interpret-as="expletive">', '</say-as>'],
  ['<w role="amazon:NN">', '</w>'],
] as const
const AROUND = [
  ['<emphasis>', '</emphasis>'],
  ['<prosody rate="50%" pitch="+20%" volume="+6dB">', '</prosody>'],
  ['<prosody amazon:max-duration="9s">', '</prosody>'],
  ['<lang xml:lang="ja-JP">', '</lang>'],
  ['<amazon:effect name="drc">', '</amazon:effect>'],
] as const

function depthOf(source: string): number {
  let depth = 0
  let most = 0
  for (const [tag] of source.matchAll(/<\/?[a-z][^>]*>/g)) {
    if (tag.endsWith('/>')) continue
    depth += tag.startsWith('</') ? -1 : 1
    most = Math.max(most, depth)
  }
  return most
}
