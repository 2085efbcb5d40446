import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type App, openApp, problemOf } from '../support/app'
import { type Caption, readSrt, readVtt } from '../support/captions'
import { createGate } from '../support/gate'
import { until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'
import {
  bytesOf,
  decodeReading,
  EXTENSIONS,
  idOf,
  listenTo,
  ofParagraph,
  paragraphs,
  SPEECH,
  secondsOf,
  textOf,
  textsAsked,
  textsMarked,
} from '../support/readings'

let polly: PollyStandIn
let app: App

beforeEach(async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  polly = await startPolly()
  polly.behave({ speech: TIMED })
  app = await openApp({ AWS_ENDPOINT_URL_POLLY: polly.url })
})
afterEach(async () => {
  await app.close()
  await polly.close()
  vi.restoreAllMocks()
})

const TIMED = { ...SPEECH, msPerCharacter: 20 }
const PARAGRAPHS = paragraphs(3)
const TEXT = textOf(PARAGRAPHS)
const ID = idOf(TEXT)
const CJK = '这是第一句话，它并不长。这是第二句话，它稍微长一点点。'
const ARABIC = 'هذه هي الجملة الأولى. وهذه هي الجملة الثانية.'

type Mark = { type: string; time: number; start?: number; end?: number; value: string; estimated?: true }

const linesOf = async (response: Response): Promise<Mark[]> =>
  (await bytesOf(response))
    .toString()
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
const marksOf = async (id: string) => linesOf(await app.file(id, 'ndjson'))

