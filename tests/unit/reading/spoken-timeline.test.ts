import { afterAll, describe, expect, it } from 'vitest'
import { createMp3Envelope } from '../../../lib/audio/mp3-envelope'
import { type Cue, createCaptioner, vttCue, vttHeader } from '../../../lib/reading/captions'
import type { Chunk } from '../../../lib/reading/chunk'
import { createMarksParser } from '../../../lib/reading/marks'
import type { TextType } from '../../../lib/reading/reading'
import { estimateSentences } from '../../../lib/reading/sentence-timing'
import type { Mark } from '../../../lib/reading/timeline'
import { readVtt } from '../../support/captions'
import { createTestPolly, type SpeechBody, speechRequest } from '../../support/local-polly'

const polly = createTestPolly()
afterAll(() => polly.close())

const ENGLISH =
  'It was a bright cold day in April, and the clocks were striking thirteen. Nobody looked up. The man at the corner, who had been waiting there since noon, folded his newspaper and crossed the street. Why had he come? He knew the answer well enough; it was written on a small card in his pocket. Yes. Then the crowd, silent until now, would begin to move slowly towards the station. The fourth was dark! It had never been dark before, not in all the years in which he had passed that house 😀 on his way home. “Go on,” said a voice. He went on.'

const READINGS: [voice: string, language: string, textType: TextType, text: string][] = [
  ['slt', 'en', 'text', ENGLISH],
  [
    'slt',
    'en',
    'ssml',
    '<speak><p>Tom &amp; Ann <break time="200ms"/>met <sub alias="at noon">12:00</sub>.</p> <p>They left.</p></speak>',
  ],
  [
    'Mizuki',
    'ja',
    'text',
    '東京は日本の首都です。ありがとう！きょうはてんきがいいので、こうえんをさんぽします。',
  ],
  ['Zeina', 'ar', 'text', 'الطقس جميل اليوم، وسنذهب للتنزه في الحديقة. مرحبا بالعالم. كيف حالك؟'],
]

async function speak(body: SpeechBody): Promise<Uint8Array> {
  const response = await polly.serve(speechRequest(body))
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

const chunkOf = (text: string): Chunk => ({ text, start: 0, end: text.length, lead: 0 })

async function marksOf(text: string, VoiceId: string, TextType: TextType): Promise<Mark[]> {
  const SpeechMarkTypes = ['sentence', 'word']
  const bytes = await speak({ Text: text, VoiceId, TextType, OutputFormat: 'json', SpeechMarkTypes })
  const parser = createMarksParser(chunkOf(text), 0)
  return [...parser.feed(bytes), ...parser.end()]
}

function captions(text: string, textType: TextType, language: string, marks: Mark[]): Cue[] {
  const captioner = createCaptioner({ text, textType }, language)
  return [...marks.flatMap(mark => captioner.feed(mark)), ...captioner.end((marks.at(-1)?.time ?? 0) + 1000)]
}

describe('marks and captions of the local voices', () => {
  it.each(READINGS)(
    '%s, %s, %s: offsets slice the text, and captions hold all of it',
    async (voice, language, textType, text) => {
      const marks = await marksOf(text, voice, textType)
      expect(marks.filter(({ type }) => type === 'sentence').length).toBeGreaterThan(1)
      for (const { start, end, value } of marks) expect(text.slice(start, end)).toBe(value)

      const cues = captions(text, textType, language, marks)
      const shown = cues.flatMap(({ lines }) => lines).join(' ')
      const written = text.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&')
      expect(shown.replace(/\s/g, '')).toBe(written.replace(/\s/g, ''))
      expect(readVtt(vttHeader({ language }) + cues.map(vttCue).join('')).cues).toEqual(cues)
    },
  )
})

describe('estimateSentences of the local voices', () => {
  it.each(['slt', 'kal'])(
    'is near the marks of %s, and far nearer than in proportion to the text',
    async VoiceId => {
      const marks = (await marksOf(ENGLISH, VoiceId, 'text')).filter(({ type }) => type === 'sentence')
      const reader = createMp3Envelope()
      reader.push(await speak({ Text: ENGLISH, VoiceId, OutputFormat: 'mp3', SampleRate: '24000' }))
      const audio = reader.end()
      const estimated = estimateSentences(chunkOf(ENGLISH), audio, 'en', 0, 'text')
      expect(estimated.map(({ start, end, value }) => ({ start, end, value }))).toEqual(
        marks.map(({ start, end, value }) => ({ start, end, value })),
      )
      const errors = (timeOf: (mark: Mark) => number) =>
        estimated.map((mark, i) => Math.abs(timeOf(mark) - (marks[i]?.time ?? 0))).sort((a, b) => a - b)
      const heard = errors(({ time }) => time)
      const flat = errors(({ start = 0 }) => (audio.durationMs * start) / ENGLISH.length)
      expect(heard[heard.length >> 1]).toBeLessThan(60)
      expect(heard.at(-1)).toBeLessThan(250)
      expect((flat[flat.length >> 1] ?? 0) / (heard[heard.length >> 1] ?? 0)).toBeGreaterThan(3)
    },
  )
})
