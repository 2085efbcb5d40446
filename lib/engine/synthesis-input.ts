import { Engine, LanguageCode, OutputFormat, SpeechMarkType, TextType } from '@aws-sdk/client-polly'
import type { EncodedFormat } from '../audio/encoders'
import { createConstraints } from './constraints'
import { PollyError } from './errors'
import type { SpeechJob } from './protocol'
import { castVoice, voiceIds } from './voices'

/** Characters of plain text in one request, all of them billed (Polly, Quotas). */
const MAX_BILLED_CHARACTERS = 3000
const MAX_LEXICONS = 5
const LEXICON_NAME = /^[0-9A-Za-z]{1,20}$/

/** Sample rates in Hz by format (Polly, SynthesizeSpeech, SampleRate). */
const SAMPLE_RATES: Readonly<Record<EncodedFormat, readonly number[]>> = {
  mp3: [8000, 16000, 22050, 24000, 44100, 48000],
  ogg_vorbis: [8000, 16000, 22050, 24000, 44100, 48000],
  pcm: [8000, 16000],
}

export type SynthesisInput = {
  job: SpeechJob
  /** Unicode code points, as Polly bills them. */
  characters: number
}

/**
 * Checks the body of SynthesizeSpeech in the service's order: the shape of each
 * member first, then what they mean together.
 *
 * @param body Parsed JSON, of any shape.
 * @throws PollyError
 */
export function parseSynthesisInput(body: unknown): SynthesisInput {
  const check = createConstraints(body)
  const outputFormat = check.oneOf('OutputFormat', Object.values(OutputFormat), { required: true })
  const text = check.string('Text', { required: true })
  const voiceId = check.oneOf('VoiceId', voiceIds(), { required: true })
  const engine = check.oneOf('Engine', Object.values(Engine)) ?? 'standard'
  const languageCode = check.oneOf('LanguageCode', Object.values(LanguageCode))
  const textType = check.oneOf('TextType', Object.values(TextType)) ?? 'text'
  const sampleRate = check.string('SampleRate')
  const marks = check.list('SpeechMarkTypes', Object.values(SpeechMarkType), 4)
  const lexicons = check.list('LexiconNames', LEXICON_NAME, MAX_LEXICONS)
  check.finish()

  const cast = castVoice(voiceId)
  if (!cast) throw new Error(`Voice ${voiceId} is listed but nobody speaks it`)
  if (cast.engines !== 'any' && !cast.engines.includes(engine)) {
    throw new PollyError(
      'EngineNotSupportedException',
      `This voice does not support the selected engine: ${engine}`,
    )
  }
  if (languageCode && !cast.languageCodes.includes(languageCode)) {
    throw new PollyError(
      'LanguageNotSupportedException',
      `The voice ${voiceId} does not support the language ${languageCode}, it speaks ${cast.languageCodes.join(', ')}`,
    )
  }
  checkMarks(marks, outputFormat, textType)
  const format = spokenFormat(outputFormat)
  const sampleRateHz = sampleRateOf(sampleRate, format, engine)
  const characters = checkText(text, textType)
  if (lexicons.length > 0) {
    throw new PollyError('LexiconNotFoundException', `Lexicon not found: ${lexicons[0]}`)
  }
  return { job: { text, voice: cast.voice.flite, format, sampleRateHz }, characters }
}

function checkMarks(marks: readonly string[], outputFormat: string, textType: string): void {
  if (marks.length > 0 && outputFormat !== 'json') {
    throw new PollyError(
      'MarksNotSupportedForFormatException',
      `Speech marks are not supported for the output format ${outputFormat}: use json`,
    )
  }
  if (marks.includes('ssml') && textType === 'text') {
    throw new PollyError(
      'SsmlMarksNotSupportedForTextTypeException',
      'SSML speech marks are not supported for the text type text: use ssml',
    )
  }
}

function spokenFormat(outputFormat: string): EncodedFormat {
  if (outputFormat in SAMPLE_RATES) return outputFormat as EncodedFormat
  const formats = Object.keys(SAMPLE_RATES).join(', ')
  throw new PollyError(
    'ValidationException',
    `The output format ${outputFormat} is not supported by this engine: use one of ${formats}`,
  )
}

function sampleRateOf(value: string | undefined, format: EncodedFormat, engine: string): number {
  if (value === undefined) return format === 'pcm' ? 16000 : engine === 'standard' ? 22050 : 24000
  const rates = SAMPLE_RATES[format]
  const rate = rates.find(known => String(known) === value)
  if (rate) return rate
  throw new PollyError(
    'InvalidSampleRateException',
    `The sample rate ${value} is not valid for the output format ${format}: use one of ${rates.join(', ')}`,
  )
}

/** @returns Billed characters. */
function checkText(text: string, textType: string): number {
  let characters = 0
  for (const _ of text) characters++
  if (textType === 'ssml') {
    throw new PollyError('InvalidSsmlException', 'This engine reads plain text only: send TextType text')
  }
  if (characters > MAX_BILLED_CHARACTERS) {
    throw new PollyError(
      'TextLengthExceededException',
      `Maximum text length has been exceeded: ${MAX_BILLED_CHARACTERS} characters, and the text has ${characters}`,
    )
  }
  return characters
}