describe('GET /read/{id}.ndjson', () => {
  test.each([
    ['plain paragraphs', TEXT],
    ['emoji, and letters of several bytes', textOf(['Grüße, 👋🏽 Welt! Ça va?', 'Ще один абзац 🎈 тут.'])],
    ['Chinese', textOf([CJK, CJK])],
    ['Arabic', textOf([ARABIC, ARABIC])],
  ])('offsets of marks slice the reading: %s', async (_, text) => {
    const marks = await marksOf(idOf(text))
    const [sentences, words] = ['sentence', 'word'].map(type => marks.filter(mark => mark.type === type))
    for (const { start, end, value } of [...(sentences ?? []), ...(words ?? [])]) {
      expect(text.slice(start, end)).toBe(value)
    }
    const spoken = sentences?.map(({ start, end }) => text.slice(start, end)).join('') ?? ''
    expect(spoken.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    expect(words?.length).toBeGreaterThan(3)
    const times = marks.map(({ time }) => time)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.every(Number.isInteger)).toBe(true)
    expect(marks.some(({ estimated }) => estimated)).toBe(false)
  })

  test.each(EXTENSIONS)(
    'marks of later chunks are shifted by the exact duration of the audio before them, as %s',
    async extension => {
      const marks = await linesOf(await app.file(ID, 'ndjson', {}, `?audio=${extension}`))
      const durations = await secondsOf(extension, PARAGRAPHS, TIMED.msPerCharacter)
      let beforeMs = 0
      for (const [index, paragraph] of PARAGRAPHS.entries()) {
        const [first] = marks.filter(({ start }) => start === TEXT.indexOf(paragraph))
        const lateMs = (first?.time ?? Number.NaN) - beforeMs
        expect(Math.abs(lateMs), `paragraph ${index + 1}`).toBeLessThanOrEqual(1)
        beforeMs += (durations[index] ?? 0) * 1000
      }
    },
  )

  test('is NDJSON that comes as it becomes known: the first chunk before the second', async () => {
    const gate = createGate()
    polly.behave({
      speech: { ...TIMED, trouble: { kind: 'hold', at: 'before-headers', gate, when: ofParagraph(2) } },
    })
    const response = await app.file(ID, 'ndjson')
    expect(response.headers.get('Content-Type')).toMatch(/^application\/(x-)?ndjson/)
    const hearing = listenTo(response)
    await hearing.reach(1)
    await until(() => gate.waiting > 0)
    gate.open()
    const marks = (await hearing.rest()).toString().trim().split('\n')
    expect(marks.filter(line => line.includes('"sentence"')).length).toBeGreaterThanOrEqual(9)
  })

  test('marks are asked for once a chunk, for many listeners, captions, and again later', async () => {
    await Promise.all(Array.from({ length: 20 }, () => marksOf(ID)))
    for (const extension of ['vtt', 'srt', 'ndjson'] as const) await bytesOf(await app.file(ID, extension))
    expect(textsMarked(polly).map(text => text.trim())).toEqual(PARAGRAPHS)
    // Exact durations need the audio: at most once a chunk as well.
    expect(textsAsked(polly).length).toBeLessThanOrEqual(PARAGRAPHS.length)
  })

  test('of a document counts offsets into the document', async () => {
    // Longer than one request may be.
    const parts = paragraphs(30)
    const text = `<speak>${parts.map(part => `<p>${part} <mark name="end"/></p>`).join('')}</speak>`
    const marks = await marksOf(idOf(text, { textType: 'ssml' }))
    const words = marks.filter(({ type }) => type === 'word')
    expect(words.length).toBeGreaterThan(300)
    for (const { start, end, value } of words) expect(text.slice(start, end)).toBe(value)
    const ends = marks.filter(({ type }) => type === 'ssml')
    expect(ends.map(({ start, end }) => text.slice(start, end))).toEqual(
      parts.map(() => '<mark name="end"/>'),
    )
    expect(textsMarked(polly).length).toBeGreaterThan(1)
  })

  test('of an engine without marks tells of its sentences, estimated from the audio', async () => {
    const id = idOf(TEXT, { engine: 'generative' })
    const response = await app.file(id, 'ndjson')
    expect(response.headers.get('Speech-Marks')).toBe('estimated')
    const marks = await linesOf(response)
    expect(marks.length).toBeGreaterThanOrEqual(9)
    for (const { type, start, end, value, estimated } of marks) {
      expect(type).toBe('sentence')
      expect(estimated).toBe(true)
      expect(TEXT.slice(start, end)).toBe(value)
    }
    const times = marks.map(({ time }) => time)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    const { notes, cues } = readVtt((await bytesOf(await app.file(id, 'vtt'))).toString())
    expect(notes.join('\n')).toMatch(/estimat/i)
    expectCaptions(cues, TEXT)
  })

  test.each([
    ['in the midst of others', textOf(['One two.', '🏴', 'Three four.']), ['One', 'two', 'Three', 'four']],
    ['alone', '🏴', []],
  ])('a paragraph without a word has no marks, and is no failure: %s', async (_, text, words) => {
    const response = await app.file(idOf(text), 'ndjson', {}, '?types=word')
    expect(response.status).toBe(200)
    expect((await linesOf(response)).map(({ value, estimated }) => [value, estimated])).toEqual(
      words.map(word => [word, undefined]),
    )
  })

  test('of a plain text has no marks of SSML, and says nothing of the voice', async () => {
    const response = await app.file(ID, 'ndjson', {}, '?types=ssml')
    expect(response.headers.get('Speech-Marks')).toBe(null)
    expect(await linesOf(response)).toEqual([])
    expect(polly.requests.filter(({ path }) => path === '/v1/speech')).toEqual([])
  })

  test('of the same kinds is the same request, however they are listed', async () => {
    for (const types of ['word,sentence', 'sentence,word', 'word,sentence,word']) {
      await linesOf(await app.file(ID, 'ndjson', {}, `?types=${types}`))
    }
    expect(textsMarked(polly)).toHaveLength(PARAGRAPHS.length)
  })

  test('is a problem where Polly fails before the first mark, and whole afterwards', async () => {
    const denied = { name: 'AccessDeniedException', status: 403, message: 'No' } as const
    polly.behave({ speech: { ...TIMED, trouble: { kind: 'fail', ...denied } } })
    await problemOf(await app.file(ID, 'ndjson'), 502)
    polly.behave({ speech: TIMED })
    expect((await marksOf(ID)).length).toBeGreaterThan(30)
  })

  test('is cut where Polly fails in a later chunk', async () => {
    const failure = { name: 'ValidationException', status: 400, message: 'x' } as const
    polly.behave({ speech: { ...TIMED, trouble: { kind: 'fail', ...failure, when: ofParagraph(3) } } })
    const response = await app.file(ID, 'ndjson')
    await expect(response.text()).rejects.toThrow()
  })

  test('a reload is a 304 without asking Polly, and HEAD asks for nothing', async () => {
    const head = await app.file(ID, 'ndjson', { method: 'HEAD' })
    expect(head.status).toBe(200)
    const etag = head.headers.get('ETag') ?? ''
    const reload = await app.file(ID, 'ndjson', { headers: { 'If-None-Match': etag } })
    expect(reload.status).toBe(304)
    expect(polly.requests.filter(({ path }) => path === '/v1/speech')).toEqual([])
  })
})

