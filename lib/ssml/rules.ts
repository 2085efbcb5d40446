import { BREAK_MS, duration, emphasis, isLanguage, pitch, rate, vocalTract, volume } from './values'

export type PollyEngine = 'standard' | 'neural' | 'long-form' | 'generative'

/** Who is to speak: one of Amazon Polly's engines, or the voices that come with the app. */
export type SsmlEngine = PollyEngine | 'embedded'

/** What a value may be. */
export type ValueRule = {
  accepts(value: string): boolean
  /** What to write, as the end of "Write …". */
  example: string
  /** Engines that have the attribute; absent: all. */
  engines?: readonly SsmlEngine[]
  /** Engines that have this value; absent: those that have the attribute. */
  enginesOf?(value: string): readonly SsmlEngine[] | undefined
}

/**
 * What a tag may have and hold (Polly, Supported SSML tags): the one table, for who
 * writes a document and for who speaks it.
 */
export type TagRule = {
  attributes: Readonly<Record<string, ValueRule>>
  required?: readonly string[]
  /** One attribute at least. */
  any?: boolean
  engines?: readonly SsmlEngine[]
  /** Where it is not text and tags. */
  content?: 'text' | 'none'
  /** Elements that it may not stand in. */
  outside?: readonly string[]
}

const STANDARD = ['standard', 'embedded'] as const
const STANDARD_OF_POLLY = ['standard'] as const
const OF_POLLY = ['standard', 'neural', 'long-form', 'generative'] as const

const anything: ValueRule = { accepts: () => true, example: 'a value' }
const language: ValueRule = {
  accepts: isLanguage,
  example: 'a language code such as en-US or fr-FR',
}
const named: ValueRule = { accepts: value => value.trim() !== '', example: 'a name such as chapter-2' }

/** Silence is 10 s long at most (Polly, break). */
const MAX_BREAK_MS = 10_000
/** Characters within `amazon:max-duration` (Polly, max-duration). */
export const MAX_TIMED_CHARACTERS = 1500

const INTERPRETATIONS =
  'characters spell-out cardinal number ordinal digits fraction unit date time address expletive telephone'
const ROLES = 'amazon:VB amazon:VBD amazon:DT amazon:IN amazon:JJ amazon:NN amazon:DEFAULT amazon:SENSE_1'

const RULES: Readonly<Record<string, TagRule>> = {
  speak: {
    attributes: {
      version: oneOf('1.0 1.1'),
      xmlns: anything,
      'xml:lang': language,
      'xml:base': anything,
      'xsi:schemaLocation': anything,
    },
  },
  p: { attributes: { 'xml:lang': language }, outside: ['p', 's'] },
  s: { attributes: { 'xml:lang': language }, outside: ['s'] },
  break: {
    attributes: {
      strength: oneOf([...BREAK_MS.keys()].join(' ')),
      time: {
        accepts: value => (duration(value) ?? Number.POSITIVE_INFINITY) <= MAX_BREAK_MS,
        example: 'seconds up to 10s, or milliseconds such as 500ms',
      },
    },
    content: 'none',
  },
  mark: { attributes: { name: named }, required: ['name'], content: 'none' },
  emphasis: {
    attributes: {
      level: { accepts: value => emphasis(value) !== undefined, example: 'strong, moderate or reduced' },
    },
    engines: STANDARD,
  },
  lang: { attributes: { 'xml:lang': language, onlangfailure: anything }, required: ['xml:lang'] },
  prosody: {
    attributes: {
      rate: {
        accepts: value => rate(value) !== undefined,
        example: 'x-slow, slow, medium, fast, x-fast, or 20% to 200%',
      },
      volume: {
        accepts: value => volume(value) !== undefined,
        example: 'silent, x-soft, soft, medium, loud, x-loud, or a change such as +6dB',
      },
      pitch: {
        accepts: value => pitch(value) !== undefined,
        example: 'x-low, low, medium, high, x-high, or a change such as +10%',
        engines: STANDARD,
      },
      'amazon:max-duration': {
        accepts: value => (duration(value) ?? 0) > 0,
        example: 'a time such as 2s or 800ms',
        engines: STANDARD,
      },
    },
    any: true,
  },
  phoneme: {
    attributes: {
      alphabet: {
        ...oneOf('ipa x-sampa x-amazon-pinyin x-amazon-jyutping x-amazon-yomigana x-amazon-pron-kana'),
        enginesOf: value => (value.startsWith('x-amazon-') ? OF_POLLY : undefined),
      },
      ph: { accepts: value => value.trim() !== '', example: 'the pronunciation' },
    },
    required: ['alphabet', 'ph'],
    content: 'text',
  },
  'say-as': {
    attributes: {
      'interpret-as': oneOf(INTERPRETATIONS),
      format: oneOf('mdy dmy ymd md dm ym my d m y yyyymmdd'),
    },
    required: ['interpret-as'],
    content: 'text',
  },
  sub: { attributes: { alias: anything }, required: ['alias'], content: 'text' },
  w: { attributes: { role: oneOf(ROLES) }, required: ['role'], content: 'text' },
  'amazon:effect': {
    attributes: {
      name: {
        ...oneOf('drc whispered'),
        enginesOf: value =>
          value === 'drc' ? ['standard', 'neural', 'long-form', 'embedded'] : STANDARD_OF_POLLY,
      },
      phonation: { ...oneOf('soft'), engines: STANDARD_OF_POLLY },
      'vocal-tract-length': {
        accepts: value => vocalTract(value) !== undefined,
        example: 'a change such as +15%, or 50% to 200%',
        engines: STANDARD,
      },
    },
    any: true,
  },
  'amazon:domain': {
    attributes: { name: oneOf('news conversational') },
    required: ['name'],
    engines: ['neural'],
  },
  'amazon:breath': {
    attributes: {
      duration: oneOf('default x-short short medium long x-long'),
      volume: oneOf('default x-soft soft medium loud x-loud'),
    },
    engines: STANDARD_OF_POLLY,
    content: 'none',
  },
  'amazon:auto-breaths': {
    attributes: {
      volume: oneOf('default x-soft soft medium loud x-loud'),
      frequency: oneOf('default x-low low medium high x-high'),
      duration: oneOf('default x-short short medium long x-long'),
    },
    engines: STANDARD_OF_POLLY,
  },
}

const BY_NAME: ReadonlyMap<string, TagRule> = new Map(Object.entries(RULES))

export function ruleOf(tag: string): TagRule | undefined {
  return BY_NAME.get(tag)
}

function oneOf(values: string): ValueRule {
  const known = values.split(' ')
  return { accepts: value => known.includes(value), example: listed(known) }
}

function listed(values: readonly string[]): string {
  return values.length === 1 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
