/**
 * What a reading is, in words that the page and the server share: this file
 * runs in both, so it imports nothing. The enums are Amazon Polly's own; a test
 * holds them to the SDK's.
 */

/** Engines in the order in which one is chosen for a voice: neural first, then by price a character. */
export const ENGINES = ['neural', 'standard', 'generative', 'long-form'] as const
export type Engine = (typeof ENGINES)[number]

/** Formats that a listener can ask for. `pcm` is sent as a WAV file, so that every player takes it. */
export const OUTPUT_FORMATS = ['mp3', 'ogg_vorbis', 'ogg_opus', 'pcm'] as const
export type OutputFormat = (typeof OUTPUT_FORMATS)[number]

export const TEXT_TYPES = ['text', 'ssml'] as const
export type TextType = (typeof TEXT_TYPES)[number]

/** Sample rates in Hz by format (Polly, SynthesizeSpeech, SampleRate). */
export const SAMPLE_RATES: Readonly<Record<OutputFormat, readonly number[]>> = {
  mp3: [8000, 16000, 22050, 24000, 44100, 48000],
  ogg_vorbis: [8000, 16000, 22050, 24000, 44100, 48000],
  ogg_opus: [48000],
  pcm: [8000, 16000],
}

/** Billed characters in one request: SSML tags are not billed (Polly, Quotas). */
export const MAX_BILLED_CHARACTERS = 3000
/** All characters in one request, tags included (Polly, Quotas). */
export const MAX_CHARACTERS = 6000
/** Characters of a whole reading, tags not counted, unless the configuration says otherwise. */
export const MAX_READING_CHARACTERS = 200_000
/** Lexicons in one request (Polly, Quotas). */
export const MAX_LEXICONS = 5

export type Reading = {
  text: string
  textType: TextType
  voiceId: string
  /** Absent: neural where the voice has it, else the cheapest that it supports. */
  engine?: Engine | undefined
  languageCode?: string | undefined
  lexiconNames: readonly string[]
}

/** A reading together with the form in which it is to be heard. */
export type ReadRequest = Reading & {
  outputFormat: OutputFormat
  /** In Hz; absent: Polly's default for the engine and format. */
  sampleRate?: number | undefined
}

/** A voice as `GET /voices` lists it: Polly's `Voice`, with the fields that Polly always sends. */
export type Voice = {
  Id: string
  Name: string
  Gender: 'Female' | 'Male'
  LanguageCode: string
  LanguageName: string
  AdditionalLanguageCodes?: string[]
  SupportedEngines: Engine[]
}

/** No `<` stands inside a tag (XML, section 2.4), which also keeps the search linear where no tag ends. */
const TAG = /<[^<>]*>/g

/**
 * How many characters of a text Polly bills. Polly counts Unicode code points;
 * the tags of an SSML document are free.
 */
export function billedCharacters(text: string, textType: TextType): number {
  return countCodePoints(textType === 'ssml' ? text.replace(TAG, '') : text)
}

export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The engine that speaks when none is asked for, or undefined for a voice without any. */
export function defaultEngine(voice: Pick<Voice, 'SupportedEngines'>): Engine | undefined {
  return ENGINES.find(engine => voice.SupportedEngines.includes(engine))
}
