import { type Voice, VoiceId } from '@aws-sdk/client-polly'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AudioFormat, decodeAudio, type Heard, rms } from '../support/audio'
import { type Conformance, openConformance, WAYS } from '../support/conformance'
import type { SpeechBody } from '../support/local-polly'
import type { Subject } from '../support/polly-subjects'

let open: Conformance
beforeAll(async () => {
  open = await openConformance({ voicesPerPage: 30 })
})
afterAll(() => open.close())

const COUNT = 'One, two, three, four, five.'

/** Of the table of formats and rates (Polly, SynthesizeSpeech, OutputFormat and SampleRate). */
const FORMATS: readonly (readonly [AudioFormat, string, readonly number[], defaultRate: number])[] = [
  ['mp3', 'audio/mpeg', [8000, 16_000, 22_050, 24_000, 44_100, 48_000], 22_050],
  ['ogg_vorbis', 'audio/ogg', [8000, 16_000, 22_050, 24_000, 44_100, 48_000], 22_050],
  ['ogg_opus', 'audio/ogg', [48_000], 48_000],
  ['pcm', 'audio/pcm', [8000, 16_000], 16_000],
  ['mulaw', 'audio/mulaw', [8000], 8000],
  ['alaw', 'audio/alaw', [8000], 8000],
]

/** How much longer than its sound a file may be, in ms: mp3 has its frames of up to 72 ms and the encoder's delay. */
const PADDING_MS = { mp3: 250, ogg_vorbis: 5, ogg_opus: 1, pcm: 1, mulaw: 1, alaw: 1 }

async function hear(subject: Subject, body: SpeechBody, sampleRateHz?: number): Promise<Heard> {
  const { bytes } = await subject.speak(body)
  return decodeAudio((body.OutputFormat ?? 'mp3') as AudioFormat, bytes, sampleRateHz)
}

const bytesOf = ({ samples }: Heard) => Buffer.from(samples.slice().buffer)

async function allVoices(subject: Subject, query: Record<string, string> = {}): Promise<Voice[]> {
  const voices: Voice[] = []
  let token: string | undefined
  do {
    const page = await subject.voices({ ...query, ...(token ? { NextToken: token } : {}) })
    expect(page.Voices.length).toBeLessThanOrEqual(30)
    voices.push(...page.Voices)
    token = page.NextToken
  } while (token)
  return voices
}

