import { createConnection } from 'node:net'
import { Readable } from 'node:stream'
import {
  DescribeVoicesCommand,
  type DescribeVoicesInput,
  Engine,
  EngineNotSupportedException,
  InvalidNextTokenException,
  InvalidSampleRateException,
  LanguageCode,
  type PollyClient,
  ServiceFailureException,
  SynthesizeSpeechCommand,
  type SynthesizeSpeechInput,
  TextLengthExceededException,
  ThrottlingException,
  ValidationException,
  type Voice,
  VoiceId,
} from '@aws-sdk/client-polly'
import { MPEGDecoder } from 'mpg123-decoder'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pollyClient, until } from '../support/polly-client'
import { goneUrl, type PollyStandIn, startPolly } from '../support/polly-stand-in'
import { POLLY_VOICES } from '../support/polly-voices'

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

const speech: SynthesizeSpeechInput = {
  Text: 'Good morning.',
  VoiceId: 'Joanna',
  Engine: 'neural',
  OutputFormat: 'mp3',
}

async function speak(input: Partial<SynthesizeSpeechInput> = {}, signal?: AbortSignal) {
  const output = await client.send(new SynthesizeSpeechCommand({ ...speech, ...input }), {
    ...(signal ? { abortSignal: signal } : {}),
  })
  if (!(output.AudioStream instanceof Readable)) throw new Error('The answer has no stream')
  return { ...output, AudioStream: output.AudioStream }
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('the voices of the stand-in', () => {
  test("POLLY_VOICES holds only ids, codes and engines of the SDK's enums, each id once", () => {
    const ids = POLLY_VOICES.map(voice => voice.Id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(24)
    for (const voice of POLLY_VOICES) {
      expect(Object.values(VoiceId)).toContain(voice.Id)
      expect(Object.values(LanguageCode)).toContain(voice.LanguageCode)
      expect(voice.SupportedEngines?.length).toBeGreaterThan(0)
      for (const engine of voice.SupportedEngines ?? []) expect(Object.values(Engine)).toContain(engine)
      for (const code of voice.AdditionalLanguageCodes ?? [])
        expect(Object.values(LanguageCode)).toContain(code)
    }
  })

  test('POLLY_VOICES has voices of one engine only, for each engine, and bilingual ones', () => {
    for (const engine of Object.values(Engine)) {
      expect(POLLY_VOICES.some(voice => voice.SupportedEngines?.join() === engine)).toBe(true)
    }
    expect(POLLY_VOICES.some(voice => voice.AdditionalLanguageCodes)).toBe(true)
  })
})

describe('DescribeVoices', () => {
  test('follows NextToken through every page in order', async () => {
    polly.behave({ voices: { pageSize: 7 } })
    const voices: Voice[] = []
    let token: string | undefined
    do {
      const page = await client.send(new DescribeVoicesCommand({ NextToken: token }))
      voices.push(...(page.Voices ?? []))
      token = page.NextToken
    } while (token)
    expect(voices).toEqual(POLLY_VOICES)
    expect(polly.requests).toHaveLength(Math.ceil(POLLY_VOICES.length / 7))
    expect(polly.requests.every(request => request.signed)).toBe(true)
  })

  test('filters by engine and language, with additional languages where asked', async () => {
    const ids = async (input: DescribeVoicesInput) =>
      (await client.send(new DescribeVoicesCommand(input))).Voices?.map(voice => voice.Id)
    expect(await ids({ Engine: 'long-form' })).toEqual(['Danielle', 'Gregory', 'Ruth'])
    expect(await ids({ LanguageCode: 'hi-IN' })).toEqual([])
    expect(await ids({ LanguageCode: 'hi-IN', IncludeAdditionalLanguageCodes: true })).toEqual([
      'Aditi',
      'Kajal',
    ])
  })

  test('refuses a NextToken that was never given out', async () => {
    const asking = client.send(new DescribeVoicesCommand({ NextToken: 'made-up' }))
    await expect(asking).rejects.toBeInstanceOf(InvalidNextTokenException)
  })
})

describe('SynthesizeSpeech', () => {
  test('mp3 is real: a decoder finds a tone of the default rate and no error', async () => {
    const output = await speak()
    expect(output.ContentType).toBe('audio/mpeg')
    expect(output.RequestCharacters).toBe(13)
    const decoder = new MPEGDecoder()
    await decoder.ready
    const { channelData, sampleRate, errors } = decoder.decode(await bytesOf(output.AudioStream))
    decoder.free()
    expect(errors).toEqual([])
    expect(sampleRate).toBe(24_000)
    const samples = channelData[0] ?? new Float32Array()
    expect(samples.length / sampleRate).toBeGreaterThan(1.9)
    const rms = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
    expect(rms).toBeCloseTo(0.5 / Math.SQRT2, 1)
  })

  test.each([
    ['ogg_vorbis', 'audio/ogg', 'OggS'],
    ['ogg_opus', 'audio/ogg', 'OggS'],
    ['pcm', 'audio/pcm', undefined],
  ] as const)('%s is sent as %s', async (OutputFormat, contentType, magic) => {
    const output = await speak({ OutputFormat })
    const bytes = await bytesOf(output.AudioStream)
    expect(output.ContentType).toBe(contentType)
    if (magic) expect(bytes.toString('latin1', 0, 4)).toBe(magic)
    else expect(bytes.length).toBe(2 * 16_000 * 2)
  })

  test('logs what was sent, and that it was signed for polly', async () => {
    await bytesOf((await speak({ LanguageCode: 'en-US', LexiconNames: ['a', 'b'] })).AudioStream)
    expect(polly.requests[0]).toMatchObject({
      method: 'POST',
      path: '/v1/speech',
      signed: true,
      closedEarly: false,
      body: { ...speech, LanguageCode: 'en-US', LexiconNames: ['a', 'b'] },
    })
  })

  test('an unsigned request is refused', async () => {
    const answer = await fetch(`${polly.url}/v1/voices`)
    expect(answer.status).toBe(403)
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  test.each([
    ['an unknown voice', { VoiceId: 'Nobody' as VoiceId }, ValidationException],
    ['an engine that the voice lacks', { VoiceId: 'Ruth', Engine: 'neural' }, EngineNotSupportedException],
    ['a rate that pcm lacks', { OutputFormat: 'pcm', SampleRate: '44100' }, InvalidSampleRateException],
    ['3,001 characters', { Text: 'x'.repeat(3001) }, TextLengthExceededException],
  ] as const)("%s is refused with the SDK's own exception", async (_, input, exception) => {
    await expect(speak(input)).rejects.toBeInstanceOf(exception)
  })

  test('pace sends chunks apart from each other, to the exact length', async () => {
    polly.behave({ speech: { firstByteMs: 30, chunkBytes: 1000, chunkMs: 20, bytes: 4500 } })
    const begin = performance.now()
    const { AudioStream } = await speak()
    expect(performance.now() - begin).toBeGreaterThanOrEqual(29)
    const sizes: number[] = []
    for await (const part of AudioStream) sizes.push(part.length)
    expect(sizes.reduce((a, b) => a + b)).toBe(4500)
    expect(sizes.length).toBeGreaterThan(1)
    expect(performance.now() - begin).toBeGreaterThanOrEqual(30 + 4 * 20 - 5)
  })

  test('audio longer than the tone repeats it as one stream', async () => {
    const tone = await bytesOf((await speak({ OutputFormat: 'pcm' })).AudioStream)
    polly.behave({ speech: { bytes: tone.length * 2 + 10 } })
    const longer = await bytesOf((await speak({ OutputFormat: 'pcm' })).AudioStream)
    expect(longer.equals(Buffer.concat([tone, tone, tone.subarray(0, 10)]))).toBe(true)
  })

  test('a reader that does not read holds the sender back', async () => {
    polly.behave({ speech: { bytes: 256 * 1024 * 1024, chunkBytes: 65_536 } })
    const { AudioStream } = await speak()
    let before = -1
    await until(() => {
      const sent = polly.requests[0]?.sentBytes ?? 0
      const still = sent === before && sent > 0
      before = sent
      return still
    }, 5000)
    expect(polly.requests[0]?.sentBytes).toBeLessThan(32 * 1024 * 1024)
    AudioStream.destroy()
    await until(() => polly.open === 0)
    expect(polly.requests[0]?.closedEarly).toBe(true)
  })
})

describe('troubles', () => {
  test.each([400, 429] as const)(
    'throttle with %i refuses the first requests, which the SDK retries',
    async status => {
      polly.behave({ speech: { trouble: { kind: 'throttle', times: 1, status } } })
      await expect(speak()).rejects.toBeInstanceOf(ThrottlingException)
      polly.behave({ speech: { trouble: { kind: 'throttle', times: 1, status } } })
      polly.forget()
      client.destroy()
      client = pollyClient(polly.url, 3)
      await bytesOf((await speak()).AudioStream)
      expect(polly.requests).toHaveLength(2)
    },
  )

  test('fail answers any error by name, status and message', async () => {
    const message =
      'User: arn:aws:iam::123456789012:user/x is not authorized to perform: polly:SynthesizeSpeech'
    polly.behave({
      speech: { trouble: { kind: 'fail', name: 'AccessDeniedException', status: 403, message } },
    })
    await expect(speak()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message,
      $metadata: { httpStatusCode: 403 },
    })
    polly.behave({
      speech: { trouble: { kind: 'fail', name: 'ServiceFailureException', status: 500, message: 'x' } },
    })
    await expect(speak()).rejects.toBeInstanceOf(ServiceFailureException)
  })

  test('a trouble of the voices leaves the speech alone', async () => {
    polly.behave({ voices: { trouble: { kind: 'reset', at: 'before-headers' } } })
    await expect(client.send(new DescribeVoicesCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' })
    await bytesOf((await speak()).AudioStream)
  })

  test('stall before the headers keeps the request open until the client leaves', async () => {
    polly.behave({ speech: { trouble: { kind: 'stall', at: 'before-headers' } } })
    const leaving = new AbortController()
    const speaking = speak({}, leaving.signal)
    await until(() => polly.open === 1)
    leaving.abort()
    await expect(speaking).rejects.toMatchObject({ name: 'AbortError' })
    await until(() => polly.open === 0)
    expect(polly.requests[0]).toMatchObject({ sentBytes: 0, closedEarly: true })
  })

  test.each([
    ['after-headers', 0],
    ['mid-body', 6000],
  ] as const)('stall %s sends %i bytes of 12,000 and then nothing', async (at, sent) => {
    polly.behave({ speech: { chunkBytes: 1000, bytes: 12_000, trouble: { kind: 'stall', at } } })
    const { AudioStream } = await speak()
    let bytes = 0
    AudioStream.on('data', part => {
      bytes += part.length
    })
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(bytes).toBe(sent)
    expect(polly.open).toBe(1)
    AudioStream.destroy()
    await until(() => polly.open === 0)
  })

  test('reset before the headers fails the call', async () => {
    polly.behave({ speech: { trouble: { kind: 'reset', at: 'before-headers' } } })
    await expect(speak()).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  test.each(['after-headers', 'mid-body'] as const)('reset %s fails the stream', async at => {
    polly.behave({ speech: { trouble: { kind: 'reset', at } } })
    const { AudioStream } = await speak()
    await expect(bytesOf(AudioStream)).rejects.toThrow(/aborted|ECONNRESET/)
    await until(() => polly.open === 0)
    expect(polly.requests[0]?.closedEarly).toBe(true)
  })

  test('goneUrl refuses connections', async () => {
    const { hostname, port } = new URL(await goneUrl())
    const socket = createConnection(Number(port), hostname)
    const refused = await new Promise<NodeJS.ErrnoException>(resolve => socket.once('error', resolve))
    expect(refused.code).toBe('ECONNREFUSED')
  })
})
