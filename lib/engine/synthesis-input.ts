import { Engine, OutputFormat, SpeechMarkType, TextType } from '@aws-sdk/client-polly'
import { createConstraints } from './constraints'
import { PollyError } from './errors'
import type { LexiconStore } from './lexicon/store'
import type { SpeechJob } from './protocol'
import { castingOf, type LocalVoice, languageCodes, voiceIds } from './voices'

/** Characters that are billed, in one request (Polly, Quotas). */
const MAX_BILLED_CHARACTERS = 3000
/** All characters, SSML tags included. */
const MAX_CHARACTERS = 6000
const MAX_LEXICONS = 5
const LEXICON_NAME = /^[0-9A-Za-z]{1,20}$/

type Format = SpeechJob['output']['format']

/** Sample rates in Hz by format (Polly, SynthesizeSpeech, SampleRate). */
const SAMPLE_RATES: Readonly<Record<Exclude<Format, 'json'>, readonly number[]>> = {
  mp3: [8000, 16000, 22050, 24000, 44100, 48000],
  ogg_vorbis: [8000, 16000, 22050, 24000, 44100, 48000],
  ogg_opus: [48000],
  pcm: [8000, 16000],
  mulaw: [8000],
  alaw: [8000],
}

export type SynthesisInput = {
  job: SpeechJob
  /** Unicode code points, as Polly bills them. */
  characters: number
}

/**
 * Checks the body of SynthesizeSpeech in the service's order: the shape of each
 * member first, then what they mean together. An SSML document is checked
 * where it is read.
 *
 * @param body Parsed JSON, of any shape.
 * @throws PollyError, LexiconError
 */
export async function parseSynthesisInput(
  body: unknown,
  voices: readonly LocalVoice[],
  store: LexiconStore,
): Promise<SynthesisInput> {
  const check = createConstraints(body)
  const outputFormat = check.oneOf('OutputFormat', Object.values(OutputFormat), { required: true })
  const text = check.string('Text', { required: true })
  const voiceId = check.oneOf('VoiceId', voiceIds(voices), { required: true })
  const engine = (check.oneOf('Engine', Object.values(Engine)) ?? 'standard') as Engine
  const languageCode = check.oneOf('LanguageCode', languageCodes(voices))
  const textType = (check.oneOf('TextType', Object.values(TextType)) ?? 'text') as TextType
  const sampleRate = check.string('SampleRate')
  const markTypes = check.list('SpeechMarkTypes', Object.values(SpeechMarkType), 4)
  const lexiconNames = check.list('LexiconNames', LEXICON_NAME, MAX_LEXICONS)
  check.finish()

  const casting = castingOf(voiceId, voices)
  if (!casting) throw new Error(`Voice ${voiceId} is listed but nobody speaks it`)
  if (casting.engines !== 'any' && !casting.engines.includes(engine)) {
    throw new PollyError(
      'EngineNotSupportedException',
      `This voice does not support the selected engine: ${engine}`,
    )
  }
  if (languageCode && !casting.languageCodes.includes(languageCode)) {
    throw new PollyError(
      'LanguageNotSupportedException',
      `The voice ${voiceId} does not support the language ${languageCode}, it speaks ${casting.languageCodes.join(', ')}`,
    )
  }
  checkMarks(markTypes, outputFormat, textType)
  const output = outputOf(outputFormat as Format, sampleRate, engine, markTypes)
  const characters = checkLength(text, textType)
  const cast = casting.cast(languageCode ?? casting.languageCodes[0] ?? '')
  const lexicons = await store.named(lexiconNames)
  return { job: { text, textType, engine, cast, lexicons, output }, characters }
}

function checkMarks(markTypes: readonly string[], outputFormat: string, textType: string): void {
  if (markTypes.length > 0 && outputFormat !== 'json') {
    throw new PollyError(
      'MarksNotSupportedForFormatException',
      `Speech marks are not supported for the output format ${outputFormat}: use json`,
    )
  }
  if (markTypes.length === 0 && outputFormat === 'json') {
    throw new PollyError('ValidationException', 'Speech mark types are required for the output format json')
  }
  if (markTypes.includes('ssml') && textType === 'text') {
    throw new PollyError(
      'SsmlMarksNotSupportedForTextTypeException',
      'SSML speech marks are not supported for the text type text: use ssml',
    )
  }
}

function outputOf(
  format: Format,
  sampleRate: string | undefined,
  engine: Engine,
  markTypes: readonly string[],
): SpeechJob['output'] {
  // Marks have a time and no rate: any that is given is passed over, as the service does.
  if (format === 'json') return { format, markTypes }
  const rates = SAMPLE_RATES[format]
  if (sampleRate === undefined) return { format, sampleRateHz: defaultRate(rates, engine) }
  const sampleRateHz = rates.find(rate => String(rate) === sampleRate)
  if (sampleRateHz) return { format, sampleRateHz }
  throw new PollyError(
    'InvalidSampleRateException',
    `The sample rate ${sampleRate} is not valid for the output format ${format}: use one of ${rates.join(', ')}`,
  )
}

/** 22,050 Hz for the standard engine, 24,000 for others, else the highest that the format has. */
function defaultRate(rates: readonly number[], engine: Engine): number {
  const usual = engine === 'standard' ? 22050 : 24000
  return rates.includes(usual) ? usual : Math.max(...rates)
}

/** @returns Billed characters. */
function checkLength(text: string, textType: TextType): number {
  const all = countCodePoints(text)
  const billed = textType === 'ssml' ? countCodePoints(text.replace(/<[^<>]*>/g, '')) : all
  for (const [count, limit] of [
    [billed, MAX_BILLED_CHARACTERS],
    [all, MAX_CHARACTERS],
  ] as const) {
    if (count > limit) {
      throw new PollyError(
        'TextLengthExceededException',
        `Maximum text length has been exceeded: ${limit} characters, and the text has ${count}`,
      )
    }
  }
  return billed
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
