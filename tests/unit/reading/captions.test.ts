import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cue, createCaptioner, srtCue, vttCue, vttHeader } from '../../../lib/reading/captions'
import type { TextType } from '../../../lib/reading/reading'
import type { Mark } from '../../../lib/reading/timeline'
import { readSrt, readVtt } from '../../support/captions'

type Spoken = { textType?: TextType; language?: string; words?: boolean; msPerCharacter?: number }

/** Marks of a text that is spoken evenly. */
function marksOf(text: string, { language = 'en', words = true, msPerCharacter = 65 }: Spoken): Mark[] {
  const marks: Mark[] = []
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    const value = segment.trim()
    if (value === '') continue
    const start = index + segment.indexOf(value)
    marks.push({ type: 'sentence', time: start * msPerCharacter, start, end: start + value.length, value })
    for (const word of new Intl.Segmenter(language, { granularity: 'word' }).segment(value)) {
      if (!words || !word.isWordLike) continue
      const from = start + word.index
      const end = from + word.segment.length
      marks.push({ type: 'word', time: from * msPerCharacter, start: from, end, value: word.segment })
    }
  }
  return marks
}

function captions(text: string, marks: readonly Mark[], totalMs: number, spoken: Spoken = {}): Cue[] {
  const captioner = createCaptioner({ text, textType: spoken.textType ?? 'text' }, spoken.language)
  return [...marks.flatMap(mark => captioner.feed(mark)), ...captioner.end(totalMs)]
}

/** Cues of a text that is spoken evenly. */
function cuesOf(text: string, spoken: Spoken = {}): Cue[] {
  return captions(text, marksOf(text, spoken), text.length * (spoken.msPerCharacter ?? 65), spoken)
}

const linesOf = (cues: readonly Cue[]) => cues.map(({ lines }) => lines)

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff60]/u
const columnsOf = (line: string) =>
  Array.from(new Intl.Segmenter('en').segment(line)).reduce(
    (sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1),
    0,
  )

/** What holds for cues of whatever marks. */
function expectBounds(cues: readonly Cue[]): void {
  let before = -1
  for (const { startMs, endMs, lines } of cues) {
    expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true)
    expect(startMs).toBeGreaterThan(before)
    expect(endMs).toBeGreaterThan(startMs)
    expect(endMs - startMs).toBeLessThanOrEqual(7000)
    expect([1, 2]).toContain(lines.length)
    for (const line of lines) {
      expect(line).toMatch(/^[^ \r\n\u2028\u2029](?:[^\r\n\u2028\u2029]*[^ \r\n\u2028\u2029])?$/)
      expect(columnsOf(line)).toBeLessThanOrEqual(42)
    }
    before = endMs
  }
}

