import type { DescribeVoicesOutput, SynthesizeSpeechInput, Voice } from '@aws-sdk/client-polly'
import { CONTENT_TYPES, type SpokenFormat } from './polly-audio'
import type { Behaviour, ErrorAnswer } from './polly-behaviour'
import { POLLY_VOICES } from './polly-voices'

const RATES: Readonly<Record<SpokenFormat, readonly string[]>> = {
  mp3: ['8000', '16000', '22050', '24000', '44100', '48000'],
  ogg_vorbis: ['8000', '16000', '22050', '24000', '44100', '48000'],
  ogg_opus: ['48000'],
  pcm: ['8000', '16000'],
}
const MAX_BILLED_CHARACTERS = 3000

/** A request that Polly refuses, with the answer it gives. */
export class Refusal extends Error {
  readonly answer: ErrorAnswer

  constructor(answer: ErrorAnswer) {
    super(answer.message)
    this.answer = answer
  }
}

function refuse(name: ErrorAnswer['name'], message: string): Refusal {
  return new Refusal({ name, status: 400, message })
}

/**
 * One page of DescribeVoices (Polly, DescribeVoices). The token is the index of the next voice.
 *
 * @throws Refusal for a token that was never given out.
 */
export function describeVoices(
  query: URLSearchParams,
  { list, pageSize }: Behaviour['voices'],
): DescribeVoicesOutput {
  const engine = query.get('Engine')
  const language = query.get('LanguageCode')
  const bilingual = query.get('IncludeAdditionalLanguageCodes') === 'true'
  const speaks = (voice: Voice) =>
    voice.LanguageCode === language ||
    (bilingual && voice.AdditionalLanguageCodes?.some(code => code === language))
  const matching = list.filter(
    voice => (!engine || voice.SupportedEngines?.some(one => one === engine)) && (!language || speaks(voice)),
  )
  const token = query.get('NextToken')
  const start = Number(token ?? 0)
  if (!Number.isInteger(start) || start < 0 || start >= Math.max(matching.length, 1)) {
    throw refuse('InvalidNextTokenException', 'The NextToken is invalid.')
  }
  const end = start + pageSize
  return { Voices: matching.slice(start, end), ...(end < matching.length ? { NextToken: String(end) } : {}) }
}

export type SpeechRequest = { format: SpokenFormat; sampleRateHz: number; characters: number }

/**
 * What a SynthesizeSpeech body asks for, checked as far as Polly's answer depends on it.
 *
 * @throws Refusal named as the service names it (Polly, SynthesizeSpeech, Errors).
 */
export function parseSpeechRequest(body: Partial<SynthesizeSpeechInput>): SpeechRequest {
  const voice = POLLY_VOICES.find(({ Id }) => Id === body.VoiceId)
  if (!voice) {
    throw refuse(
      'ValidationException',
      `1 validation error detected: Value '${body.VoiceId}' at 'voiceId' failed to satisfy constraint: Member must satisfy enum value set`,
    )
  }
  const engine = body.Engine ?? 'standard'
  if (!voice.SupportedEngines?.includes(engine)) {
    throw refuse('EngineNotSupportedException', 'This voice does not support the selected engine')
  }
  const format = body.OutputFormat
  if (!isSpoken(format)) throw refuse('ValidationException', `The stand-in does not speak ${format}`)
  const rate = body.SampleRate ?? defaultRate(format, engine)
  if (!RATES[format].includes(rate)) {
    throw refuse('InvalidSampleRateException', 'The specified sample rate is not valid.')
  }
  const text = body.TextType === 'ssml' ? (body.Text ?? '').replace(/<[^>]*>/g, '') : (body.Text ?? '')
  const characters = [...text].length
  if (characters > MAX_BILLED_CHARACTERS) {
    throw refuse('TextLengthExceededException', 'Maximum text length has been exceeded')
  }
  return { format, sampleRateHz: Number(rate), characters }
}

function defaultRate(format: SpokenFormat, engine: string): string {
  if (format === 'pcm') return '16000'
  if (format === 'ogg_opus') return '48000'
  return engine === 'standard' ? '22050' : '24000'
}

function isSpoken(format: string | undefined): format is SpokenFormat {
  return format !== undefined && Object.hasOwn(CONTENT_TYPES, format)
}