describe.each(WAYS)('the local Polly, %s', way => {
  let subject: Subject
  beforeAll(() => {
    subject = open.subjects[way]
  })

  describe('DescribeVoices', () => {
    it('lists every voice once, in pages, each with its engine, gender and language', async () => {
      const voices = await allVoices(subject)
      expect(voices.slice(0, 4).map(voice => voice.Id)).toEqual(['slt', 'rms', 'kal', 'awb'])
      expect(voices[0]).toEqual({
        Id: 'slt',
        Name: 'Slt',
        Gender: 'Female',
        LanguageCode: 'en-US',
        LanguageName: 'US English',
        SupportedEngines: ['standard'],
      })
      expect(new Set(voices.map(voice => voice.Id)).size).toBe(voices.length)
      expect(voices.length).toBeGreaterThan(60)
      const one = { Id: expect.any(String), Name: expect.any(String), LanguageName: expect.any(String) }
      for (const voice of voices) {
        expect(voice).toMatchObject({ ...one, Gender: expect.stringMatching(/^(Female|Male)$/) })
      }
    })

    it('has a woman and a man in thirty languages', async () => {
      const voices = await allVoices(subject)
      const speakers = (Gender: string) =>
        new Set(voices.filter(voice => voice.Gender === Gender).map(voice => voice.LanguageCode))
      const both = speakers('Female').intersection?.(speakers('Male')) ?? speakers('Female')
      expect(both.size).toBeGreaterThanOrEqual(30)
    })

    it('lists the voices of an engine and a language', async () => {
      const ids = async (query: Record<string, string>) =>
        (await allVoices(subject, query)).map(voice => String(voice.Id))
      expect(await ids({ LanguageCode: 'en-GB' })).toEqual(['awb'])
      expect(await ids({ Engine: 'neural' })).toEqual([])
      expect(await ids({ Engine: 'standard', LanguageCode: 'en-GB' })).toEqual(['awb'])
      expect(await ids({ LanguageCode: 'de-DE' })).toEqual(['de-Greta', 'de-Anton'])
    })

    it('lists voices by a language that they speak besides only where asked to', async () => {
      const austrian = { LanguageCode: 'de-AT' }
      expect(await allVoices(subject, austrian)).toEqual([])
      expect(await allVoices(subject, { ...austrian, IncludeAdditionalLanguageCodes: 'false' })).toEqual([])
      const besides = await allVoices(subject, { ...austrian, IncludeAdditionalLanguageCodes: 'true' })
      expect(besides.map(voice => voice.AdditionalLanguageCodes?.includes('de-AT'))).toEqual([true, true])
    })
  })

  describe('SynthesizeSpeech', () => {
    let ms: number
    beforeAll(async () => {
      ms = (await hear(subject, { Text: COUNT, VoiceId: 'kal', OutputFormat: 'pcm' })).seconds * 1000
    })

    it.each(FORMATS.flatMap(([format, type, rates]) => rates.map(rate => [format, rate, type] as const)))(
      'speaks %s at %i Hz as %s, which a real decoder hears, as long as it is',
      async (format, rate, type) => {
        const { contentType, characters, bytes } = await subject.speak({
          Text: COUNT,
          VoiceId: 'kal',
          OutputFormat: format,
          SampleRate: String(rate),
        })
        expect([contentType, characters]).toEqual([type, String(COUNT.length)])
        const { samples, seconds, sampleRateHz } = await decodeAudio(format, bytes, rate)
        expect(sampleRateHz).toBe(rate)
        expect(seconds * 1000).toBeGreaterThan(ms - 5)
        expect(seconds * 1000).toBeLessThan(ms + PADDING_MS[format])
        expect(rms(samples)).toBeGreaterThan(0.03)
      },
    )

    it.each(FORMATS)('speaks %s (%s, of %j) at %i Hz unless told otherwise', async (...row) => {
      const [OutputFormat, , , rate] = row
      const body = { Text: COUNT, VoiceId: 'kal', OutputFormat }
      const [told, usual] = [
        await hear(subject, { ...body, SampleRate: String(rate) }, rate),
        await hear(subject, body, rate),
      ]
      expect(usual.sampleRateHz).toBe(rate)
      expect(Buffer.compare(bytesOf(usual), bytesOf(told))).toBe(0)
    })

    it.each(['neural', 'long-form', 'generative'])('speaks mp3 of engine %s at 24000 Hz', async Engine => {
      const heard = await hear(subject, { VoiceId: 'Joanna', Text: 'Hello.', Engine })
      expect(heard.sampleRateHz).toBe(24_000)
    })

    it('speaks with every voice of its own, each another sound', async () => {
      const heard = await Promise.all(
        ['slt', 'rms', 'kal', 'awb'].map(VoiceId =>
          hear(subject, { VoiceId, Text: COUNT, OutputFormat: 'pcm' }),
        ),
      )
      expect(new Set(heard.map(({ samples }) => samples.length)).size).toBe(4)
      expect(Math.min(...heard.map(({ samples }) => rms(samples)))).toBeGreaterThan(0.03)
    })

    it('speaks for every VoiceId of the SDK', async () => {
      const silent: string[] = []
      for (const id of Object.values(VoiceId)) {
        const { bytes } = await subject.speak({ VoiceId: id, Text: 'Ha', OutputFormat: 'mulaw' })
        const { samples } = await decodeAudio('mulaw', bytes)
        if (!(rms(samples) > 0.02 && samples.length > 800)) silent.push(id)
      }
      expect(silent).toEqual([])
    })

    it('speaks for a voice of Polly with the nearest one: the same sound as its own id', async () => {
      const body = { OutputFormat: 'pcm', Text: COUNT }
      const options = { LanguageCode: 'en-AU', Engine: 'generative', SampleRate: '16000' }
      const [nicole, slt] = await Promise.all([
        hear(subject, { ...body, ...options, VoiceId: 'Nicole' }),
        hear(subject, { ...body, VoiceId: 'slt' }),
      ])
      expect(Buffer.compare(bytesOf(nicole), bytesOf(slt))).toBe(0)
    })

    it('lets a bilingual voice read in the language asked for, and else in its first', async () => {
      const body = { VoiceId: 'Pedro', Text: 'Mi hotel es final', OutputFormat: 'mulaw' }
      const lengths = await Promise.all(
        [{}, { LanguageCode: 'es-US' }, { LanguageCode: 'en-US' }].map(
          async change => (await subject.speak({ ...body, ...change })).bytes.length,
        ),
      )
      const [usual = 0, spanish = 0, english = 0] = lengths
      // eSpeak NG never breathes twice the same.
      expect(usual / spanish).toBeCloseTo(1, 1)
      expect(english / spanish).toBeGreaterThan(1.2)
    })

    it.each([[''], ['… !!!'], ['<speak/>']])(
      'answers %j, which has no sound, with a short silence',
      async Text => {
        const TextType = Text.startsWith('<') ? 'ssml' : 'text'
        for (const [OutputFormat] of FORMATS) {
          const { samples, seconds } = await hear(subject, { OutputFormat, Text, TextType })
          expect(seconds).toBeGreaterThan(0.2)
          expect(seconds).toBeLessThan(0.6)
          expect(rms(samples)).toBeLessThan(0.001)
        }
      },
    )

    it.each([
      ['text', 'Hé 😀', 4],
      ['text', '<speak>Hi</speak>', 17],
      ['ssml', '<speak>Hé <break time="10ms"/><mark name="x"/>there</speak>', 8],
    ])('bills Unicode characters of %s %j, tags for nothing: %i', async (TextType, Text, characters) => {
      const body = { TextType, Text, VoiceId: 'kal' }
      expect(await subject.speak(body)).toMatchObject({ characters: String(characters) })
      const marks = { ...body, OutputFormat: 'json', SpeechMarkTypes: ['word'] }
      expect(await subject.speak(marks)).toMatchObject({ characters: String(characters) })
    })
  })

  it('gives every request an id of its own', async () => {
    const ids = await Promise.all(
      [1, 2].map(() => subject.speak({ VoiceId: 'Nobody' }).catch(error => error.requestId)),
    )
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(ids[0]).not.toBe(ids[1])
  })
})

describe('the local Polly, at its limits', () => {
  it('speaks 3,000 characters of 6,000, tags counted', async () => {
    const body = { VoiceId: 'kal', OutputFormat: 'mulaw' }
    const text = 'Twelve chars. '.repeat(300).slice(0, 3000)
    const { seconds } = await hear(open.subjects.directly, { ...body, Text: text })
    expect(seconds).toBeGreaterThan(150)
    const tagged = `<speak>${'<mark name="mark"/>'.repeat(155)}${text}`.padEnd(5992, ' ')
    const spoken = await open.subjects.directly.speak({
      ...body,
      TextType: 'ssml',
      Text: `${tagged.trimEnd()}</speak>`,
    })
    expect(spoken.characters).toBe('3000')
  })

  it('cuts speech off at ten minutes', async () => {
    const Text = `<speak>${'<break time="10s"/>'.repeat(61)}</speak>`
    const { bytes } = await open.subjects.directly.speak({ TextType: 'ssml', Text, OutputFormat: 'mulaw' })
    expect(bytes.length).toBe(600 * 8000)
  })
})