describe('createCaptioner', () => {
  it('gives a sentence that fits a cue of its own, balanced on two lines where one is too short', () => {
    const text = 'Nobody looked up. The man at the corner had been waiting there since noon.'
    expect(linesOf(cuesOf(text))).toEqual([
      ['Nobody looked up.'],
      ['The man at the corner had', 'been waiting there since noon.'],
    ])
  })

  it('parts a long sentence at its commas', () => {
    const text =
      'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness.'
    expect(linesOf(cuesOf(text))).toEqual([
      ['It was the best of times,', 'it was the worst of times,'],
      ['it was the age of wisdom,', 'it was the age of foolishness.'],
    ])
  })

  it('times cues by their first words, each ending before the next begins', () => {
    const text =
      'It was the best of times, it was the worst of times, it was the age of wisdom, and it was cold.'
    const cues = cuesOf(text)
    expect(cues).toHaveLength(2)
    expect(cues[1]?.startMs).toBe(text.indexOf('it was the age') * 65)
    expect(cues[0]?.endMs).toBe((cues[1]?.startMs ?? 0) - 40)
  })

  it('shows very short sentences together, those of different paragraphs on different lines', () => {
    expect(linesOf(cuesOf('“No.” “Why?” “Because.” I really do not know why that is.'))).toEqual([
      ['“No.” “Why?” “Because.”'],
      ['I really do not know why that is.'],
    ])
    expect(linesOf(cuesOf('“No.”\n\n“Why?”\n\n“So.”'))).toEqual([['“No.”', '“Why?”'], ['“So.”']])
  })

  it('gives quotes and signs that no mark covers to the sentence that they touch', () => {
    const text = '“Hello there, my friend,” she said. (“Goodbye to you all!”) * And so they went home'
    const cues = captions(
      text,
      ['Hello there, my friend,” she said', 'Goodbye to you all', 'And so they went home'].map((value, i) => {
        const start = text.indexOf(value)
        return { type: 'sentence', time: 3000 * i, start, end: start + value.length, value }
      }),
      9000,
    )
    expect(linesOf(cues)).toEqual([
      ['“Hello there, my friend,” she said.'],
      ['(“Goodbye to you all!”)'],
      ['* And so they went home'],
    ])
  })

  it('leaves out what was not spoken: signs on a line of their own, and letters between marks', () => {
    const text = 'This is the first part.\n\n* * *\n\nПропущено. This is the second part.'
    const marks = marksOf(text, {}).filter(({ value }) => !/[*П]/.test(value))
    expect(linesOf(captions(text, marks, 9000))).toEqual([
      ['This is the first part.'],
      ['This is the second part.'],
    ])
  })

  it('shows SSML without its tags, as it is written: substitutes, references, CDATA', () => {
    const text =
      '<speak><!-- no --><p>Mary had <break time="1s"/>a <emphasis>little</emphasis> lamb &amp; a <sub alias="Bee">B</sub>.</p>' +
      '<p><s>It&apos;s&#32;1&lt;2</s><s><![CDATA[and <3]]></s></p></speak>'
    const first = { start: text.indexOf('Mary'), end: text.indexOf('.</p>') }
    const second = { start: text.indexOf('It&'), end: text.indexOf('</s>') }
    const third = { start: text.indexOf('<![CDATA'), end: text.lastIndexOf('</s>') }
    const marks = [first, second, third].map(
      (place, i): Mark => ({ type: 'sentence', time: 2000 * i, ...place, value: '' }),
    )
    expect(linesOf(captions(text, marks, 6000, { textType: 'ssml' }))).toEqual([
      ['Mary had a little lamb & a B.'],
      ["It's 1<2"],
      ['and <3'],
    ])
  })

  it('breaks a word that is longer than a line, and no grapheme', () => {
    const family = '👩‍👩‍👧‍👦'
    const [url, families] = ['https://example.com/'.padEnd(60, 'x'), family.repeat(30)]
    expect(linesOf(cuesOf(url)).flat()).toEqual([url.slice(0, 42), url.slice(42)])
    const lines = linesOf(cuesOf(families, { msPerCharacter: 9 })).flat()
    expect(lines.map(line => line.split(family))).toEqual(
      [21, 9].map(count => Array.from({ length: count + 1 }, () => '')),
    )
  })

  it('breaks languages without spaces between words, and begins no line with closing punctuation', () => {
    const text =
      'きょうはてんきがいいので、こうえんをさんぽします。そのあと、カフェでコーヒーを飲みながら、「ゆっくりと本を読みましょう」と彼は言いました。'
    const cues = cuesOf(text, { language: 'ja', msPerCharacter: 200 })
    expectBounds(cues)
    expect(linesOf(cues).flat().join('')).toBe(text)
    for (const line of linesOf(cues).flat()) expect(line).not.toMatch(/^[、。」ーっょ]|「$/u)
    const thai = 'วันนี้อากาศดีมากเราจึงไปเดินเล่นในสวนสาธารณะกับเพื่อนเก่าที่ไม่ได้พบกันมานานหลายปีแล้ว'
    const words = Array.from(
      new Intl.Segmenter('th', { granularity: 'word' }).segment(thai),
      ({ index }) => index,
    )
    const lines = linesOf(cuesOf(thai, { language: 'th' })).flat()
    expect(lines.length).toBeGreaterThan(1)
    let at = 0
    for (const line of lines) {
      expect(words).toContain(at)
      at += line.length
    }
    expect(at).toBe(thai.length)
  })

  it('keeps spaces that hold words together, and French punctuation with its word', () => {
    const text =
      'Ils sont arrivés hier soir avec tous leurs amis et ils ont crié très fort : « Bonjour à tous ! »'
    const lines = linesOf(cuesOf(text, { language: 'fr' })).flat()
    expect(lines.join(' ')).toBe(text)
    for (const line of lines) expect(line).not.toMatch(/^[:!»]|«$/)
  })

  it('leaves the direction of text to the player: no mark that a cut would part', () => {
    expect(linesOf(cuesOf('\u202bمرحبا بالعالم\u202c \u2067كيف حالك؟\u2069'))).toEqual([
      ['مرحبا بالعالم كيف حالك؟'],
    ])
  })

  it('ends a cue in a long pause, but not before it can be read', () => {
    const cues = captions(
      'Go. This is what comes after a long pause.',
      [
        { type: 'sentence', time: 0, start: 0, end: 3, value: 'Go.' },
        { type: 'word', time: 0, start: 0, end: 2, value: 'Go' },
        {
          type: 'sentence',
          time: 20_000,
          start: 4,
          end: 42,
          value: 'This is what comes after a long pause.',
        },
      ],
      60_000,
    )
    expect(cues[0]?.endMs).toBeGreaterThanOrEqual(1000)
    expect(cues[0]?.endMs).toBeLessThan(3000)
    expect(cues).toHaveLength(2)
    expect(cues[1]?.startMs).toBe(20_000)
    expect(cues[1]?.endMs).toBeGreaterThan(23_000)
  })

  it('gives cues as soon as they are final', () => {
    const text = 'This is the first sentence. This is the second sentence. This is the third sentence.'
    const captioner = createCaptioner({ text, textType: 'text' })
    const sentences = marksOf(text, { words: false })
    expect(sentences.map(mark => captioner.feed(mark).length)).toEqual([0, 1, 1])
    expect(captioner.end(6000)).toHaveLength(1)
  })

  it('spreads a long sentence over its time where no words are marked', () => {
    const text =
      'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of cold.'
    const cues = captions(
      text,
      [{ type: 'sentence', time: 0, start: 0, end: text.length, value: text }],
      10_000,
    )
    expect(cues).toHaveLength(2)
    expect(
      Math.abs((cues[1]?.startMs ?? 0) - (10_000 * text.indexOf('it was the age of w')) / text.length),
    ).toBeLessThan(100)
  })

  it('holds all bounds and loses nothing for any text and any times', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .array(
          fc.oneof(
            fc.constantFrom(' ', '. ', ', ', '\n\n', '“', '” ', '東京', '。', '😀', 'x'.repeat(50)),
            fc.lorem({ maxCount: 2 }),
          ),
        )
        .map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(texts, fc.array(fc.nat(3000), { minLength: 1 }), fc.nat(9000), (source, steps, rest) => {
        const text = source.toWellFormed()
        let time = 0
        const marks = marksOf(text, {}).map((mark, i) => {
          time += i % 3 === 0 ? (steps[i % steps.length] ?? 0) : 0
          return { ...mark, time }
        })
        const cues = captions(text, marks, time + rest)
        expectBounds(cues)
        const signs = (part: string) => part.replace(/[\s\p{Cc}\u00ad\u200b\u202a-\u202e\u2066-\u2069]/gu, '')
        expect(signs(linesOf(cues).flat().join(''))).toBe(signs(text))
        expect(readVtt(vttHeader({}) + cues.map(vttCue).join('')).cues).toEqual(cues)
      }),
      { numRuns: 150 },
    )
  })

  it('holds all bounds for any marks at all', () => {
    const anyMarks = fc.array(
      fc.record({
        type: fc.constantFrom('sentence' as const, 'word' as const, 'viseme' as const),
        time: fc.nat(20_000),
        start: fc.nat(200),
        end: fc.nat(200),
        value: fc.string(),
      }),
    )
    fc.assert(
      fc.property(
        fc.lorem({ mode: 'sentences', maxCount: 6 }),
        anyMarks,
        fc.nat(20_000),
        (text, marks, totalMs) => {
          expectBounds(captions(text, marks, totalMs))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('never parts words that fit', () => {
    fc.assert(
      fc.property(
        fc.lorem({ mode: 'words', maxCount: 80 }),
        fc.integer({ min: 5, max: 300 }),
        (text, msPerCharacter) => {
          expect(linesOf(cuesOf(text, { msPerCharacter })).flat().join(' ')).toBe(text)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('vttHeader', () => {
  it('names the language, and says where times are estimated', () => {
    const { notes } = readVtt(`${vttHeader({ language: 'de-DE', estimated: true })}`)
    expect(notes[0]).toBe('NOTE Language: de-DE')
    expect(notes[1]).toMatch(/^NOTE .*estimated/)
  })

  it.each(['', 'a-->b', 'en\n\n00:00'])('names no language for %j', language => {
    expect(vttHeader({ language })).toBe('WEBVTT\n\n')
  })
})

describe('vttCue and srtCue', () => {
  const cue: Cue = { startMs: 359_999_007, endMs: 360_000_000, lines: ['a < b && c --> d', '<i>&amp;</i>'] }

  it('escape what WebVTT would read as markup, and count hours past 99', () => {
    expect(vttCue(cue)).toBe(
      '99:59:59.007 --> 100:00:00.000\na &lt; b &amp;&amp; c --&gt; d\n&lt;i&gt;&amp;amp;&lt;/i&gt;\n\n',
    )
    expect(readVtt(vttHeader({}) + vttCue(cue)).cues).toEqual([cue])
  })

  it('write SubRip as it is, numbered', () => {
    expect(srtCue(cue, 1)).toBe('1\n99:59:59,007 --> 100:00:00,000\na < b && c --> d\n<i>&amp;</i>\n\n')
    expect(readSrt(srtCue(cue, 1))).toEqual([cue])
  })
})
