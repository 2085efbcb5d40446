import { Readable } from 'node:stream'
import {
  EngineNotSupportedException,
  GetLexiconCommand,
  LexiconNotFoundException,
  MarksNotSupportedForFormatException,
  type PollyClient,
  SsmlMarksNotSupportedForTextTypeException,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechInput,
  TextLengthExceededException,
  ValidationException,
} from '@aws-sdk/client-polly'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { decodeAudio, rms, sineFit } from '../support/audio'
import { createGate } from '../support/gate'
import { marksIn } from '../support/marks'
import { pitchOf, type SpokenFormat, speechBytes } from '../support/polly-audio'
import { pollyClient, until } from '../support/polly-client'
import { type PollyStandIn, startPolly } from '../support/polly-stand-in'

/** What long readings ask of the stand-in: speech that differs by text, marks, lexicons, troubles of one chunk. */

let polly: PollyStandIn
let client: PollyClient

beforeEach(async () => {
  polly = await startPolly()
  client = pollyClient(polly.url)
})
afterEach(async () => {
  client.destroy()
  await polly.close()
})

const TEXT = 'Good morning to all who hear this. How are you?'
const DEFAULTS: SynthesizeSpeechInput = {
  Text: TEXT,
  VoiceId: 'Joanna',
  Engine: 'neural',
  OutputFormat: 'mp3',
}
const MARKS: Partial<SynthesizeSpeechInput> = { OutputFormat: 'json', SpeechMarkTypes: ['sentence', 'word'] }

async function speak(input: Partial<SynthesizeSpeechInput> = {}): Promise<Buffer> {
  const { AudioStream } = await client.send(new SynthesizeSpeechCommand({ ...DEFAULTS, ...input }))
  if (!(AudioStream instanceof Readable)) throw new Error('The answer has no stream')
  return Buffer.from(await AudioStream.transformToByteArray())
}

const marksOf = async (input: Partial<SynthesizeSpeechInput> = {}) =>
  marksIn(await speak({ ...MARKS, ...input }))

describe('speech by text', () => {
  beforeEach(() => polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40 } }))

  test.each(['mp3', 'ogg_vorbis', 'ogg_opus', 'pcm'] as const)(
    '%s lasts as long as its characters and is the tone of its text',
    async OutputFormat => {
      const { samples, sampleRateHz, seconds } = await decodeAudio(
        OutputFormat,
        await speak({ OutputFormat }),
      )
      // MP3 rounds up to frames, and has the delay of its encoder.
      expect(seconds).toBeGreaterThanOrEqual(TEXT.length * 0.04 - 0.001)
      expect(seconds).toBeLessThan(TEXT.length * 0.04 + 0.15)
      const middle = samples.subarray(samples.length / 4, (3 * samples.length) / 4)
      expect(sineFit(middle, pitchOf(TEXT), sampleRateHz).snrDb).toBeGreaterThan(10)
    },
  )

  test('is another tone for another text, and the same for the same', async () => {
    const texts = Array.from({ length: 40 }, (_, i) => `Paragraph ${i}.`)
    expect(new Set(texts.map(pitchOf)).size).toBeGreaterThan(10)
    expect((await speak()).equals(await speak())).toBe(true)
    expect((await speak({ Text: 'Good night' })).equals(await speak())).toBe(false)
  })

  test('mp3Tags put ID3 and an Info frame before the same frames, and ID3v1 after them', async () => {
    const plain = await speak()
    polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40, mp3Tags: true } })
    const bytes = await speak()
    expect(bytes.toString('latin1', 0, 3)).toBe('ID3')
    expect(bytes.toString('latin1', 512 + 4 + 9, 512 + 4 + 13)).toBe('Info')
    expect(bytes.toString('latin1', bytes.length - 128, bytes.length - 125)).toBe('TAG')
    expect(bytes.subarray(-128 - plain.length, -128).equals(plain)).toBe(true)
    const { samples } = await decodeAudio('mp3', bytes)
    expect(rms(samples)).toBeGreaterThan(0.2)
  })
})

