import {
  DescribeVoicesCommand,
  PollyClient,
  PollyServiceException,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechCommandInput,
  type Voice,
} from '@aws-sdk/client-polly'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalPolly } from '../../lib/engine/engine'
import { createRequestHandler } from '../../lib/engine/handler'
import { decodeAudio, type Heard, rms } from '../support/audio'
import { createTestPolly, SENTENCE, type SpeechBody, speechRequest } from '../support/local-polly'

type Spoken = { contentType: string | null; characters: string | null; bytes: Uint8Array }
type Refusal = { type: string | null; status: number; message: string; requestId: string | null }

/** One way to talk to the engine; the same is expected of each. */
type Subject = {
  voices(
    query: Record<string, string>,
  ): Promise<{ Voices: Voice[]; NextToken?: string | undefined } | Refusal>
  speak(body: SpeechBody): Promise<Spoken | Refusal>
}

let polly: LocalPolly
beforeAll(() => {
  polly = createTestPolly({ voicesPerPage: 3 })
  return polly.warm()
})
afterAll(() => polly.close())

const directly: Subject = {
  async voices(query) {
    const response = await polly.serve(new Request(`http://local/v1/voices?${new URLSearchParams(query)}`))
    return response.ok ? await response.json() : refusalOf(response)
  },
  async speak(body) {
    const response = await polly.serve(speechRequest(body))
    if (!response.ok) return refusalOf(response)
    return {
      contentType: response.headers.get('content-type'),
      characters: response.headers.get('x-amzn-requestcharacters'),
      bytes: new Uint8Array(await response.arrayBuffer()),
    }
  },
}

async function refusalOf(response: Response): Promise<Refusal> {
  const { message } = await response.json()
  const { headers, status } = response
  return {
    type: headers.get('x-amzn-errortype'),
    status,
    message,
    requestId: headers.get('x-amzn-requestid'),
  }
}

const client = new PollyClient({
  region: 'local',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  requestHandler: createRequestHandler(request => polly.serve(request)),
  maxAttempts: 1,
})
afterAll(() => client.destroy())

const throughSdk: Subject = {
  voices: query =>
    orRefusal(async () => ({ Voices: [], ...(await client.send(new DescribeVoicesCommand(query))) })),
  speak: body =>
    orRefusal(async () => {
      const input = { Text: SENTENCE, VoiceId: 'slt', OutputFormat: 'mp3', ...body }
      const output = await client.send(new SynthesizeSpeechCommand(input as SynthesizeSpeechCommandInput))
      if (!output.AudioStream) throw new Error('No AudioStream')
      return {
        contentType: output.ContentType ?? null,
        characters: String(output.RequestCharacters),
        bytes: await output.AudioStream.transformToByteArray(),
      }
    }),
}

async function orRefusal<T>(call: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof PollyServiceException)) throw error
    const { name, message, $metadata } = error
    // A class of its own is what callers catch; the two of the front door have none.
    if (!/^(Serialization|RequestEntityTooLarge)/.test(name)) expect(error.constructor.name).toBe(name)
    return {
      type: name,
      status: $metadata.httpStatusCode ?? 0,
      message,
      requestId: $metadata.requestId ?? null,
    }
  }
}

