import type { Engine } from './reading'

/** Who is to speak: one of Amazon Polly's engines, or the voices that come with the app. */
export type SsmlEngine = Engine | 'embedded'

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

/** What a tag may have and hold (Polly, Supported SSML tags). */
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
  accepts: value => /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(value),
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
      strength: oneOf('none x-weak weak medium strong x-strong'),
      time: {
        accepts: value => (durationMs(value) ?? Number.POSITIVE_INFINITY) <= MAX_BREAK_MS,
        example: 'seconds up to 10s, or milliseconds such as 500ms',
      },
    },
    content: 'none',
  },
  mark: { attributes: { name: named }, required: ['name'], content: 'none' },
  emphasis: {
    attributes: {
      // The service's documentation writes the levels both ways: "Strong", "strong".
      level: {
        ...oneOf('strong moderate reduced'),
        accepts: value => /^(?:strong|moderate|reduced)$/i.test(value),
      },
    },
    engines: STANDARD,
  },
  lang: { attributes: { 'xml:lang': language, onlangfailure: anything }, required: ['xml:lang'] },
  prosody: {
    attributes: {
      rate: { accepts: isRate, example: 'x-slow, slow, medium, fast, x-fast, or 20% to 200%' },
      volume: {
        accepts: value =>
          /^(?:default|silent|x-soft|soft|medium|loud|x-loud|[+-]\d+(?:\.\d+)?dB)$/.test(value),
        example: 'silent, x-soft, soft, medium, loud, x-loud, or a change such as +6dB',
      },
      pitch: {
        accepts: value => /^(?:default|x-low|low|medium|high|x-high|[+-]\d+(?:\.\d+)?%)$/.test(value),
        example: 'x-low, low, medium, high, x-high, or a change such as +10%',
        engines: STANDARD,
      },
      'amazon:max-duration': {
        accepts: value => (durationMs(value) ?? 0) > 0,
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
        accepts: value => /^[+-]?\d+(?:\.\d+)?%$/.test(value),
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

/** @returns ms of "3s" or "250ms". */
function durationMs(value: string): number | undefined {
  const [, digits, unit] = /^\+?(\d+(?:\.\d+)?|\.\d+)(ms|s)$/.exec(value) ?? []
  return digits === undefined ? undefined : Number(digits) * (unit === 's' ? 1000 : 1)
}

/** A name, a share or a change of 20 to 200 % (Polly, prosody), or the bare factor of SSML 1.0. */
function isRate(value: string): boolean {
  if (/^(?:default|x-slow|slow|medium|fast|x-fast)$/.test(value)) return true
  const [, sign, digits, percent] = /^([+-]?)(\d+(?:\.\d+)?)(%?)$/.exec(value) ?? []
  if (digits === undefined || (sign !== '' && percent === '')) return false
  const given = Number(digits) / (percent === '%' ? 100 : 1)
  const factor = sign === '+' ? 1 + given : sign === '-' ? 1 - given : given
  return factor >= 0.2 - 1e-9 && factor <= 2
}
