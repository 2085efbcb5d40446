import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalPolly } from '../../lib/engine/engine'
import { VISEMES } from '../../lib/engine/phonemes/viseme'
import { type HeardMark, type Listener, listenerTo, RATE_HZ } from '../support/listening'
import { createTestPolly } from '../support/local-polly'
import { durationMs, soundSpans } from '../support/measure'
import { sibilants } from '../support/sibilants'

let polly: LocalPolly
let listener: Listener
beforeAll(() => {
  polly = createTestPolly()
  listener = listenerTo(polly)
  return polly.warm()
})
afterAll(() => polly.close())

const ofType = (marks: readonly HeardMark[], type: HeardMark['type']) =>
  marks.filter(mark => mark.type === type)

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** How far apart two lists of times are, one by one. They have to be as long as each other. */
function distances(marks: readonly number[], onsets: readonly number[], what: string): number[] {
  expect(onsets, `${what}: sounds found for ${marks.length} words`).toHaveLength(marks.length)
  return marks.map((ms, i) => Math.abs(ms - (onsets[i] ?? Number.NaN)))
}

const ENGLISH = ['slt', 'rms', 'awb', 'kal']

/** Each word that follows a break. */
const BROKEN = {
  en: [
    'We saw <break/> two cats <break/> playing <break/> on the garden wall <break/> before dinner.',
    'Nobody <break/> came to the party <break/> because <break/> it was raining <break/> too hard.',
    'She told me <break/> that people <break/> can be kind <break/> in difficult <break/> times.',
  ],
  fr: ['Nous avons vu <break/> trois chats <break/> jouer <break/> sur le mur <break/> avant midi.'],
  de: ['Wir sahen <break/> zwei Katzen <break/> im Garten <break/> spielen <break/> und lachten.'],
  hi: ['हमने <break/> दो बिल्लियाँ <break/> दीवार पर <break/> खेलते <break/> देखीं।'],
}

/** In running speech a sibilant tells where it starts: these words begin with the only ones in their text. */
const HISSING = {
  en: [
    'I may sing a song and you may sit in a sunny room.',
    'We know a sailor who may sell a silver ring.',
    'A lady saw a salmon in a river near a sandy bay.',
    'Nobody may send a lamp or a yellow sail on a Sunday.',
  ],
  es: ['La señora lee una sola línea y no sabe nada de la sopa.'],
  fr: ['Il y a une salade, un poulet au sel et du saumon.'],
  it: ['Una sera il re non sapeva nulla di quella sala.'],
}

describe('word marks', () => {
  it.each([
    ...ENGLISH.map(voice => [voice, BROKEN.en] as const),
    ['fr-Elodie', BROKEN.fr] as const,
    ['de-Anton', BROKEN.de] as const,
    ['hi-Priya', BROKEN.hi] as const,
  ])('of %s stand where the sound begins after a break', async (VoiceId, texts) => {
    const off: number[] = []
    for (const text of texts.map(inner => `<speak>${inner}</speak>`)) {
      const marks = ofType(await listener.marks(text, { VoiceId }), 'word')
      const after = marks.filter((_, i) => marks[i - 1]?.value.startsWith('<break'))
      const spans = soundSpans(await listener.hear(text, { VoiceId }), RATE_HZ, { minPauseMs: 150 })
      const onsets = spans.slice(1).map(({ startMs }) => startMs)
      off.push(
        ...distances(
          after.map(({ time }) => time),
          onsets,
          text,
        ),
      )
    }
    expect(median(off)).toBeLessThanOrEqual(30)
    expect(Math.max(...off)).toBeLessThanOrEqual(60)
  })

  it.each([
    ...ENGLISH.map(voice => [voice, HISSING.en] as const),
    ['es-Paloma', HISSING.es] as const,
    ['fr-Elodie', HISSING.fr] as const,
    ['it-Matteo', HISSING.it] as const,
  ])('of %s stand where the sound begins in running speech', async (VoiceId, texts) => {
    const off: number[] = []
    for (const text of texts) {
      const marks = ofType(await listener.marks(text, { VoiceId }), 'word')
      const hissing = marks.filter(({ value }) => /^s/i.test(value)).map(({ time }) => time)
      const onsets = sibilants(await listener.hear(text, { VoiceId }), RATE_HZ).map(({ startMs }) => startMs)
      off.push(...distances(hissing, onsets, text))
    }
    expect(median(off)).toBeLessThanOrEqual(30)
    expect(Math.max(...off)).toBeLessThanOrEqual(60)
  })

  it.each([
    ['<prosody rate="60%">', '</prosody>', 30],
    ['<prosody rate="170%">', '</prosody>', 30],
    ['<prosody pitch="+40%">', '</prosody>', 30],
    ['<amazon:effect vocal-tract-length="+20%">', '</amazon:effect>', 45],
  ])('stand where the sound begins within %s', async (opening, closing, mostMs) => {
    const [text = ''] = BROKEN.en.map(inner => `<speak>${opening}${inner}${closing}</speak>`)
    for (const VoiceId of ['slt', 'rms']) {
      const marks = ofType(await listener.marks(text, { VoiceId }), 'word')
      const after = marks.filter((_, i) => marks[i - 1]?.value.startsWith('<break'))
      const spans = soundSpans(await listener.hear(text, { VoiceId }), RATE_HZ, { minPauseMs: 120 })
      const onsets = spans.slice(1).map(({ startMs }) => startMs)
      const off = distances(
        after.map(({ time }) => time),
        onsets,
        `${VoiceId} ${text}`,
      )
      expect(median(off)).toBeLessThanOrEqual(mostMs)
    }
  })
})

