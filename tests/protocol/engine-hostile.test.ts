import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { LocalPolly } from '../../lib/engine/engine'
import { createTestPolly, SENTENCE, type SpeechBody, speechRequest } from '../support/local-polly'
import { marksIn } from '../support/marks'

const FREE = { running: 0, queued: 0 }
const NEIGHBOUR: SpeechBody = { VoiceId: 'kal', OutputFormat: 'pcm' }

let polly: LocalPolly
let alone: Buffer
const failures: unknown[] = []
beforeAll(async () => {
  polly = createTestPolly({ workers: 2, onFailure: error => failures.push(error) })
  await polly.warm()
  alone = await speak(NEIGHBOUR)
})
afterAll(() => polly.close())
afterEach(() => {
  expect(failures).toEqual([])
  expect(polly.stats()).toMatchObject(FREE)
})

async function speak(body: SpeechBody): Promise<Buffer> {
  const response = await polly.serve(speechRequest(body))
  if (!response.ok) throw new Error(`Refused: ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

/** What a request comes to beside another, which must not notice: the bytes, or the name of the exception. */
async function askBeside(body: SpeechBody): Promise<Buffer | string> {
  const [response, neighbour] = await Promise.all([polly.serve(speechRequest(body)), speak(NEIGHBOUR)])
  expect(Buffer.compare(neighbour, alone)).toBe(0)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (response.status === 200) return bytes
  expect(response.status).toBe(400)
  return response.headers.get('x-amzn-errortype') ?? 'none'
}

const format = fc.constantFrom<SpeechBody>(
  { OutputFormat: 'json', SpeechMarkTypes: ['word', 'sentence', 'viseme'] },
  { OutputFormat: 'mp3' },
  { OutputFormat: 'ogg_opus' },
  { OutputFormat: 'alaw' },
)
const voice = fc.constantFrom('kal', 'slt', 'rms', 'awb', 'Lea', 'Mizuki', 'Zeina', 'Hans', 'Aditi', 'Zhiyu')

/** Any code point, lone surrogates too, and what people write. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map(codes => String.fromCharCode(...codes)),
  fc
    .array(
      fc.constantFrom(
        ...[
          'word',
          'Dr.',
          'A',
          'I',
          '$5.50',
          '1,234',
          '10:30',
          '½',
          '😀',
          '👩‍👩‍👧',
          '東京',
          'مرحبا',
          'हिन्दी',
          'ไทย',
        ],
        ...[
          'e\u0301',
          '\u202e',
          '\u0000',
          '\n\n',
          '—',
          '...',
          '"',
          '<',
          '&amp;',
          'https://a.b/c?d=e',
          '#tag',
        ],
      ),
      { maxLength: 40 },
    )
    .map(parts => parts.join(' ')),
)

/** Documents that are mostly valid, of every tag, and some that are not. */
const content = fc.letrec<{ node: string; nodes: string }>(tie => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }).map(nodes => nodes.join(' ')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      ...['one', 'Two.', '3,000', 'café?', '東京', '&amp;', '&#x1F600;', '<!-- c -->', '<![CDATA[<]]>'],
      ...['<break/>', '<break time="200ms"/>', '<break strength="none"/>', '<mark name="m"/>'],
      '<phoneme alphabet="ipa" ph="pɪˈkɑːn">pecan</phoneme>',
      '<say-as interpret-as="telephone">2122241555</say-as>',
      '<say-as interpret-as="expletive">darn</say-as>',
      ...[
        '<sub alias="mercury">Hg</sub>',
        '<w role="amazon:VBD">read</w>',
        '<b>',
        '</p>',
        '&nope;',
        '<break',
      ],
    ),
    fc
      .tuple(
        fc.constantFrom(
          ...['p', 's', 'emphasis level="strong"', 'lang xml:lang="fr-FR"', 'lang xml:lang="ja-JP"'],
          ...['prosody rate="150%"', 'prosody pitch="+20%" volume="loud"', 'prosody volume="silent"'],
          ...['prosody amazon:max-duration="1s"', 'amazon:effect name="drc"', 'amazon:auto-breaths'],
          ...['amazon:effect vocal-tract-length="+15%"', 'amazon:effect name="whispered"'],
        ),
        tie('nodes'),
      )
      .map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]}>`),
  ),
})).nodes

function expectToSlice(source: string, bytes: Buffer): void {
  const utf8 = Buffer.from(source)
  for (const mark of marksIn(bytes)) {
    if (mark.start === undefined || mark.type === 'ssml') continue
    // What no UTF-8 can hold, half of a surrogate pair, is U+FFFD in both.
    const value = Buffer.from(mark.value).toString()
    expect(utf8.subarray(mark.start, mark.end).toString()).toBe(value)
  }
}