describe.each([
  ['directly', directly],
  ['through the SDK', throughSdk],
] as const)('the local Polly, %s', (_, subject) => {
  async function hear(body: SpeechBody, sampleRateHz?: number): Promise<Heard> {
    const spoken = await subject.speak(body)
    if (!('bytes' in spoken)) throw new Error(`Refused: ${spoken.message}`)
    return decodeAudio((body.OutputFormat ?? 'mp3') as 'mp3', spoken.bytes, sampleRateHz)
  }

  it('lists its voices in pages, each with its engine, gender and language', async () => {
    const first = await subject.voices({})
    if (!('Voices' in first)) throw new Error(first.message)
    expect(first.Voices.map(voice => voice.Id)).toEqual(['slt', 'rms', 'kal'])
    expect(first.Voices[0]).toEqual({
      Id: 'slt',
      Name: 'Slt',
      Gender: 'Female',
      LanguageCode: 'en-US',
      LanguageName: 'US English',
      SupportedEngines: ['standard'],
    })
    const second = await subject.voices({ NextToken: first.NextToken ?? '' })
    expect(second).toMatchObject({ Voices: [{ Id: 'awb', Gender: 'Male', LanguageCode: 'en-GB' }] })
    expect(second).not.toHaveProperty('NextToken', expect.anything())
  })

  it('lists the voices of an engine and a language', async () => {
    expect(await subject.voices({ LanguageCode: 'en-GB' })).toMatchObject({ Voices: [{ Id: 'awb' }] })
    expect(await subject.voices({ LanguageCode: 'de-DE' })).toMatchObject({ Voices: [] })
    expect(await subject.voices({ Engine: 'neural' })).toMatchObject({ Voices: [] })
    expect(await subject.voices({ Engine: 'standard', LanguageCode: 'en-GB' })).toMatchObject({
      Voices: [{ Id: 'awb' }],
    })
  })

  it.each([
    [{ NextToken: 'bm9uc2Vuc2U' }, 'InvalidNextTokenException', 'NextToken'],
    [{ NextToken: Buffer.from('voices:99').toString('base64url') }, 'InvalidNextTokenException', 'NextToken'],
    [{ Engine: 'steam' }, 'ValidationException', "Value 'steam' at 'engine' failed to satisfy constraint"],
    [{ LanguageCode: 'xx-XX' }, 'ValidationException', "'languageCode'"],
  ])('refuses to list the voices of %j: %s', async (query, type, text) => {
    expect(await subject.voices(query)).toMatchObject({
      type,
      status: 400,
      message: expect.stringContaining(text),
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it.each(
    [8000, 16_000, 22_050, 24_000, 44_100, 48_000].flatMap(rate => [
      ['mp3', rate, 'audio/mpeg'] as const,
      ['ogg_vorbis', rate, 'audio/ogg'] as const,
      ...(rate <= 16_000 ? [['pcm', rate, 'audio/pcm'] as const] : []),
    ]),
  )('speaks %s at %i Hz, which a real decoder hears', async (OutputFormat, rate, contentType) => {
    const spoken = await subject.speak({ OutputFormat, SampleRate: String(rate), VoiceId: 'kal' })
    if (!('bytes' in spoken)) throw new Error(spoken.message)
    expect(spoken).toMatchObject({ contentType, characters: String(SENTENCE.length) })
    const { samples, seconds, sampleRateHz } = await decodeAudio(OutputFormat, spoken.bytes, rate)
    expect(sampleRateHz).toBe(rate)
    expect(seconds).toBeGreaterThan(4.5)
    expect(seconds).toBeLessThan(6.5)
    expect(rms(samples)).toBeGreaterThan(0.01)
  })

  it.each([
    ['mp3', 'standard', 22_050],
    ['mp3', 'neural', 24_000],
    ['ogg_vorbis', undefined, 22_050],
  ])('speaks %s of engine %s at %i Hz unless told otherwise', async (OutputFormat, Engine, rate) => {
    const heard = await hear({
      OutputFormat,
      VoiceId: 'Joanna',
      Text: 'Hello.',
      ...(Engine ? { Engine } : {}),
    })
    expect(heard.sampleRateHz).toBe(rate)
  })

  it('speaks pcm at 16000 Hz unless told otherwise: half of the bytes at 8000', async () => {
    const [full, half] = [
      await hear({ OutputFormat: 'pcm' }),
      await hear({ OutputFormat: 'pcm', SampleRate: '8000' }, 8000),
    ]
    expect(Math.abs(full.seconds - half.seconds)).toBeLessThan(0.001)
  })

  it('speaks with every voice of its own, each another sound', async () => {
    const heard = await Promise.all(
      ['slt', 'rms', 'kal', 'awb'].map(VoiceId => hear({ VoiceId, OutputFormat: 'pcm' })),
    )
    expect(new Set(heard.map(({ samples }) => samples.length)).size).toBe(4)
    expect(Math.min(...heard.map(({ samples }) => rms(samples)))).toBeGreaterThan(0.01)
  })

  it('speaks for a voice of Polly with the nearest one: the same sound as its own id', async () => {
    const [joanna, slt] = await Promise.all([
      hear({
        VoiceId: 'Joanna',
        OutputFormat: 'pcm',
        LanguageCode: 'en-US',
        Engine: 'generative',
        SampleRate: '16000',
      }),
      hear({ VoiceId: 'slt', OutputFormat: 'pcm' }),
    ])
    expect(joanna.samples).toEqual(slt.samples)
  })

  it.each([[''], ['😀'], ['… !!!'], ['東京']])(
    'answers %j, which has no sound, with a short silence',
    async Text => {
      for (const OutputFormat of ['mp3', 'ogg_vorbis', 'pcm']) {
        const { samples, seconds } = await hear({ OutputFormat, Text })
        expect(seconds).toBeGreaterThan(0.2)
        expect(seconds).toBeLessThan(0.6)
        expect(rms(samples)).toBeLessThan(0.001)
      }
    },
  )

  it('bills Unicode characters, not UTF-16 units or bytes', async () => {
    expect(await subject.speak({ Text: 'Hé 😀', VoiceId: 'kal' })).toMatchObject({ characters: '4' })
  })

  it('speaks 3,000 characters, and no more', async () => {
    const { seconds } = await hear({
      Text: 'Twelve chars'.padEnd(13, '.').repeat(300).slice(0, 3000),
      VoiceId: 'kal',
    })
    expect(seconds).toBeGreaterThan(100)
    expect(await subject.speak({ Text: '😀'.repeat(3000) })).toMatchObject({ characters: '3000' })
    expect(await subject.speak({ Text: 'x'.repeat(3001) })).toMatchObject({
      type: 'TextLengthExceededException',
      status: 400,
    })
  })

  it.each<[SpeechBody, string, number, string]>([
    [
      { VoiceId: 'Nobody' },
      'ValidationException',
      400,
      "1 validation error detected: Value 'Nobody' at 'voiceId' failed to satisfy constraint: Member must satisfy enum value set: [slt, ",
    ],
    [{ OutputFormat: 'wav' }, 'ValidationException', 400, "Value 'wav' at 'outputFormat'"],
    [{ OutputFormat: 'wav', VoiceId: 'x' }, 'ValidationException', 400, '2 validation errors detected: '],
    [{ OutputFormat: 'ogg_opus' }, 'ValidationException', 400, 'use one of mp3, ogg_vorbis, pcm'],
    [{ Engine: 'steam' }, 'ValidationException', 400, "'engine'"],
    [{ Engine: 'neural' }, 'EngineNotSupportedException', 400, 'neural'],
    [{ LanguageCode: 'xx' }, 'ValidationException', 400, "'languageCode'"],
    [{ LanguageCode: 'en-GB' }, 'LanguageNotSupportedException', 400, 'en-US'],
    [{ SampleRate: '11025' }, 'InvalidSampleRateException', 400, '22050'],
    [{ SampleRate: '22050', OutputFormat: 'pcm' }, 'InvalidSampleRateException', 400, 'pcm'],
    [{ TextType: 'html' }, 'ValidationException', 400, "'textType'"],
    [{ TextType: 'ssml', Text: '<speak>Hi</speak>' }, 'InvalidSsmlException', 400, 'plain text'],
    [{ SpeechMarkTypes: ['word'] }, 'MarksNotSupportedForFormatException', 400, 'json'],
    [
      { SpeechMarkTypes: ['ssml'], OutputFormat: 'json' },
      'SsmlMarksNotSupportedForTextTypeException',
      400,
      'text',
    ],
    [{ SpeechMarkTypes: ['breath'], OutputFormat: 'json' }, 'ValidationException', 400, "'speechMarkTypes'"],
    [{ LexiconNames: ['names'] }, 'LexiconNotFoundException', 404, 'names'],
    [{ LexiconNames: ['not valid'] }, 'ValidationException', 400, "'lexiconNames'"],
    [{ LexiconNames: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'ValidationException', 400, 'less than or equal to 5'],
  ])('refuses %j with %s', async (body, type, status, text) => {
    expect(await subject.speak(body)).toMatchObject({ type, status, message: expect.stringContaining(text) })
    expect(polly.stats()).toMatchObject({ running: 0, queued: 0 })
  })
})