describe('speech marks', () => {
  beforeEach(() => polly.behave({ speech: { audio: 'by-text', msPerCharacter: 40 } }))

  test('have byte offsets into the text and times in proportion to it', async () => {
    const Text = 'Grüße, 👋 Welt. Ende.'
    const marks = await marksOf({ Text })
    const bytes = Buffer.from(Text)
    expect(marks.map(({ type, value }) => `${type} ${value}`)).toEqual([
      'sentence Grüße, 👋 Welt.',
      'word Grüße',
      'word Welt',
      'sentence Ende.',
      'word Ende',
    ])
    for (const { start, end, value } of marks) expect(bytes.toString('utf8', start, end)).toBe(value)
    expect(marks.map(({ time }) => time)).toEqual([0, 0, 9 * 40, 15 * 40, 15 * 40])
  })

  test('of a document count its tags in offsets and not in times, and tell of its marks', async () => {
    const Text = '<speak>Here <mark name="x"/>we are.</speak>'
    const marks = await marksOf({ Text, TextType: 'ssml', SpeechMarkTypes: ['word', 'ssml', 'viseme'] })
    const told = marks.filter(({ type }) => type !== 'viseme')
    expect(told.map(({ value, time }) => [value, time])).toEqual([
      ['Here', 0],
      ['x', 200],
      ['we', 200],
      ['are', 320],
    ])
    expect(Text.slice(told[1]?.start, told[1]?.end)).toBe('<mark name="x"/>')
    const visemes = marks.filter(({ type }) => type === 'viseme')
    expect(visemes).toHaveLength(6)
    expect(visemes.every(({ start }) => start === undefined)).toBe(true)
  })

  test.each([
    ['marks in mp3', { SpeechMarkTypes: ['word'] }, MarksNotSupportedForFormatException],
    ['json without marks', { OutputFormat: 'json' }, ValidationException],
    [
      'ssml marks of a text',
      { ...MARKS, SpeechMarkTypes: ['ssml'] },
      SsmlMarksNotSupportedForTextTypeException,
    ],
    ['marks of an engine without any', { ...MARKS, Engine: 'generative' }, ValidationException],
    [
      'marks of an engine that the voice lacks',
      { ...MARKS, Engine: 'long-form' },
      EngineNotSupportedException,
    ],
    [
      '6,001 characters with their tags',
      { Text: `<speak>${'<s>a</s>'.repeat(750)}</speak>`, TextType: 'ssml' },
      TextLengthExceededException,
    ],
  ] as const)('%s are refused', async (_, input, exception) => {
    await expect(speak(input as Partial<SynthesizeSpeechInput>)).rejects.toBeInstanceOf(exception)
  })

  test('are answered for any engine where all have them', async () => {
    polly.behave({ speech: { marklessEngines: [] } })
    expect(await marksOf({ Engine: 'generative' })).not.toEqual([])
  })
})

describe('GetLexicon', () => {
  const get = async (Name: string) => (await client.send(new GetLexiconCommand({ Name }))).Lexicon?.Content

  test('answers what was laid in, and any name where nothing was', async () => {
    expect(await get('any')).toContain('<lexicon')
    polly.behave({ lexicons: { kept: { names: '<lexicon>1</lexicon>' } } })
    expect(await get('names')).toBe('<lexicon>1</lexicon>')
    await expect(get('other')).rejects.toBeInstanceOf(LexiconNotFoundException)
    await expect(speak({ LexiconNames: ['other'] })).rejects.toBeInstanceOf(LexiconNotFoundException)
    await speak({ LexiconNames: ['names'] })
  })

  test('may be denied to who may speak', async () => {
    const denied = { name: 'AccessDeniedException', status: 403, message: 'No' } as const
    polly.behave({ lexicons: { trouble: { kind: 'fail', ...denied } } })
    await expect(get('names')).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await speak({ LexiconNames: ['names'] })
  })
})

describe('troubles of some requests', () => {
  test('when chooses by text and by order', async () => {
    const failure = { name: 'ServiceFailureException', status: 500, message: 'x' } as const
    polly.behave({
      speech: { trouble: { kind: 'fail', ...failure, when: ({ body }) => body?.Text === 'b' } },
    })
    await speak({ Text: 'a' })
    await expect(speak({ Text: 'b' })).rejects.toThrow()
    polly.behave({ speech: { trouble: { kind: 'fail', ...failure, when: ({ index }) => index === 1 } } })
    await speak({ Text: 'b' })
    await expect(speak({ Text: 'b' })).rejects.toThrow()
    await speak({ Text: 'b' })
  })

  test.each(['before-headers', 'after-headers', 'mid-body'] as const)(
    'hold %s goes on when the gate opens, to the same bytes',
    async at => {
      const whole = await speak()
      const gate = createGate()
      polly.behave({ speech: { trouble: { kind: 'hold', at, gate } } })
      const speaking = speak()
      await until(() => gate.waiting === 1)
      expect(polly.requests[1]?.sentBytes === 0).toBe(at !== 'mid-body')
      gate.open()
      expect((await speaking).equals(whole)).toBe(true)
      expect(gate.waiting).toBe(0)
    },
  )

  test('hold ends when the client leaves', async () => {
    const gate = createGate()
    polly.behave({ speech: { trouble: { kind: 'hold', at: 'before-headers', gate } } })
    const speaking = speak()
    await until(() => gate.waiting === 1)
    client.destroy()
    await polly.close()
    await expect(speaking).rejects.toThrow()
    await until(() => gate.waiting === 0)
    polly = await startPolly()
  })

  test('a reset mid-body comes before the end of what would be one chunk', async () => {
    polly.behave({ speech: { audio: 'by-text', trouble: { kind: 'reset', at: 'mid-body' } } })
    await expect(speak()).rejects.toThrow(/aborted|ECONNRESET/)
    const sent = polly.requests[0]?.sentBytes ?? 0
    const format: SpokenFormat = 'mp3'
    const options = { msPerCharacter: 10, characters: TEXT.length, mp3Tags: false }
    const whole = (await speechBytes(TEXT, format, 24_000, options)).length
    expect(sent).toBe(Math.ceil(whole / 2))
  })
})
