import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conformance, openConformance, WAYS } from '../support/conformance'
import type { SpeechBody } from '../support/local-polly'
import type { Refusal, Subject } from '../support/polly-subjects'

let open: Conformance
beforeAll(async () => {
  open = await openConformance()
})
afterAll(() => open.close())

const FREE = { running: 0, queued: 0 }

function refusalOf(answer: Promise<unknown>): Promise<Refusal> {
  return answer.then(
    () => {
      throw new Error('It was not refused')
    },
    error => error,
  )
}

const ssml = (content: string): SpeechBody => ({ TextType: 'ssml', Text: content })

describe.each(WAYS)('the local Polly, %s', way => {
  let subject: Subject
  beforeAll(() => {
    subject = open.subjects[way]
  })

  it.each([
    [{ NextToken: 'bm9uc2Vuc2U' }, 'InvalidNextTokenException', 'NextToken'],
    [
      { NextToken: Buffer.from('voices:9999').toString('base64url') },
      'InvalidNextTokenException',
      'NextToken',
    ],
    [{ Engine: 'steam' }, 'ValidationException', "Value 'steam' at 'engine' failed to satisfy constraint"],
    [{ LanguageCode: 'xx-XX' }, 'ValidationException', "'languageCode'"],
  ])('refuses to list the voices of %j: %s', async (query, type, text) => {
    const refusal = await refusalOf(subject.voices(query))
    expect(refusal).toMatchObject({ type, status: 400, message: expect.stringContaining(text) })
    expect(refusal.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each<[SpeechBody, string, number, string]>([
    [
      { VoiceId: 'Nobody' },
      'ValidationException',
      400,
      "1 validation error detected: Value 'Nobody' at 'voiceId' failed to satisfy constraint: Member must satisfy enum value set: [slt, ",
    ],
    [{ VoiceId: 'joanna' }, 'ValidationException', 400, "'voiceId'"],
    [{ OutputFormat: 'wav' }, 'ValidationException', 400, "Value 'wav' at 'outputFormat'"],
    [{ OutputFormat: 'wav', VoiceId: 'x' }, 'ValidationException', 400, '2 validation errors detected: '],
    [{ Engine: 'steam' }, 'ValidationException', 400, "'engine'"],
    [{ Engine: 'neural' }, 'EngineNotSupportedException', 400, 'neural'],
    [{ LanguageCode: 'xx' }, 'ValidationException', 400, "'languageCode'"],
    [{ LanguageCode: 'en-GB' }, 'LanguageNotSupportedException', 400, 'en-US'],
    [{ VoiceId: 'Joanna', LanguageCode: 'hi-IN' }, 'LanguageNotSupportedException', 400, 'en-US'],
    [{ SampleRate: '11025' }, 'InvalidSampleRateException', 400, '22050'],
    [{ SampleRate: '22050', OutputFormat: 'pcm' }, 'InvalidSampleRateException', 400, 'pcm'],
    [{ SampleRate: '24000', OutputFormat: 'ogg_opus' }, 'InvalidSampleRateException', 400, '48000'],
    [{ SampleRate: '16000', OutputFormat: 'mulaw' }, 'InvalidSampleRateException', 400, '8000'],
    [{ SampleRate: '16000', OutputFormat: 'alaw' }, 'InvalidSampleRateException', 400, '8000'],
    [{ SampleRate: '8000.0' }, 'InvalidSampleRateException', 400, '8000.0'],
    [{ TextType: 'html' }, 'ValidationException', 400, "'textType'"],
    [ssml('Hello'), 'InvalidSsmlException', 400, 'line 1, column 1'],
    [ssml(''), 'InvalidSsmlException', 400, 'Invalid SSML request'],
    [ssml('<speak>Hi'), 'InvalidSsmlException', 400, 'Invalid SSML request'],
    [ssml('<speak><b>Hi</b></speak>'), 'InvalidSsmlException', 400, '<b>'],
    [ssml('<!DOCTYPE a><speak>Hi</speak>'), 'InvalidSsmlException', 400, 'Invalid SSML request'],
    [ssml('<speak>&nbsp;</speak>'), 'InvalidSsmlException', 400, 'Invalid SSML request'],
    [ssml('<speak><break time="11s"/></speak>'), 'InvalidSsmlException', 400, 'Invalid SSML request'],
    [
      { ...ssml('<speak><emphasis>Hi</emphasis></speak>'), VoiceId: 'Joanna', Engine: 'neural' },
      'InvalidSsmlException',
      400,
      'Invalid SSML request',
    ],
    [{ SpeechMarkTypes: ['word'] }, 'MarksNotSupportedForFormatException', 400, 'json'],
    [{ OutputFormat: 'json' }, 'ValidationException', 400, 'Speech mark types'],
    [
      { SpeechMarkTypes: ['ssml'], OutputFormat: 'json' },
      'SsmlMarksNotSupportedForTextTypeException',
      400,
      'text',
    ],
    [{ SpeechMarkTypes: ['breath'], OutputFormat: 'json' }, 'ValidationException', 400, "'speechMarkTypes'"],
    [
      { SpeechMarkTypes: Array(5).fill('word'), OutputFormat: 'json' },
      'ValidationException',
      400,
      'less than or equal to 4',
    ],
    [{ LexiconNames: ['names'] }, 'LexiconNotFoundException', 404, 'names'],
    [{ LexiconNames: ['not valid'] }, 'ValidationException', 400, "'lexiconNames'"],
    [{ LexiconNames: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'ValidationException', 400, 'less than or equal to 5'],
  ])('refuses %j with %s', async (body, type, status, text) => {
    const refusal = await refusalOf(subject.speak(body))
    expect(refusal).toMatchObject({ type, status, message: expect.stringContaining(text) })
    expect(open.polly.stats()).toMatchObject(FREE)
  })

  it.each([
    ['3,001 characters of text', { Text: 'x'.repeat(3001) }],
    ['3,001 characters between tags', ssml(`<speak>${'x'.repeat(3001)}</speak>`)],
    ['6,001 characters, tags counted', ssml(`<speak>${' '.repeat(1000)}${'<p/>'.repeat(1247)}</speak>`)],
  ])('refuses %s', async (_, body) => {
    expect(await refusalOf(subject.speak(body))).toMatchObject({
      type: 'TextLengthExceededException',
      status: 400,
    })
  })
})

/** The two ways in which a request can be what no SDK would send. */
const DOORS: Readonly<Record<string, (path: string, init: RequestInit) => Promise<Response>>> = {
  'LocalPolly.serve': (path, init) => open.polly.serve(new Request(`http://local${path}`, init)),
  'the route at /v1': (path, init) => fetch(`${open.url}${path}`, init),
}

describe.each(Object.keys(DOORS))('%s', door => {
  const ask = (path: string, init: RequestInit = {}) =>
    DOORS[door]?.(path, init) ?? Promise.reject(new Error('There is no such door'))
  const post = (body: RequestInit['body']): RequestInit => ({ method: 'POST', body: body ?? null })

  it.each<[string, string, RequestInit, number, string]>([
    ['another path', '/v1/nothing', {}, 404, 'UnknownOperationException'],
    ['a path beyond', '/v1/voices/slt', {}, 404, 'UnknownOperationException'],
    ['a slash too many', '/v1//voices', {}, 404, 'UnknownOperationException'],
    ['tasks that write to S3', '/v1/synthesisTasks', post('{}'), 404, 'UnknownOperationException'],
    ['another method', '/v1/speech', {}, 405, 'MethodNotAllowedException'],
    ['a deletion of voices', '/v1/voices', { method: 'DELETE' }, 405, 'MethodNotAllowedException'],
    ['no JSON', '/v1/speech', post('{'), 400, 'SerializationException'],
    ['no body', '/v1/speech', { method: 'POST' }, 400, 'SerializationException'],
    ['no object', '/v1/speech', post('[]'), 400, 'SerializationException'],
    ['null', '/v1/speech', post('null'), 400, 'SerializationException'],
    ['UTF-16', '/v1/speech', post(Buffer.from('{"Text":"a"}', 'utf16le')), 400, 'SerializationException'],
    [
      'bytes that are no UTF-8',
      '/v1/speech',
      post(Buffer.from('{"Text":"\xff"}', 'latin1')),
      400,
      'SerializationException',
    ],
    ['a number as text', '/v1/speech', post('{"Text":1}'), 400, 'SerializationException'],
    ['a list as voice', '/v1/speech', post('{"VoiceId":["slt"]}'), 400, 'SerializationException'],
    ['a word as list', '/v1/speech', post('{"LexiconNames":"a"}'), 400, 'SerializationException'],
    ['deep nesting', '/v1/speech', post('['.repeat(100_000)), 400, 'SerializationException'],
    ['a body of 200 KB', '/v1/speech', post('x'.repeat(200_000)), 413, 'RequestEntityTooLargeException'],
    ['no members', '/v1/speech', post('{}'), 400, 'ValidationException'],
    ['members of a prototype', '/v1/speech', post('{"__proto__":{}}'), 400, 'ValidationException'],
    ['a name of another kind', '/v1/lexicons/..%2f..%2fetc', {}, 400, 'ValidationException'],
    ['a name that is badly encoded', '/v1/lexicons/%ff', {}, 400, 'ValidationException'],
    [
      'a lexicon without content',
      '/v1/lexicons/a',
      { method: 'PUT', body: '{}' },
      400,
      'ValidationException',
    ],
  ])('refuses %s', async (_, path, init, status, type) => {
    const response = await ask(path, init)
    expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([status, type])
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/)
    expect((await response.json()).message).toEqual(expect.any(String))
    if (status === 405) expect(response.headers.get('allow')).toBe(path === '/v1/voices' ? 'GET' : 'POST')
    expect(open.polly.stats()).toMatchObject(FREE)
  })

  it('names all that is missing in one message', async () => {
    const { message } = await (await ask('/v1/speech', post('{}'))).json()
    expect(message).toBe(
      '3 validation errors detected: ' +
        ['outputFormat', 'text', 'voiceId']
          .map(member => `Value null at '${member}' failed to satisfy constraint: Member must not be null`)
          .join('; '),
    )
  })

  it('has no HEAD', async () => {
    expect((await ask('/v1/voices', { method: 'HEAD' })).status).toBe(405)
  })
})
