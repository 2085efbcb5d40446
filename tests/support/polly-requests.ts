import type {
  DescribeVoicesOutput,
  SpeechMarkType,
  SynthesizeSpeechInput,
  Voice,
} from '@aws-sdk/client-polly'
import type { SpokenFormat } from './polly-audio'
import type { Behaviour, ErrorAnswer } from './polly-behaviour'
import { POLLY_VOICES } from './polly-voices'

const RATES: Readonly<Record<SpokenFormat, readonly string[]>> = {
  mp3: ['8000', '16000', '22050', '24000', '44100', '48000'],
  ogg_vorbis: ['8000', '16000', '22050', '24000', '44100', '48000'],
  ogg_opus: ['48000'],
  pcm: ['8000', '16000'],
}
const MAX_BILLED_CHARACTERS = 3000
const MAX_CHARACTERS = 6000

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

/**
 * GetLexicon: where no lexicons were laid in, there is one of every name.
 *
 * @throws Refusal for a name that there is not.
 */
export function getLexicon(name: string, { kept }: Behaviour['lexicons']): object {
  if (kept && !Object.hasOwn(kept, name)) throw noLexicon()
  const Content = kept?.[name] ?? NO_LEXEMES
  const attributes = { Alphabet: 'ipa', LanguageCode: 'en-US', LastModified: 1.7e9, LexemesCount: 0 }
  return { Lexicon: { Name: name, Content }, LexiconAttributes: { ...attributes, Size: Content.length } }
}

const NO_LEXEMES =
  '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US"/>'

function noLexicon(): Refusal {
  return new Refusal({ name: 'LexiconNotFoundException', status: 404, message: 'Lexicon not found' })
}

export type SpeechRequest = {
  text: string
  ssml: boolean
  /** Billed ones. */
  characters: number
  output:
    | { format: SpokenFormat; sampleRateHz: number }
    | { format: 'json'; types: readonly SpeechMarkType[] }
}

/**
 * What a SynthesizeSpeech body asks for, checked as far as Polly's answer depends on it.
 *
 * @throws Refusal named as the service names it (Polly, SynthesizeSpeech, Errors).
 */
export function parseSpeechRequest(
  body: Partial<SynthesizeSpeechInput>,
  { speech: { marklessEngines }, lexicons: { kept } }: Pick<Behaviour, 'speech' | 'lexicons'>,
): SpeechRequest {
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
  const text = body.Text ?? ''
  const ssml = body.TextType === 'ssml'
  const types = body.SpeechMarkTypes ?? []
  checkMarks(types, body.OutputFormat, ssml)
  if (types.length > 0 && marklessEngines.includes(engine)) {
    throw refuse('ValidationException', `Speech marks are not supported for the engine ${engine}`)
  }
  const output =
    body.OutputFormat === 'json' ? { format: body.OutputFormat, types } : audioOutput(body, engine)
  const characters = [...(ssml ? text.replace(/<[^>]*>/g, '') : text)].length
  if (characters > MAX_BILLED_CHARACTERS || [...text].length > MAX_CHARACTERS) {
    throw refuse('TextLengthExceededException', 'Maximum text length has been exceeded')
  }
  if (kept && body.LexiconNames?.some(name => !Object.hasOwn(kept, name))) throw noLexicon()
  return { text, ssml, characters, output }
}

function checkMarks(types: readonly SpeechMarkType[], format: string | undefined, ssml: boolean): void {
  if (types.length > 0 && format !== 'json') {
    throw refuse('MarksNotSupportedForFormatException', 'Speech marks are not supported for this format')
  }
  if (types.length === 0 && format === 'json') {
    throw refuse('ValidationException', 'Speech mark types are required for the output format json')
  }
  if (types.includes('ssml') && !ssml) {
    throw refuse(
      'SsmlMarksNotSupportedForTextTypeException',
      'SSML speech marks are not supported for plain text',
    )
  }
}

function audioOutput(
  { OutputFormat: format, SampleRate }: Partial<SynthesizeSpeechInput>,
  engine: string,
): { format: SpokenFormat; sampleRateHz: number } {
  if (!isSpoken(format)) throw refuse('ValidationException', `The stand-in does not speak ${format}`)
  const rate = SampleRate ?? defaultRate(format, engine)
  if (!RATES[format].includes(rate)) {
    throw refuse('InvalidSampleRateException', 'The specified sample rate is not valid.')
  }
  return { format, sampleRateHz: Number(rate) }
}

function defaultRate(format: SpokenFormat, engine: string): string {
  if (format === 'pcm') return '16000'
  if (format === 'ogg_opus') return '48000'
  return engine === 'standard' ? '22050' : '24000'
}

function isSpoken(format: string | undefined): format is SpokenFormat {
  return format !== undefined && Object.hasOwn(RATES, format)
}