describe('captions', () => {
  test.each([
    ['plain paragraphs', TEXT],
    ['Chinese', textOf([CJK, CJK])],
    ['Arabic', textOf([ARABIC, ARABIC])],
    ['emoji', textOf(['Grüße, 👋🏽 Welt! Ça va?', 'Noch ein Absatz 🎈 hier.'])],
    ['what VTT must escape', 'One < two & three > two. A --> B, he said. <b>No tag</b> &amp; no entity.'],
    ['a word longer than a line', `See https://example.com/${'a-very-long-path/'.repeat(8)} for more.`],
  ])('.vtt and .srt have the same cues, in bounds, with every word: %s', async (_, text) => {
    const vtt = await app.file(idOf(text), 'vtt')
    expect(vtt.headers.get('Content-Type')).toMatch(/^text\/vtt/)
    const { cues, notes } = readVtt((await bytesOf(vtt)).toString())
    expect(notes.join('')).not.toMatch(/estimat/i)
    expectCaptions(cues, text)
    const srt = await app.file(idOf(text), 'srt')
    expect(srt.headers.get('Content-Type')).toMatch(/^(application\/x-subrip|text\/)/)
    expect(readSrt((await bytesOf(srt)).toString())).toEqual(cues)
  })

  test.each(['word', 'viseme', 'ssml'])(
    'are whole whatever kinds of marks are asked for: %s',
    async types => {
      const whole = await bytesOf(await app.file(ID, 'srt'))
      expect(whole.length).toBeGreaterThan(100)
      const asked = await bytesOf(await app.file(ID, 'srt', {}, `?types=${types}`))
      expect(asked.toString()).toBe(whole.toString())
    },
  )

  test('end with the audio, not after it', async () => {
    const { cues } = readVtt((await bytesOf(await app.file(ID, 'vtt'))).toString())
    const { seconds } = await decodeReading('mp3', await bytesOf(await app.file(ID, 'mp3')))
    const end = cues.at(-1)?.endMs ?? 0
    expect(end).toBeLessThanOrEqual(seconds * 1000 + 1)
    expect(end).toBeGreaterThan(seconds * 1000 - 2000)
  })

  test('of a document show what is spoken, without tags', async () => {
    const text = `<speak><p>Tom &amp; Jerry <break time="1s"/>are <emphasis>here</emphasis>.</p><p>${PARAGRAPHS[0]}</p></speak>`
    const { cues } = readVtt(
      (await bytesOf(await app.file(idOf(text, { textType: 'ssml' }), 'vtt'))).toString(),
    )
    const shown = cues.flatMap(({ lines }) => lines).join(' ')
    expect(shown).toMatch(/^Tom & Jerry are here\./)
    expect(shown).not.toMatch(/[<>]|&amp;/)
  })
})

/** At most two lines of 42 columns, in order, apart, and together the text. */
function expectCaptions(cues: readonly Caption[], text: string): void {
  expect(cues.length).toBeGreaterThan(0)
  let before = 0
  for (const { startMs, endMs, lines } of cues) {
    expect(startMs).toBeGreaterThanOrEqual(before)
    expect(endMs).toBeGreaterThan(startMs)
    before = endMs
    expect(lines.length).toBeLessThanOrEqual(2)
    for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(42)
  }
  const shown = cues.flatMap(({ lines }) => lines).join('')
  expect(shown.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
}

/** Graphemes; what is wide in East Asia counts twice (Unicode, annex 11). */
function columns(line: string): number {
  let count = 0
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)) {
    count += /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303f\uff01-\uff60]/u.test(
      segment,
    )
      ? 2
      : 1
  }
  return count
}