const LONG = `The committee, which had met only twice since 1998, decided to sell the old mill; nobody knew why. "Is it true?" asked Dr. Brown. It was! In the end 3.5 million people, most of them from the north, came to see it, and paid $12.50 each to walk across the bridge that their grandparents had built without any help, long before the railway reached the valley.`

describe.each(['slt', 'rms', 'awb', 'kal', 'Joanna', 'Justin'])('the marks of a paragraph by %s', VoiceId => {
  let marks: HeardMark[]
  let samples: Float32Array
  beforeAll(async () => {
    marks = await listener.marks(LONG, { VoiceId })
    samples = await listener.hear(LONG, { VoiceId })
  })

  it('never go backwards', () => {
    const times = marks.map(({ time }) => time)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    for (const type of ['sentence', 'word'] as const) {
      const starts = ofType(marks, type).map(({ start = -1 }) => start)
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    }
  })

  it('end with the audio of the same request, but for the pause at its end', async () => {
    const document = `<speak>${LONG}<mark name="end"/></speak>`
    const end = (await listener.marks(document, { VoiceId })).find(({ type }) => type === 'ssml')
    const pauseMs = durationMs(samples, RATE_HZ) - (end?.time ?? 0)
    expect(pauseMs).toBeGreaterThan(70)
    expect(pauseMs).toBeLessThan(90)
    expect(marks.at(-1)?.value).toBe('sil')
    expect(marks.at(-1)?.time).toBeLessThanOrEqual(end?.time ?? 0)
  })

  it('have a sentence around each word, at the time of its first', () => {
    const words = ofType(marks, 'word')
    const sentences = ofType(marks, 'sentence')
    expect(sentences.map(({ value }) => value.slice(0, 5))).toEqual(['The c', '"Is i', 'It wa', 'In th'])
    for (const sentence of sentences) {
      const [start, end] = [sentence.start ?? 0, sentence.end ?? 0]
      const inside = words.filter(word => (word.start ?? -1) >= start && (word.end ?? Infinity) <= end)
      expect(inside[0]?.time).toBe(sentence.time)
      for (const word of inside) words.splice(words.indexOf(word), 1)
    }
    expect(words).toEqual([])
  })

  it('are visemes of the table, at rest where nothing is heard and never twice', () => {
    const visemes = ofType(marks, 'viseme')
    expect(visemes.filter(({ value }) => !VISEMES.some(viseme => viseme === value))).toEqual([])
    const pairs = visemes.filter(({ value }, i) => value === 'sil' && visemes[i - 1]?.value === 'sil')
    expect(pairs).toEqual([])
    const spans = soundSpans(samples, RATE_HZ, { minPauseMs: 200 })
    expect(spans.length).toBeGreaterThanOrEqual(4)
    for (const { endMs } of spans) {
      const rest = visemes.find(({ time, value }) => value === 'sil' && Math.abs(time - endMs) <= 120)
      expect(rest, `no sil near the pause at ${Math.round(endMs)} ms`).toBeDefined()
    }
  })
})

describe('the offsets of marks', () => {
  it.each([
    ['arb-Salma', 'كان الرجل العجوز يمشي ببطء في الغابة. لم يعرف أحد إلى أين يذهب!', 12],
    ['fa-Shirin', 'پیرمرد صبح زود به جنگل می‌رفت. هیچ‌کس نمی‌دانست چرا؟', 9],
    ['ur-Zainab', 'بوڑھا آدمی آہستہ آہستہ جنگل میں چل رہا تھا۔ کوئی نہیں جانتا تھا۔', 12],
    ['ja-Hanako', '老人は森の中をゆっくりと歩いていた。誰も行き先を知らなかった。', 8],
    ['cmn-Meilin', '老人慢慢地走在森林里。没有人知道他要去哪儿。', 6],
    ['hi-Priya', 'बूढ़ा आदमी धीरे-धीरे जंगल में चल रहा था। कोई नहीं जानता था क्यों।', 10],
    ['ko-Minji', '노인은 천천히 숲속을 걸었다. 아무도 이유를 몰랐다.', 6],
    ['slt', 'Héllo 👋🏽 wörld — “naïve” café 👩‍👩‍👧 costs €3.50, 10 °C & rising.', 8],
    ['ru-Pavel', 'Старик шёл через лес, и никто не знал, куда. Было 5°C!', 10],
  ])('of %s slice the bytes of the text at their value', async (VoiceId, text, leastWords) => {
    const bytes = Buffer.from(text)
    const marks = await listener.marks(text, { VoiceId })
    const placed = marks.filter(({ type }) => type === 'word' || type === 'sentence')
    expect(ofType(placed, 'word').length).toBeGreaterThanOrEqual(leastWords)
    for (const { start, end, value } of placed) expect(bytes.subarray(start, end).toString()).toBe(value)
    const times = marks.map(({ time }) => time)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const lengthMs = durationMs(await listener.hear(text, { VoiceId }), RATE_HZ)
    expect(times.at(-1)).toBeLessThan(lengthMs)
  })

  it('count the tags of a document, and what stands for a character', async () => {
    const text = '<speak>Ä <b/>tea &amp; <emphasis>two</emphasis> cakes</speak>'.replace('<b/>', '<break/>')
    const bytes = Buffer.from(text)
    const words = ofType(await listener.marks(text), 'word')
    expect(words.map(({ value }) => value)).toEqual(['Ä', '<break/>', 'tea', '&amp;', 'two', 'cakes'])
    for (const { start, end, value } of words) expect(bytes.subarray(start, end).toString()).toBe(value)
  })
})
