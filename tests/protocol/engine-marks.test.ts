import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conformance, openConformance, WAYS } from '../support/conformance'
import type { SpeechBody } from '../support/local-polly'
import { type Mark, marksIn } from '../support/marks'
import type { Subject } from '../support/polly-subjects'

let open: Conformance
beforeAll(async () => {
  open = await openConformance()
})
afterAll(() => open.close())

const TYPES = ['sentence', 'ssml', 'word', 'viseme']
/** Polly, Phoneme and viseme tables, en-US. */
const VISEMES = 'p t S T f k i l r s u @ a e E o O sil'.split(' ')

const TEXT = 'Hé 😀 said “two” words. 東京 Then, it ended!'
const SSML =
  '<speak><p>Mary had <break time="300ms"/>a little <mark name="animal"/>lamb.</p> It&apos;s <sub alias="World Wide Web">WWW</sub> &#233;clair.</speak>'

describe.each(WAYS)('speech marks of the local Polly, %s', way => {
  let subject: Subject
  beforeAll(() => {
    subject = open.subjects[way]
  })

  async function marksOf(body: SpeechBody, SpeechMarkTypes: readonly string[]): Promise<Mark[]> {
    const { contentType, bytes } = await subject.speak({ ...body, OutputFormat: 'json', SpeechMarkTypes })
    expect(contentType).toBe('application/x-json-stream')
    return marksIn(bytes)
  }

  it.each(['sentence', 'word', 'viseme'])('are of the type that is asked for: %s', async type => {
    const marks = await marksOf({ Text: TEXT }, [type])
    expect(marks.length).toBeGreaterThan(1)
    expect(new Set(marks.map(mark => mark.type))).toEqual(new Set([type]))
    expect(marks).toEqual((await marksOf({ Text: TEXT }, ['viseme', 'word', 'sentence'])).filter(of(type)))
  })

  it('come together in order of time, and by sentence, ssml, word, viseme at one time', async () => {
    const marks = await marksOf({ Text: SSML, TextType: 'ssml' }, ['viseme', 'ssml', 'word', 'sentence'])
    expect(new Set(marks.map(mark => mark.type))).toEqual(new Set(TYPES))
    const places = marks.map(mark => mark.time * 10 + TYPES.indexOf(mark.type))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const [sentence, word] = ['sentence', 'word'].map(type => marks.findIndex(of(type)))
    expect(word).toBe((sentence ?? 0) + 1)
  })

  it.each([
    ['text', TEXT, 'slt'],
    ['ssml', SSML, 'slt'],
    ['text', '東京は日本の首都です。ありがとう！', 'Mizuki'],
    ['text', 'مرحبا بالعالم. كيف حالك؟', 'Zeina'],
  ])('have offsets in bytes that slice %s %j at the value (%s)', async (TextType, Text, VoiceId) => {
    const marks = await marksOf({ Text, TextType, VoiceId }, ['sentence', 'word'])
    expect(marks.length).toBeGreaterThan(3)
    const bytes = Buffer.from(Text)
    for (const { start, end, value } of marks) {
      expect(bytes.subarray(start, end).toString()).toBe(value)
    }
  })

  it('have the visemes of the table, with sil for pauses, and no offsets', async () => {
    const marks = await marksOf({ Text: 'The quick brown fox jumps. Over lazy dogs.' }, ['viseme'])
    for (const mark of marks) {
      expect(Object.keys(mark)).toEqual(['time', 'type', 'value'])
      expect(VISEMES).toContain(mark.value)
    }
    const between = marks.slice(1, -1).filter(mark => mark.value === 'sil')
    expect(between.length).toBeGreaterThanOrEqual(1)
    expect(marks.at(-1)?.value).toBe('sil')
  })

  it('have times within the audio of the same request, which is as long whatever the format', async () => {
    const body = { Text: SSML, TextType: 'ssml', VoiceId: 'rms' }
    const { bytes } = await subject.speak({ ...body, OutputFormat: 'mulaw' })
    const times = (await marksOf(body, ['word', 'viseme'])).map(mark => mark.time)
    expect(Math.max(...times)).toBeLessThan(bytes.length / 8)
    expect(Math.max(...times)).toBeGreaterThan(bytes.length / 8 - 300)
    expect(times.every(time => Number.isInteger(time) && time >= 0)).toBe(true)
  })

  it('name the marks of a document, and mark its breaks as words', async () => {
    const marks = await marksOf({ Text: SSML, TextType: 'ssml' }, ['ssml', 'word'])
    expect(marks.find(of('ssml'))).toMatchObject({ value: 'animal' })
    expect(marks.filter(of('word')).map(mark => mark.value)).toEqual([
      ...['Mary', 'had', '<break time="300ms"/>', 'a', 'little', 'lamb', 'It&apos;s', 'WWW', '&#233;clair'],
    ])
  })

  it('take any sample rate, as they have none', async () => {
    const body = { Text: 'Hello there.', VoiceId: 'kal' }
    const marks = await marksOf(body, ['word'])
    for (const SampleRate of ['8000', '48000', '11025']) {
      expect(await marksOf({ ...body, SampleRate }, ['word'])).toEqual(marks)
    }
  })

  it('are none for a text without words', async () => {
    expect(await marksOf({ Text: '… !!!' }, ['word', 'sentence'])).toEqual([])
  })
})

function of(type: string): (mark: Mark) => boolean {
  return mark => mark.type === type
}