describe('any request', () => {
  it('of plain text is answered, beside a neighbour who does not notice, with offsets that slice it', async () => {
    await fc.assert(
      fc.asyncProperty(text, voice, format, async (Text, VoiceId, output) => {
        const answer = await askBeside({ Text, VoiceId, ...output })
        if (typeof answer === 'string') throw new Error(`Refused with ${answer}`)
        if (output.OutputFormat === 'json') expectToSlice(Text, answer)
        else expect(answer.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  it('of SSML is spoken or refused as InvalidSsml, beside a neighbour who does not notice', async () => {
    let [spoken, refused] = [0, 0]
    await fc.assert(
      fc.asyncProperty(content, voice, format, async (inner, VoiceId, output) => {
        const Text = `<speak>${inner}</speak>`
        const answer = await askBeside({ Text, TextType: 'ssml', VoiceId, ...output })
        if (typeof answer === 'string') {
          expect(answer).toBe('InvalidSsmlException')
          refused++
        } else {
          spoken++
          if (output.OutputFormat === 'json') expectToSlice(Text, answer)
        }
      }),
      { numRuns: 80 },
    )
    expect(Math.min(spoken, refused)).toBeGreaterThan(5)
  })

  it('with a body of any JSON is refused by a name of the service', async () => {
    const member = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('slt', 'mp3', 'json', 'ssml', 'Hi'),
    )
    const body = fc.dictionary(
      fc.constantFrom('Text', 'VoiceId', 'OutputFormat', 'TextType', 'SampleRate', 'LexiconNames', 'Engine'),
      member,
    )
    await fc.assert(
      fc.asyncProperty(body, async json => {
        const request = new Request('http://local/v1/speech', { method: 'POST', body: JSON.stringify(json) })
        const response = await polly.serve(request)
        await response.arrayBuffer()
        if (response.status === 200) return
        expect(response.status).toBeGreaterThanOrEqual(400)
        expect(response.status).toBeLessThan(500)
        expect(response.headers.get('x-amzn-errortype')).toMatch(/^[A-Z]\w+Exception$/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('sixteen requests at once on two threads', () => {
  it('are each answered as if alone, and all are heard before any long one ends', async () => {
    const long = `${SENTENCE} `.repeat(12)
    const bodies = Array.from({ length: 16 }, (_, i) => ({
      ...{ VoiceId: i % 4 === 3 ? 'slt' : 'kal', Text: i % 2 === 0 ? long : `Number ${i}.` },
      ...{ OutputFormat: 'pcm', SampleRate: '8000' },
    }))
    const expected: Buffer[] = []
    for (const body of bodies) expected.push(await speak(body))

    const events: string[] = []
    const answers = bodies.map(async (body, i) => {
      const response = await polly.serve(speechRequest(body))
      events.push('heard')
      const bytes = Buffer.from(await response.arrayBuffer())
      if (i % 2 === 0) events.push('ended')
      expect(Buffer.compare(bytes, expected[i] ?? Buffer.alloc(0))).toBe(0)
    })
    await Promise.all(answers)
    expect(events.slice(0, 16)).toEqual(Array(16).fill('heard'))
  })
})

describe('an abort', () => {
  it('frees the job at whatever moment it comes, and harms nobody', async () => {
    const body = { VoiceId: 'slt', Text: `${SENTENCE} `.repeat(4), OutputFormat: 'mp3' }
    const outcomes = new Set<string>()
    for (let moment = 0; moment < 25; moment++) {
      const controller = new AbortController()
      const neighbour = speak(NEIGHBOUR)
      const answer = polly.serve(speechRequest(body, controller.signal)).then(async response => {
        if (!response.ok) return String(response.status)
        return response.arrayBuffer().then(
          () => 'whole',
          () => 'cut',
        )
      })
      await new Promise(resolve => setTimeout(resolve, 6 * moment))
      controller.abort()
      const { running, queued } = polly.stats()
      expect(running + queued).toBeLessThanOrEqual(1)
      outcomes.add(await answer)
      expect(Buffer.compare(await neighbour, alone)).toBe(0)
    }
    expect([...outcomes].filter(outcome => !['408', 'cut', 'whole'].includes(outcome))).toEqual([])
    expect(outcomes).toContain('408')
  })

  it('cuts the sound that has begun', async () => {
    const controller = new AbortController()
    const body = { VoiceId: 'slt', Text: `${SENTENCE} `.repeat(15), OutputFormat: 'mp3' }
    const response = await polly.serve(speechRequest(body, controller.signal))
    expect(response.status).toBe(200)
    controller.abort()
    await expect(response.arrayBuffer()).rejects.toThrow()
    expect(Buffer.compare(await speak(NEIGHBOUR), alone)).toBe(0)
  })
})

describe('three hundred requests in a row', () => {
  const SMALL: SpeechBody[] = [
    ...['mp3', 'ogg_vorbis', 'ogg_opus', 'pcm', 'mulaw', 'alaw'].map(OutputFormat => ({ OutputFormat })),
    { OutputFormat: 'json', SpeechMarkTypes: ['word', 'viseme'] },
    { OutputFormat: 'pcm', VoiceId: 'Lea', Text: 'Bonjour.' },
    { OutputFormat: 'mp3', TextType: 'ssml', Text: '<speak><prosody pitch="high">Hi</prosody></speak>' },
    { OutputFormat: 'mp3', TextType: 'ssml', Text: '<speak>' },
  ]

  it('leave the process no larger than the first hundred made it', async () => {
    async function ask(count: number): Promise<void> {
      for (let i = 0; i < count; i++) {
        const body = { VoiceId: 'kal', Text: `Request ${i}.`, ...SMALL[i % SMALL.length] }
        const response = await polly.serve(speechRequest(body))
        expect(response.status).toBe(body.Text === '<speak>' ? 400 : 200)
        await response.arrayBuffer()
      }
    }
    await ask(100)
    const before = process.memoryUsage.rss()
    await ask(200)
    expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(60)
  })
})
